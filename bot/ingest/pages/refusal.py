"""Refuse pages that hold no article, with a reason that somebody can act on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.ingest.pages.facts.page_facts import PageFacts
from bot.ingest.pages.lines import Line
from bot.ingest.pages.notices import (
    ASKS_FOR_MONEY,
    CAPTION,
    JAVASCRIPT,
    LINKS,
    LOGIN,
    NO_ARTICLE,
    NOTICES,
    PAY_WALL,
    Notice,
)
from bot.ingest.pages.tree import Element, text_of
from bot.ingest.unreadable import UnreadableError

_MAX_NOTICE_WORDS = 160  # of a page whose title says that it holds no article
_MAX_REFUSED_LENGTH = 5_000  # characters of sentences; a page with more holds an article
_MAX_TEASER_WORDS = 150  # of the beginning of an article before a pay wall
_MAX_OTHER_SENTENCES = 2  # in a notice; three may be an article
_MAX_CAPTION_WORDS = 80
_LINES_OF_WALL = 12  # after the last line of a teaser
_MIN_LINKS, _MIN_HEADLINE_LENGTH = 5, 20  # of a list of links; characters
_MAX_SHELL_WORDS = 40  # of a page that scripts would fill
_MIN_SENTENCE_LENGTH = 15  # characters
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?:\s|\Z)|[。！？।]")
_SENTENCE_GAP = re.compile(r"(?<=[.!?…])\s+")
_TITLE_PARTS = re.compile(r"\s+[|·–—:-]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs of a page without its article that are not in its visible text."""

    text_without_scripts: str  # that browsers show where scripts are turned off
    has_password: bool
    has_scripts: bool


def read_signs(tree: Element) -> Signs:
    """Return the signs of a page, whose invisible elements are still there."""
    return Signs(
        text_without_scripts=" ".join(text_of(element) for element in tree.iter("noscript")),
        has_password=bool(tree.xpath("//input[@type='password']")),
        has_scripts=next(tree.iter("script"), None) is not None,
    )


def check_article(
    facts: PageFacts, signs: Signs, lines: Sequence[Line], article: Sequence[Line]
) -> None:
    """Raise UnreadableError if the lines of `article`, chosen from a page's `lines`, are none."""
    reason = next(_reasons(facts, signs, lines, article), None)
    if reason:
        raise UnreadableError(reason)


def _reasons(
    facts: PageFacts, signs: Signs, lines: Sequence[Line], article: Sequence[Line]
) -> Iterator[str]:
    """Yield the reasons for which a page is refused, the most telling one first."""
    prose = [line for line in article if _is_prose(line)]
    if sum(len(line.text) for line in prose) > _MAX_REFUSED_LENGTH:
        return
    for notice in NOTICES:
        if _is_notice(notice, facts, signs, lines, article or lines):
            yield notice.reason
    if not prose and signs.has_password:
        yield LOGIN
    if not prose and _is_shell(signs, lines):
        yield JAVASCRIPT
    if _is_teaser(facts, lines, article, prose):
        yield PAY_WALL
    if article and _is_caption(article):
        yield CAPTION
    if _is_list_of_links(facts, lines, article, prose):
        yield LINKS
    if not article:
        yield NO_ARTICLE


def _is_notice(
    notice: Notice,
    facts: PageFacts,
    signs: Signs,
    lines: Sequence[Line],
    text: Sequence[Line],
) -> bool:
    """Return whether a page holds a notice: its title says so, or most words of its text."""
    if _has_title(notice, facts, lines) and _count_words(text) <= _MAX_NOTICE_WORDS:
        return notice.reason != LOGIN or signs.has_password
    sentences = [sentence for line in text for sentence in _SENTENCE_GAP.split(line.text)]
    matches = [sentence for sentence in sentences if notice.text.search(sentence)]
    words = sum(len(sentence.split()) for sentence in matches)
    others = [sentence for sentence in sentences if sentence not in matches]
    other_words = sum(len(sentence.split()) for sentence in others)
    if len(others) > _MAX_OTHER_SENTENCES:
        return other_words * 4 <= words
    return bool(matches) and other_words <= min(notice.max_other_words, words)


def _has_title(notice: Notice, facts: PageFacts, lines: Sequence[Line]) -> bool:
    headings = [line.text for line in lines if line.marker == "# "][:1]
    parts = [part.strip() for text in (facts.title, *headings) for part in _TITLE_PARTS.split(text)]
    pattern = notice.title
    return pattern is not None and any(
        pattern.fullmatch(part) and re.search(r"\w", part) for part in parts
    )


def _is_prose(line: Line) -> bool:
    """Return whether a line has a sentence that is no link."""
    if line.marker.startswith("#") or line.is_link or len(line.text) < _MIN_SENTENCE_LENGTH:
        return False
    return bool(_SENTENCE_END.search(line.text))


def _count_words(lines: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in lines)


def _is_shell(signs: Signs, lines: Sequence[Line]) -> bool:
    """Return whether scripts would fill the page."""
    if "javascript" in signs.text_without_scripts.lower():
        return True
    return signs.has_scripts and _count_words(lines) <= _MAX_SHELL_WORDS


def _is_teaser(
    facts: PageFacts,
    lines: Sequence[Line],
    article: Sequence[Line],
    prose: Sequence[Line],
) -> bool:
    """Return whether only the beginning of an article stands before a pay wall."""
    teaser = [line for line in prose if not ASKS_FOR_MONEY.search(line.text)]
    if _count_words(teaser) > _MAX_TEASER_WORDS:
        return False
    if any(str(node.get("isAccessibleForFree")).lower() == "false" for node in facts.articles[:1]):
        return True
    if not article:
        return False
    start, end = lines.index(article[0]), lines.index(article[-1]) + 1 + _LINES_OF_WALL
    return any(ASKS_FOR_MONEY.search(line.text) for line in lines[start:end])


def _is_caption(article: Sequence[Line]) -> bool:
    """Return whether an article is nothing but the captions of pictures, and headings."""
    texts = [line for line in article if not line.marker.startswith("#")]
    if not texts or _count_words(texts) > _MAX_CAPTION_WORDS:
        return False
    return all(line.is_caption for line in texts)


def _is_list_of_links(
    facts: PageFacts,
    lines: Sequence[Line],
    article: Sequence[Line],
    prose: Sequence[Line],
) -> bool:
    """Return whether an article is a list of links, with or without a sentence under each."""
    links = [line for line in article if _is_headline(line)]
    if not prose:
        return len(links) >= _MIN_LINKS and len(links) * 2 >= len(article)
    if facts.articles or "article" in facts.meta.get("og:type", ()):
        return False
    teasers = [line for before, line in pairwise(lines) if _is_headline(before) and line in prose]
    is_home_page = len(teasers) >= _MIN_LINKS and len(teasers) * 2 >= len(prose)
    return is_home_page or (len(links) >= _MIN_LINKS and len(links) * 5 >= len(article) * 2)


def _is_headline(line: Line) -> bool:
    return line.is_link and len(line.text) >= _MIN_HEADLINE_LENGTH
