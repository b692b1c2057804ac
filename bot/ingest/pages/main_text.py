"""Choose the lines of a page that are its article; the only import of trafilatura.

trafilatura knows which parts of a page are its article, but its own text differs from the page's:
it escapes Markdown, and parts words from their first letters. So each line gets a mark, and the
lines whose marks come back are the article.
"""

import re
from collections import Counter
from collections.abc import Sequence

import trafilatura

from bot.ingest.pages.lines import Line
from bot.ingest.pages.tree import Element, remove_elements, remove_tags

Container = tuple[str, str]
_MIN_PARAGRAPH_LENGTH = 40  # characters
_MIN_USUAL = 3  # chosen paragraphs in elements of one tag and class
_INLINE_TAGS = ("b", "strong", "i", "em", "u", "s", "sup", "sub", "tt", "code", "del", "font")
# Marks are made of Braille patterns, which trafilatura keeps and takes for no letters of a word.
_FIRST_PATTERN, _BASE = 0x2801, 255
_CONTROLS = re.compile("[\x00-\x1f\x7f\ufffe\uffff]")  # which a reference may give, and XML forbids
_MARK = re.compile("[\u2801-\u28ff]{3}")


def choose_lines(tree: Element, lines: Sequence[Line]) -> list[Line]:
    """Return those of `lines` that are the article; `tree`, from which they are, is used up."""
    containers = [_container(line) for line in lines]
    for number, line in enumerate(lines):
        _add_mark(line, _mark(number))
    remove_elements(tree, "nav", "footer", "aside")
    remove_tags(tree, *_INLINE_TAGS)
    _unwrap_layout_tables(tree)
    text = trafilatura.extract(
        tree,
        output_format="txt",
        include_comments=False,
        include_formatting=False,
        with_metadata=False,
    )
    numbers = {_number(mark) for mark in _MARK.findall(text or "")}
    numbers |= _numbers_of_other_parts(lines, containers, numbers)
    article = [line for number, line in enumerate(lines) if number in numbers]
    return _without_last_headings(_without_repetitions(article))


def _container(line: Line) -> Container | None:
    """Return the tag and class of the element around a paragraph, if that may be an article."""
    paragraph = line.element
    while paragraph is not None and paragraph.tag != "p":
        paragraph = paragraph.getparent()
    parent = paragraph.getparent() if paragraph is not None else None
    if parent is None or not parent.get("class") or _is_around_article(parent):
        return None
    return parent.tag, parent.get("class")


def _is_around_article(element: Element) -> bool:
    return next(element.iterancestors("nav", "footer", "aside", "figure"), None) is not None


def _numbers_of_other_parts(
    lines: Sequence[Line], containers: Sequence[Container | None], numbers: set[int]
) -> set[int]:
    """Return the paragraphs that stand in elements like those of the chosen ones.

    Some pages cut an article into parts, with advertisements between them; trafilatura takes one.
    """
    counts = Counter(containers[i] for i in numbers if i < len(lines) and _is_paragraph(lines[i]))
    usual = {container for container, count in counts.items() if container and count >= _MIN_USUAL}
    return {
        i for i, line in enumerate(lines) if containers[i] in usual and _is_paragraph(line)
    } - numbers


def _is_paragraph(line: Line) -> bool:
    return not line.marker and not line.is_link and len(line.text) >= _MIN_PARAGRAPH_LENGTH


def _without_repetitions(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without long ones that pages repeat for screens of another size."""
    texts: set[str] = set()
    unique: list[Line] = []
    for line in lines:
        if line.text not in texts or len(line.text) < _MIN_PARAGRAPH_LENGTH:
            unique.append(line)
        texts.add(line.text)
    return unique


def _without_last_headings(lines: list[Line]) -> list[Line]:
    """Return the lines without headings at their end, which are of something else."""
    end = len(lines)
    while end and lines[end - 1].marker.startswith("#"):
        end -= 1
    return lines[:end] if end else lines


def _mark(number: int) -> str:
    high, rest = divmod(number, _BASE * _BASE)
    digits = high, *divmod(rest, _BASE)
    return "".join(chr(_FIRST_PATTERN + digit) for digit in digits)


def _number(mark: str) -> int:
    number = 0
    for digit in mark:
        number = number * _BASE + ord(digit) - _FIRST_PATTERN
    return number


def _add_mark(line: Line, mark: str) -> None:
    if line.is_tail:
        line.element.tail = f" {mark} {_CONTROLS.sub(' ', line.element.tail)}"
    else:
        line.element.text = f" {mark} {_CONTROLS.sub(' ', line.element.text)}"


def _unwrap_layout_tables(tree: Element) -> None:
    """Make tables that only lay out the page plain blocks."""
    for table in tree.xpath("//table[.//td[string-length(normalize-space()) > 200]]"):
        for element in list(table.iter("table", "tbody", "tr", "td")):
            element.tag = "div"
