"""Blocks: the paragraphs, headings and bullets that a reader sees of an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from bot.core.data_files import data_groups
from bot.core.text.splitting.stops import OTHER_STOPS, UNSPACED_STOPS, begins_small


class BlockKind(StrEnum):
    """The kind of a block; headings and bullets are never joined with their neighbours."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or bullet: `visible.text[start:end]`."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class VisibleText:
    """The visible text of a file and its blocks.

    `starts[i]` and `ends[i]` are the span in the file of the character `text[i]`. Both are empty if
    the visible text is the file itself, character for character.
    """

    text: str
    blocks: tuple[Block, ...]
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def file_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the file that shows `text[start:end]`."""
        if not self.starts:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def visible_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span whose `file_span` is `start` to `end`."""
        if not self.starts:
            return start, end
        return self.starts.index(start), self.ends.index(end) + 1


def line_starts(text: str, start: int = 0) -> list[int]:
    """Return the starts of the lines of `text[start:]`, counted from the start of `text`."""
    return [start, *(match.end() for match in re.compile("\n").finditer(text, start))]


_MARKERS = r"(?:[-*+•‣◦·▪–—]|\d{1,3}[.)]|[a-z]\)|\((?:\d{1,2}|[a-z])\))"
_BULLET = re.compile(rf"[ \t]*{_MARKERS}[ \t]+(?=\S)")
_DASH = re.compile(r"[ \t]*[-–—][ \t]+[^\W\d_A-Z]")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_WORD = re.compile(r"[^\W_]")
_OTHER_ENDS = UNSPACED_STOPS + OTHER_STOPS
_SENTENCE_ENDS = tuple(f".!?:;,…”’\"')]»」』，：；{_OTHER_ENDS}")
_STOP_AT_END = re.compile(rf"[.!?…:{_OTHER_ENDS}][\"'”’)\]]*\s*\Z")
_MAX_HEADING = 120  # characters; a longer line without a full stop is prose
_WRAP_COLUMNS = range(60, 121)  # columns at which people and programs wrap text
_FILLED = 0.6  # of the width; a shorter line that could hold the next word was ended on purpose

Line = tuple[int, int]


def read_plain_text(text: str, body: int) -> VisibleText:
    """Read `text[body:]` as lines of plain text; nothing is changed or left out."""
    paragraphs = [_measure(text, lines) for lines in groups_between_blank_lines(text, body)]
    text_width = _text_width(paragraphs)
    blocks: list[Block] = []
    for paragraph in paragraphs:
        blocks += _blocks(text, paragraph, paragraph.wrap_width or text_width)
    return VisibleText(text, tuple(blocks))


def groups_between_blank_lines(
    text: str, start: int, end: int | None = None
) -> Iterator[list[Line]]:
    """Yield the runs of lines that hold a word, between blank lines and rules such as `---`."""
    group: list[Line] = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        if _WORD.search(line[1]):
            group.append(line.span(1))
        elif group:
            yield group
            group = []
    if group:
        yield group


class _Paragraph(NamedTuple):
    """Lines between blank lines, and whether each of them goes on in the next, by its words.

    `wrap_width` is their width if a third of them do, else 0.
    """

    lines: list[Line]
    goes_on: list[bool]
    wrap_width: int


def _measure(text: str, lines: list[Line]) -> _Paragraph:
    goes_on = [_goes_on(text, line, following) for line, following in pairwise(lines)]
    is_wrapped = any(goes_on) and sum(goes_on) * 3 >= len(goes_on)
    return _Paragraph(lines, goes_on, _width(lines) if is_wrapped else 0)


def _width(lines: list[Line]) -> int:
    return max([end - start for start, end in lines])


def _goes_on(text: str, line: Line, following: Line) -> bool:
    """Return whether `following` begins in lower case, or `line` ends with a word such as *of*."""
    start = following[0]
    while text[start].isspace():
        start += 1
    return begins_small(text, start) or ends_openly(text[slice(*line)])


