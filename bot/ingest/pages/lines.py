"""The lines of a page: its visible text as a browser lays it out."""

import re
from dataclasses import dataclass

from bot.ingest.pages.tree import Element, classes

# https://html.spec.whatwg.org/multipage/rendering.html#flow-content-3
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body br caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " listing main menu nav ol optgroup p plaintext pre search section summary table tbody td tfoot"
    " th thead tr ul xmp".split()
)
_HEADING_TAGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
_PROSE_TAGS = ("p", "table", "h1", "h2", "h3", "ul", "ol")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)", re.I)
_MAX_CELL_LENGTH = 200  # characters; longer cells are a page laid out with a table


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading, bullet or row of a table, and the place of its longest text."""

    text: str
    marker: str  # of Markdown: "", "- ", "## "
    element: Element
    is_tail: bool  # whether that text is after `element` and not in it
    is_broken: bool  # whether only a <br> parts it from the line before
    is_link: bool  # whether nearly all of it is a link
    is_caption: bool


def lines_of(body: Element) -> list[Line]:
    """Return the lines of `body` in the order of the page."""
    layout = _Layout()
    layout.visit(body)
    layout.end_line()
    return layout.lines


class _Layout:
    """Walks through the elements and gathers the text between the starts and ends of blocks."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._place: tuple[Element, bool] | None = None
        self._longest = 0  # characters
        self._marker = ""
        self._is_broken = False
        self._links = 0  # that are open
        self._link_length = 0

    def visit(self, element: Element) -> None:
        tag = element.tag
        if tag == "tr" and _is_data_row(element):
            self._add_row(element)
            return
        is_block = tag in _BLOCK_TAGS or bool(_BLOCK_STYLE.search(element.get("style") or ""))
        if is_block:
            self.end_line()
            self._is_broken = tag == "br"
            self._marker = _HEADING_TAGS.get(tag) or ("- " if tag == "li" else self._marker)
        self._links += tag == "a"
        self._add(element.text, element, is_tail=False)
        for child in element:
            self.visit(child)
            self._add(child.tail, child, is_tail=True)
        self._links -= tag == "a"
        if is_block and tag != "br":
            self.end_line()
            self._marker = "" if tag in _HEADING_TAGS or tag == "li" else self._marker

    def end_line(self) -> None:
        """Make a line of the text that was gathered, if there is any."""
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text and self._place:
            is_link = self._link_length * 5 >= len(text) * 4
            is_caption = _is_in_caption(self._place[0])
            self.lines.append(
                Line(text, self._marker, *self._place, self._is_broken, is_link, is_caption)
            )
            self._is_broken = False
            self._marker = "" if self._marker == "- " else self._marker
        self._place = None
        self._longest = 0
        self._link_length = 0

    def _add(self, text: str | None, element: Element, *, is_tail: bool) -> None:
        if not text:
            return
        length = len(text.strip())
        if length > self._longest:
            self._place, self._longest = (element, is_tail), length
        self._pieces.append(text)
        self._link_length += len(text) if self._links else 0

    def _add_row(self, row: Element) -> None:
        self.end_line()
        for cell in row:
            self._add_cell(cell)
            self._pieces.append(" ")
        self.end_line()

    def _add_cell(self, element: Element) -> None:
        self._add(element.text, element, is_tail=False)
        for child in element:
            if child.tag in _BLOCK_TAGS:
                self._pieces.append(" ")
            self._add_cell(child)
            self._add(child.tail, child, is_tail=True)


def _is_in_caption(element: Element) -> bool:
    if any("caption" in name for name in classes(element)):
        return True
    return element.tag == "figcaption" or next(element.iterancestors("figure"), None) is not None


def _is_data_row(row: Element) -> bool:
    """Return whether the cells of a row hold short data, and not parts of the page."""
    if len(row) < 2 or next(row.iterdescendants(*_PROSE_TAGS), None) is not None:
        return False
    return all(len(" ".join(cell.itertext())) <= _MAX_CELL_LENGTH for cell in row)
