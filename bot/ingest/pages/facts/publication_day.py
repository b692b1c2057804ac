"""The day on which a page's article was published: the page says it, or there is none."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from bot.ingest.pages.facts.page_facts import PageFacts
from bot.ingest.pages.lines import Line
from bot.ingest.pages.page_words import month_number, words_pattern
from bot.ingest.pages.tree import Element

_META_NAMES = (
    "article:published_time article:published og:article:published_time og:published_time"
    " article.published datepublished pubdate publishdate publish-date publish_date"
    " publication_date publication-date date-published dc.date.issued dc.date.created"
    " dcterms.issued dcterms.created"
    " parsely-pub-date sailthru.date cxenseparse:recs:publishtime cxenseparse:publishtime"
    " rnews:datepublished originalpublicationdate citation_publication_date citation_online_date"
    " prism.publicationdate bt:pubdate date.created displaydate article_date_original"
    " dc.date dcterms.date date"
).split()
_FULL_DATE = re.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_URL_DATE = re.compile(r"/(\d{4})[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)")
_FIRST_YEAR = 1990  # of the web; earlier ones are placeholders
_CHANGED = re.compile(rf"updat|modif|chang|revis|edited|{words_pattern('changed')}", re.I)
_NOT_PUBLISHED = re.compile(
    r"modif|updat|comment|related|teaser|event|sidebar|expire|today|masthead|current|weather", re.I
)
_MAX_DATE_LINE = 160  # characters of a line above the article that holds its date
_MIN_PROSE_LENGTH = 60  # characters of the first paragraph
_LINES_BEFORE_TITLE, _LINES_AFTER_TITLE = 3, 12
_DATE_CLASS = re.compile(r"date|publish|posted|byline|time", re.I)
_INLINE_TAGS = frozenset({"a", "abbr", "b", "em", "i", "span", "strong"})
_TITLED_TAGS = ("article", "main", "header", "section")


def read_publication_day(
    tree: Element,
    facts: PageFacts,
    lines: Sequence[Line],
    title: str | None,
    today: str,
) -> str | None:
    """Return the first day, none later than `today`, that a page gives for its publication."""
    candidates = (
        *(node.get("datePublished") for node in facts.articles[:1]),
        *(value for name in _META_NAMES for value in facts.meta.get(name, ())),
        *_microdata_days(tree),
        *(node.get("datePublished") for node in facts.nodes),
        *_days_in_times(tree),
        *_days_in_addresses(tree, facts),
        *_days_near_title(lines, title),
    )
    days = (_day(candidate) for candidate in candidates)
    return next((day for day in days if day and f"{_FIRST_YEAR}" <= day <= today), None)


def _day(value: object) -> str | None:
    """Return an ISO day if `value` begins with one, or is a date in words."""
    text = str(value or "")
    match = _FULL_DATE.match(text)
    if match:
        return _iso_day(*match.groups())
    return next(_days_in_words(text), None)


def _iso_day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _microdata_days(tree: Element) -> Iterator[str]:
    """Yield the values that microdata or an attribute marks as the date of publication."""
    path = "//*[@itemprop='datePublished' or @pubdate or contains(@property, 'datePublished')]"
    for element in tree.xpath(path):
        if not _is_of_other_article(element):
            yield _machine_value(element) or "".join(element.itertext())


def _days_in_times(tree: Element) -> Iterator[str]:
    """Yield the times in the article, or if there is none in it, those of the page."""
    paths = ("//article//time", "//main//time", "//time[not(ancestor::header[not(.//h1)])]")
    times = (
        [time for time in tree.xpath(path) if not _is_of_other_article(time)] for path in paths
    )
    for element in next(filter(None, times), ()):
        yield _machine_value(element) or "".join(element.itertext())


def _machine_value(element: Element) -> str:
    return str(element.get("datetime") or element.get("content") or element.get("title") or "")


def _is_of_other_article(element: Element) -> bool:
    """Return whether the date of an element is of a change, a comment or a linked article."""
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag == "body":
            break
        if ancestor.tag in {"aside", "footer", "nav"}:
            return True
        names = f"{ancestor.get('class')} {ancestor.get('id')} {ancestor.get('itemprop')}"
        if _NOT_PUBLISHED.search(names) or (ancestor.tag == "a" and ancestor is not element):
            return True
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail or "".join(before.itertext())
    return bool(_CHANGED.search((text or "")[-40:]))


def _days_in_addresses(tree: Element, facts: PageFacts) -> Iterator[str]:
    links = tree.xpath("//link[@rel='canonical']/@href")
    for address in (*links, *facts.meta.get("og:url", ()), facts.address or ""):
        for match in _URL_DATE.finditer(address):
            yield "-".join(match.groups())


def _days_near_title(lines: Sequence[Line], title: str | None) -> Iterator[str]:
    """Yield the days on short lines around the title.

    Above it only those in the same part of the page: at the top of a page stands today's date.
    """
    places = [i for i, line in enumerate(lines) if title and line.text == title]
    if not places:
        yield from _days_above(lines)
        return
    place = next((i for i in places if lines[i].marker == "# "), places[-1])
    container = next(lines[place].element.iterancestors(*_TITLED_TAGS), None)
    above = [
        line
        for line in lines[max(0, place - _LINES_BEFORE_TITLE) : place]
        if container is not None and container in line.element.iterancestors(*_TITLED_TAGS)
    ]
    below = lines[place + 1 : place + 1 + _LINES_AFTER_TITLE]
    for line in (*takewhile(lambda line: len(line.text) <= _MAX_DATE_LINE, below), *above):
        if _may_date(line):
            yield from _days_in_words(line.text)


def _days_above(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the days on the lines before an article without a title that are marked as dates."""
    long = (i for i, line in enumerate(lines) if len(line.text) >= _MIN_PROSE_LENGTH)
    start = next(long, len(lines))
    for line in lines[max(0, start - _LINES_BEFORE_TITLE) : start + 2]:
        if _may_date(line) and _DATE_CLASS.search(line.element.get("class") or ""):
            yield from _days_in_words(line.text)


