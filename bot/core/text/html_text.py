"""The visible text of an HTML page, with the place in the file of every character."""

from __future__ import annotations  # array[int] is not subscriptable before Python 3.12

import html
import re
from array import array
from dataclasses import dataclass, field
from html.parser import HTMLParser

from bot.core.text.blocks import Block, BlockKind, VisibleText, line_starts

# Only html.parser tells the position of every piece of text, which an exact quote needs;
# extraction libraries return text without it.

_HIDDEN = frozenset(
    "aside button footer form iframe nav noscript script select style svg template title".split()
)
_CONTENT = frozenset({"article", "main"})
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = (
    _HEADINGS
    | _CONTENT
    | frozenset(
        "address blockquote body br caption center dd div dl dt fieldset figcaption figure header"
        " hr html li ol p pre section table tbody td th thead tr ul".split()
    )
)
_LISTS = frozenset({"ul", "ol", "li"})
_PUBLISHED = frozenset({"article:published_time", "date", "datepublished", "dc.date", "pubdate"})


# html.parser takes everything after "&#" for text if it finds no end of the number (it takes the d
# of "&#8217d" for a digit). The ampersand is replaced by one character, so that offsets stay right.
_LOOSE_REFERENCE = re.compile(r"&(?=#)(?!#(?:\d+|[xX][0-9a-fA-F]+)[^0-9a-fA-F])")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page: its visible text, and the title and the date in its head."""

    visible: VisibleText
    title: str | None
    published: str | None


def read_html(text: str, body: int) -> HtmlPage:
    """Read `text[body:]` as HTML; raise ValueError if the markup cannot be parsed."""
    parser = _Parser(text, body)
    try:
        parser.feed(_LOOSE_REFERENCE.sub("+", text[body:]))
        parser.close()
    except AssertionError as error:  # html.parser's way to give up, on "<![x" for one
        raise ValueError(f"the HTML cannot be read ({error})") from error
    parser.end_block()
    return HtmlPage(parser.visible(), " ".join(parser.title.split()) or None, parser.published)


@dataclass(slots=True)
class _Text:
    """Visible characters and where each stands in the file."""

    characters: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("L"))
    ends: array[int] = field(default_factory=lambda: array("L"))

    def add(self, text: str, start: int, end: int) -> None:
        if text.isspace():
            if not self.characters or self.characters[-1].isspace():
                return
            text = " "
        for character in text:
            self.characters.append(character)
            self.starts.append(start)
            self.ends.append(end)


class _Parser(HTMLParser):
    def __init__(self, text: str, body: int) -> None:
        super().__init__(convert_charrefs=False)
        self._file = text
        self._line_starts = line_starts(text, body)
        self._text = _Text()
        self._block_start = 0
        self._blocks: list[tuple[Block, bool]] = []
        self._open: list[str] = []
        self.title = ""
        self.published: str | None = None

    def visible(self) -> VisibleText:
        """Return the blocks inside <article> or <main>, or all blocks if there is neither."""
        inside = [block for block, in_content in self._blocks if in_content]
        blocks = inside or [block for block, _ in self._blocks]
        text = self._text
        return VisibleText("".join(text.characters), tuple(blocks), text.starts, text.ends)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag in _HIDDEN or tag in _CONTENT or tag in _HEADINGS or tag in _LISTS:
            self._open.append(tag)
        self._note_date(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.end_block()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._open == ["title"]:
            self.title += data
        if not self._is_hidden():
            start = self._offset()
            for i in range(start, start + len(data)):
                self._text.add(self._file[i], i, i + 1)

    def handle_entityref(self, name: str) -> None:
        self._add_reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_reference(f"&#{name}")

    def _add_reference(self, reference: str) -> None:
        start = self._offset()
        end = start + len(reference)
        if self._file[end : end + 1] == ";":
            end += 1
        text = html.unescape(self._file[start:end])
        if self._open == ["title"]:
            self.title += text
        if not self._is_hidden():
            self._text.add(text, start, end)

    def _is_hidden(self) -> bool:
        return any(tag in _HIDDEN for tag in self._open)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _note_date(self, tag: str, attrs: dict[str, str | None]) -> None:
        name = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or ""
        if tag == "meta" and name.lower() in _PUBLISHED:
            self.published = self.published or attrs.get("content")
        if tag == "time":
            self.published = self.published or attrs.get("datetime")

    def end_block(self) -> None:
        """Close the block that is being read, if it shows anything."""
        text = self._text
        start, end = self._block_start, len(text.characters)
        while end > start and text.characters[end - 1].isspace():
            end -= 1
        if end > start:
            inside = any(tag in _CONTENT for tag in self._open)
            self._blocks.append((Block(start, end, self._kind()), inside))
        text.add("\n", 0, 0)
        self._block_start = len(text.characters)

    def _kind(self) -> BlockKind:
        if any(tag in _HEADINGS for tag in self._open):
            return BlockKind.HEADING
        return BlockKind.BULLET if "li" in self._open else BlockKind.PARAGRAPH