def _text_width(paragraphs: list[_Paragraph]) -> int:
    """Return the width at which most of the lines are wrapped, 0 if they are not."""
    wrapped = [paragraph for paragraph in paragraphs if paragraph.wrap_width]
    wrapped_ends = sum(len(paragraph.goes_on) for paragraph in wrapped)
    all_ends = sum(len(paragraph.goes_on) for paragraph in paragraphs)
    if wrapped_ends < 2 or wrapped_ends * 2 < all_ends:
        return 0
    return median_low(paragraph.wrap_width for paragraph in wrapped)


def _blocks(text: str, paragraph: _Paragraph, wrap_width: int) -> Iterator[Block]:
    """Yield the blocks of a paragraph; `wrap_width` is 0 unless it looks wrapped."""
    lines = paragraph.lines
    width, is_wrapped = max(_width(lines), wrap_width), wrap_width > 0
    first = 0
    for i, goes_on in enumerate(paragraph.goes_on, 1):
        if _breaks(text, lines[i - 1], lines[i], width, goes_on=goes_on, is_wrapped=is_wrapped):
            yield make_block(text, lines[first:i])
            first = i
    yield make_block(text, lines[first:])


def _breaks(
    text: str, line: Line, following: Line, width: int, *, goes_on: bool, is_wrapped: bool
) -> bool:
    """Return whether a new block begins with `following`.

    It goes on with the paragraph of `line` if its words say so, or if the text looks wrapped and
    its first word would not have fitted on `line`. Otherwise the author ended the line on purpose.
    """
    if _BULLET.match(text, *following):
        is_dash = is_wrapped and _DASH.match(text, *following)
        return not (is_dash and not _STOP_AT_END.search(text[slice(*line)]))
    if goes_on:
        return False
    if _BULLET.match(text, *line):
        return not text[following[0]].isspace()
    if not is_wrapped and width not in _WRAP_COLUMNS:
        return True
    before, after = text[slice(*line)], text[slice(*following)]
    return _ends_on_purpose(before, after, width, is_wrapped=is_wrapped)


def _ends_on_purpose(line: str, following: str, width: int, *, is_wrapped: bool) -> bool:
    """Return whether the author ended `line` though the next word would have fitted."""
    is_end = _STOP_AT_END.search(line) is not None
    if is_wrapped and is_end and _indentation(following) > _indentation(line):
        return True
    if " " in line.strip() and line.isupper() and not following.isupper():
        return True
    if not fits(line, following, width):
        return False
    return not is_wrapped or is_end or len(line) < _FILLED * width


def fits(line: str, following: str, width: int) -> bool:
    """Return whether the first word of the line `following` would have fitted on `line`."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


def is_bullet(line: str) -> bool:
    """Return whether a line begins with the mark or the number of a point of a list."""
    return _BULLET.match(line) is not None


def ends_openly(line: str) -> bool:
    """Return whether a line ends with a word that ends no sentence, such as *of*."""
    *_, last = ("", *line.rsplit(None, 1))
    return last in _OPEN_WORDS


_OPEN_WORDS = data_groups("languages/en/sentence_words.txt")["never at an end"]


def make_block(text: str, lines: list[Line]) -> Block:
    """Return the block of some lines, which is a heading if it is one line that ends openly."""
    (start, _), (_, end) = lines[0], lines[-1]
    kind = BlockKind.PARAGRAPH
    if marker := _BULLET.match(text, start, end):
        start, kind = marker.end(), BlockKind.BULLET
    elif _is_heading(text[start:end], len(lines)):
        kind = BlockKind.HEADING
    return trim_block(text, start, end, kind)


def trim_block(text: str, start: int, end: int, kind: BlockKind) -> Block:
    """Return the block `text[start:end]` without white space around it."""
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    return Block(start, start + len(content.strip()), kind)


def _is_heading(content: str, lines: int) -> bool:
    content = content.strip()
    return lines == 1 and len(content) <= _MAX_HEADING and not content.endswith(_SENTENCE_ENDS)
