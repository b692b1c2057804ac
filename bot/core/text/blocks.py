"""Blocks: the paragraphs, headings and bullets that a reader sees of an article."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


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


_BULLET = re.compile(r"[ \t]*(?:[-*+•‣◦·▪–—]|\d{1,3}[.)])[ \t]+(?=\S)")
_MARKDOWN_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
_WORD = re.compile(r"[^\W_]")
_SENTENCE_ENDS = tuple(".!?:;,…”’\"')]")
_MAX_HEADING = 120  # characters; a longer line without a full stop is prose
_WRAP_COLUMNS = range(60, 121)  # columns at which people and programs wrap text


def read_plain_text(text: str, body: int, *, markdown: bool) -> VisibleText:
    """Read `text[body:]` as lines of plain text or Markdown; nothing is changed or left out."""
    blocks: list[Block] = []
    for group in _groups_between_blank_lines(text, body):
        blocks += _blocks(text, group, markdown=markdown)
    return VisibleText(text, tuple(blocks))


Line = tuple[int, int]


def _groups_between_blank_lines(text: str, body: int) -> Iterator[list[Line]]:
    """Yield the runs of lines that hold a word, between blank lines and rules such as `---`."""
    group: list[Line] = []
    for line in _LINE.finditer(text, body):
        if _WORD.search(line[1]):
            group.append(line.span(1))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _blocks(text: str, group: list[Line], *, markdown: bool) -> Iterator[Block]:
    width = max(end - start for start, end in group)
    first = 0
    for i in range(1, len(group) + 1):
        if i == len(group) or _breaks(text, group[i - 1], group[i], width, markdown=markdown):
            yield _block(text, group[first:i], markdown=markdown)
            first = i


def _breaks(text: str, line: Line, following: Line, width: int, *, markdown: bool) -> bool:
    """Return whether a new block begins with `following`.

    It goes on with the paragraph of `line` if it begins in lower case, or if the text looks wrapped
    and its first word would not have fitted on `line`. Otherwise the author ended the line on
    purpose.
    """
    after = text[following[0] : following[1]]
    if _BULLET.match(after) or (markdown and _MARKDOWN_HEADING.match(text[slice(*line)] + " ")):
        return True
    if markdown and _MARKDOWN_HEADING.match(after):
        return True
    if after.lstrip()[:1].islower():
        return False
    if _BULLET.match(text[slice(*line)]):
        return not after[:1].isspace()
    if width not in _WRAP_COLUMNS:
        return True
    return (line[1] - line[0]) + 1 + len(after.split(maxsplit=1)[0]) <= width


def _block(text: str, lines: list[Line], *, markdown: bool) -> Block:
    (start, _), (_, end) = lines[0], lines[-1]
    kind = BlockKind.PARAGRAPH
    if marker := _BULLET.match(text, start, end):
        start, kind = marker.end(), BlockKind.BULLET
    elif markdown and (marker := _MARKDOWN_HEADING.match(text, start, end)):
        start, kind = marker.end(), BlockKind.HEADING
    elif _is_heading(text[start:end], len(lines)):
        kind = BlockKind.HEADING
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    return Block(start, start + len(content.strip()), kind)


def _is_heading(content: str, lines: int) -> bool:
    content = content.strip()
    return lines == 1 and len(content) <= _MAX_HEADING and not content.endswith(_SENTENCE_ENDS)