def _may_date(line: Line) -> bool:
    element = line.element
    block = element.getparent() if element.tag in _INLINE_TAGS else element
    return len(line.text) <= _MAX_DATE_LINE and not _is_of_other_article(block)


_MONTH = r"([^\W\d_]{3,12})\.?"
_WRITTEN_DATE = re.compile(
    rf"(?<![\d/.-])(?:(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}})[-/.](?P<d1>\d{{1,2}})"
    rf"|(?P<d2>\d{{1,2}})\.\s?(?P<m2>\d{{1,2}})\.\s?(?P<y2>\d{{4}})"
    rf"|(?P<a3>\d{{1,2}})[/-](?P<b3>\d{{1,2}})[/-](?P<y3>\d{{4}})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[\s,-]+(?:of\s+|de\s+)?(?P<n4>{_MONTH})"
    rf"[\s,-]+(?:del?\s+)?(?P<y4>\d{{4}})"
    rf"|(?P<y6>\d{{4}})[年년]\s?(?P<m6>\d{{1,2}})[月월]\s?(?P<d6>\d{{1,2}})[日일]"
    rf"|(?P<n5>{_MONTH})\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+(?P<y5>\d{{4}}))(?!\d)",
    re.I,
)


def _days_in_words(text: str) -> Iterator[str]:
    """Yield the full dates in a text of which no word says that they are of a change."""
    end = 0
    for match in _WRITTEN_DATE.finditer(text):
        parts = match.groupdict()
        names_change = _CHANGED.search(text, end, match.start())
        end = match.end()
        day = _day_of_match(parts)
        if day and not names_change:
            yield day


def _day_of_match(parts: dict[str, str | None]) -> str | None:
    values = {name[0]: value for name, value in parts.items() if value}
    if "n" in values:
        month = month_number(values["n"])
        return _iso_day(values["y"], str(month), values["d"]) if month else None
    if "a" in values:
        return _day_of_slashes(values["a"], values["b"], values["y"])
    return _iso_day(values["y"], values["m"], values["d"])


def _day_of_slashes(first: str, second: str, year: str) -> str | None:
    """Return the day of 14/5/2020 or 5/14/2020; 4/5/2020 can be read in two ways."""
    if first != second and int(first) <= 12 and int(second) <= 12:
        return None
    day, month = (first, second) if int(first) > 12 else (second, first)
    return _iso_day(year, month, day)
