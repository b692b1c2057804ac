"""The visible text of Markdown: what its reader sees, with the place in the file of each character.

Comments, definitions of links, the marks of footnotes and of quoted lines, and backslashes before a
mark are left out. The rest, such as the asterisks of emphasis, stands as in the file: libraries
for Markdown tell the lines of a block, but not the place of every character.
"""

import re
from array import array
from collections.abc import Iterator, Sequence

from bot.core.text.blocks import (
    Block,
    BlockKind,
    Line,
    VisibleText,
    ends_openly,
    fits,
    groups_between_blank_lines,
    is_bullet,
    make_block,
    trim_block,
)
from bot.core.text.words import Span

_MAY_HIDE = re.compile(r"<!--|\[\^|\]:|\n[ ]{0,3}[<>{]|\A[ ]{0,3}[<>{]|\\")
_MARK = re.compile(r"[<>\[\\`~{]")
_LINE_START = r"(?:\A|(?<=[\r\n])|(?<=[\r\n][ ])|(?<=[\r\n][ ]{2})|(?<=[\r\n][ ]{3}))"
_LINE_END = r"[ \t]*(?=[\r\n]|\Z)"
_HIDDEN = re.compile(
    rf"""
    (?P<fence>{_LINE_START}(?:`{{3,}}|~{{3,}}))
  | (?P<code>(?<![`\\])(?P<ticks>`{{1,2}})(?!`)[^\r\n]{{1,300}}?(?<!`)(?P=ticks)(?!`))
  | (?P<comment><!--)
  | (?P<quote>{_LINE_START}>(?:[ ]?>)*[ \t]?)
  | (?P<other>
        {_LINE_START}\[(?!\^)[^\[\]\r\n]{{1,200}}\]:[ \t]*           # [1]: https://example.org
        (?:<[^<>\r\n]*>|(?=[/\#.]|\S*(?::/|\w[./]\w)|mailto:)\S+)
        (?:[ \t]*(?:\r?\n[ \t]+)?(?:"[^"\r\n]*"|'[^'\r\n]*'|\([^()\r\n]*\)))?{_LINE_END}
      | \[\^[\w-]{{1,30}}\](?::[ \t]*)?                            # a footnote
      | {_LINE_START}(?:</?[a-zA-Z][^<>\r\n]{{0,500}}>[ \t]*)+{_LINE_END}  # tags
      | {_LINE_START}\{{[{{%:][^{{}}\r\n]{{0,500}}\}}+{_LINE_END}      # a call of Hugo or Jekyll
      | \\(?=[!-/:-@\[-`{{-~])                                     # before a mark
    )
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
_QUOTE = re.compile(r"[ ]{0,3}>(?:[ ]?>)*[ \t]?")
_NUMBER = re.compile(r"[ \t]*(?!1[.)])\d{1,3}[.)]")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\Z")
_INDENTED = re.compile(r" {4}|\t")
_MAX_VERSE = 60  # characters of a line of a poem, or of an address


def read_markdown(text: str, body: int) -> VisibleText:
    """Read `text[body:]` as Markdown."""
    hidden = list(_find_hidden(text, body)) if may_hide(text) else []
    if not hidden:
        return VisibleText(text, tuple(_all_blocks(text, body)))
    visible, starts = _without(text, hidden)
    ends = array("L", (start + 1 for start in starts))
    return VisibleText(visible, tuple(_all_blocks(visible, body)), starts, ends)


def may_hide(text: str) -> bool:
    """Return whether a text has a mark that something begins with which its reader does not see."""
    return _MAY_HIDE.search(text) is not None


def _without(text: str, hidden: Sequence[Span]) -> tuple[str, "array[int]"]:
    """Return the text without some spans, and the place in it of every character that is left."""
    pieces: list[str] = []
    starts: array[int] = array("L")
    first = 0
    for start, end in [*hidden, (len(text), len(text))]:
        pieces.append(text[first:start])
        starts.extend(range(first, start))
        first = end
    return "".join(pieces), starts


def _find_hidden(text: str, body: int) -> Iterator[Span]:
    """Yield the spans that a reader does not see, in order."""
    position, quote_line_end = body, -2
    last_comment_end = text.rfind("-->")
    while mark := _MARK.search(text, position):
        start, position = mark.span()
        match = _HIDDEN.match(text, start)
        if match is None or (match["comment"] and last_comment_end < match.end()):
            continue
        position = _end_of_markup(text, match)
        if match["quote"]:
            is_first_line = text.rfind("\n", 0, start) != quote_line_end
            quote_line_end = _line_end(text, start)
            if is_first_line:
                continue  # so that it can be told from the paragraph before it
        if not match["fence"] and not match["code"]:
            yield start, position


def _end_of_markup(text: str, match: re.Match[str]) -> int:
    """Return the end of code, of a comment, or of a mark with the space after it."""
    start, end = match.span()
    if match["fence"]:
        return _end_of_code(text, match)
    if match["code"] or match["quote"]:
        return end
    if match["comment"]:
        end = text.find("-->", end) + len("-->")
    is_between_spaces = start > 0 and text[start - 1].isspace() and text[end : end + 1] == " "
    return end + is_between_spaces


def _end_of_code(text: str, fence: re.Match[str]) -> int:
    """Return the end of the line that closes the code behind `fence`, else that of the text."""
    closing = re.compile(rf"^ {{0,3}}{fence[0].strip()}.*", re.MULTILINE).search(text, fence.end())
    return closing.end() if closing else len(text)


def _all_blocks(text: str, body: int) -> Iterator[Block]:
    start = body
    while fence := _FENCE.search(text, start):
        yield from _prose_blocks(text, start, fence.start())
        code, start = _line_end(text, fence.end()), _end_of_code(text, fence)
        for group in groups_between_blank_lines(text, code, max(code, start)):
            for line in group:
                yield make_block(text, [line])
    yield from _prose_blocks(text, start, len(text))


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _prose_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    for group in groups_between_blank_lines(text, start, end):
        yield from _blocks(text, group)


def _blocks(text: str, lines: list[Line]) -> Iterator[Block]:
    """Yield the blocks of a run of lines outside code."""
    is_verse = _is_verse([text[slice(*line)] for line in lines])
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or is_verse or _breaks(text, lines, first, i):
            yield _block(text, lines[first:i])
            first = i


def _is_verse(lines: Sequence[str]) -> bool:
    """Return whether each of some short lines stands for itself, or they are code."""
    if lines and _INDENTED.match(lines[0]) and not is_bullet(lines[0]):
        return True
    return len(lines) > 2 and all(
        len(line) <= _MAX_VERSE and not line.lstrip()[:1].islower() and not ends_openly(line)
        for line in lines
    )


def _breaks(text: str, lines: Sequence[Line], first: int, i: int) -> bool:
    """Return whether a new block begins with line `i`, after one that begins with line `first`.

    A line's end does not end a paragraph, unless the line is a title: the first, and so short that
    the next word would have fitted on it.
    """
    before, after = text[slice(*lines[i - 1])], text[slice(*lines[i])]
    is_in_list = is_bullet(text[slice(*lines[first])])
    if is_bullet(after) and (is_in_list or not _NUMBER.match(after)):
        return True
    if _HARD_BREAK.search(before) or _HEADING.match(before + " ") or _HEADING.match(after):
        return True
    if _QUOTE.match(after) or before.lstrip()[:1] == "|" or after.lstrip()[:1] == "|":
        return True
    return i == first + 1 and not is_in_list and _is_title(before, after)


def _is_title(line: str, following: str) -> bool:
    return (
        following[:1].isupper()
        and not ends_openly(line)
        and make_block(line, [(0, len(line))]).kind is BlockKind.HEADING
        and fits(line, following, len(following))
    )


def _block(text: str, lines: Sequence[Line]) -> Block:
    (start, _), (_, end) = lines[0], lines[-1]
    end -= text[end - 1] == "\\"
    if quote := _QUOTE.match(text, start, end):
        start = quote.end()
    if heading := _HEADING.match(text, start, end):
        return trim_block(text, heading.end(), end, BlockKind.HEADING)
    return make_block(text, [(start, lines[0][1]), *lines[1:-1], (lines[-1][0], end)])
