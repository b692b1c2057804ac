"""The title of a page's article, as the page shows it, and the name of its site."""

import re
from collections.abc import Sequence

from bot.ingest.pages.facts.json_ld import names_in, node_of_type
from bot.ingest.pages.facts.page_facts import PageFacts, agree, key, one_line

_SEPARATOR = re.compile(r"\s+[|·•»«–—-]\s+|\s*\|\s*|\s+::\s+|\s+-\s*|:\s+")
_HOST = re.compile(r"\S+\.[a-z]{2,}(?:/\S*)?", re.I)
_MIN_WORDS = 2  # of a title from which the last part may be cut off as the name of a site


def read_title(
    facts: PageFacts, headings: Sequence[str], subheadings: Sequence[str] = ()
) -> str | None:
    """Return the title: the heading that the head of the page confirms, if there is one.

    What a content management system writes into the head is sometimes its own name, and the first
    heading is sometimes the name of the site or section.
    """
    sites = site_names(facts)
    claims = [claim for claim in _claims(facts) if not _is_name(claim, sites)]
    candidates = (
        *_headings_in_title(facts.title, (*headings, *subheadings)),
        *(
            _title_before_subtitle(heading, claims)
            for heading in headings
            if _agrees(heading, claims)
        ),
        *(claim for claim in claims if sum(agree(claim, other) for other in claims) > 1),
        *claims[-1:],
        *(heading for heading in headings[:1] if len(heading.split()) >= _MIN_WORDS),
        *claims,
        *headings,
    )
    titles = (without_last_part(without_site(title, sites)) for title in candidates)
    return next((title for title in titles if not _is_name(title, sites)), facts.title or None)


def _headings_in_title(title: str, headings: Sequence[str]) -> list[str]:
    """Return the headings that are the first or the longest part of the page's title."""
    parts = [key(part) for part in _SEPARATOR.split(title)]
    main_parts = {parts[0], max(parts, key=len)} - {""}
    matches = [heading for heading in headings if key(heading) in main_parts]
    return sorted(matches, key=len, reverse=True)


def _agrees(heading: str, claims: Sequence[str]) -> bool:
    return any(agree(heading, claim) for claim in claims)


def _title_before_subtitle(heading: str, claims: Sequence[str]) -> str:
    """Return the title with which a heading begins, if a subtitle follows it without a gap."""
    titles = (claim for claim in claims if len(claim.split()) > _MIN_WORDS)
    return next((title for title in titles if key(heading).startswith(key(title))), heading)


def _claims(facts: PageFacts) -> list[str]:
    """Return the titles in the head of the page, the `title` element last."""
    headlines = [one_line(node.get("headline")) for node in facts.articles[:1]]
    titles = [facts.first([name]) for name in ("og:title", "twitter:title", "dc.title", "headline")]
    return [claim for claim in (*titles, *headlines, facts.title) if claim]


def site_names(facts: PageFacts) -> list[str]:
    """Return the names of the site, the best one first."""
    publishers = [
        name for node in facts.articles for name in names_in(node.get("publisher"), facts.nodes)
    ]
    names = [
        *facts.meta.get("og:site_name", ()),
        *(one_line(name) for name in publishers),
        *map(one_line, names_in(dict(node_of_type(facts.nodes, "WebSite")))),
        *facts.meta.get("application-name", ()),
        *facts.meta.get("dc.publisher", ()),
    ]
    return [name for name in names if name]


def read_source(facts: PageFacts, title: str | None) -> str | None:
    """Return the name of the site, which is no address and not the article's title."""
    names = [name for name in site_names(facts) if not re.fullmatch(r"\S+\.\S+", name)]
    fitting = (name for name in names if not title or not agree(name, title))
    return next((name for name in fitting if not name.startswith(("http", "@"))), None)


def without_site(title: str, sites: Sequence[str]) -> str:
    """Return a title without the name of the site before or after it."""
    parts = list(_SEPARATOR.finditer(title))
    for gap in reversed(parts):
        start, end = title[: gap.start()].strip(), title[gap.end() :].strip()
        if start and (_is_name(end, sites) or (":" not in gap[0] and _HOST.fullmatch(end))):
            return without_site(start, sites)
    if parts:
        start, end = title[: parts[0].start()].strip(), title[parts[0].end() :].strip()
        if end and _is_name(start, sites):
            return end
    return title


def without_last_part(title: str) -> str:
    """Return the title before its last bar, after which the name of the site stands."""
    start, bar, _ = title.rpartition(" | ")
    return start.strip() if bar and len(start.split()) >= _MIN_WORDS else title


def _is_name(text: str, sites: Sequence[str]) -> bool:
    letters = key(text)
    return not letters or any(letters == key(site) for site in sites)
