"""Read files of rich text (.rtf).

striprtf puts the addresses of links among the words, and hidden and deleted text too; it knows no
headings, lists or properties.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.ingest.encoding import codec_of
from bot.ingest.formats.paragraphs import (
    ParagraphBuilder,
    ParagraphStyle,
    document,
    table_paragraphs,
)
from bot.ingest.formats.properties import day_of_writing, own_author, own_title
from bot.ingest.unreadable import UnreadableError

_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\(\r?\n|.)|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.I | re.S,
)
_BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
# Groups that hold no words of the text; those marked by \* and not named below hold none either.
_SKIPPED = frozenset(
    "fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator pict object"
    " themedata datastore latentstyles header headerl headerr headerf footer footerl footerr"
    " footerf footnote annotation atnid atnauthor fldinst pntext listtext xe tc bkmkstart bkmkend"
    " nonshppict revtbl private xmlnstbl filetbl info operator doccomm company".split()
)
_KEPT_IF_STARRED = frozenset({"shppict", "shptxt", "shpinst", "ud", "upr", "nesttableprops"})
_PROPERTIES = frozenset({"title", "author", "creatim", "revtim"})
_CHARACTERS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
}  # fmt: skip
_SYMBOLS = {"~": "\xa0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
_CHARSETS = {
    128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_FONT = re.compile(r"\\f(\d{1,5})\b[^{}]*?\\fcharset(\d{1,3})")
_MAX_GROUPS = 1_000  # inside each other


@dataclass(frozen=True, slots=True)
class _Group:
    """The state that a group takes from the one around it."""

    is_skipped: bool = False
    is_hidden: bool = False
    is_starred: bool = False
    property_name: str | None = None
    codec: str = "cp1252"
    replaced_count: int = 1  # characters that stand for one of Unicode


@dataclass(slots=True)
class _RichText:
    """What was read so far."""

    fonts: Mapping[int, str]
    group: _Group = field(default_factory=_Group)
    groups: list[_Group] = field(default_factory=list)
    builder: ParagraphBuilder = field(default_factory=ParagraphBuilder)
    properties: dict[str, list[str]] = field(default_factory=dict)
    style: ParagraphStyle = ParagraphStyle.TEXT
    cells: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    is_in_table: bool = False
    table_start: int = 0  # the number of paragraphs before the table
    to_skip: int = 0
    high_surrogate: int | None = None
    pending: bytearray = field(default_factory=bytearray)


def read_rtf(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return rich text as Markdown, with its title, author and day; raise UnreadableError."""
    text = _without_binary(data).decode("latin-1")
    fonts = {
        int(number): _CHARSETS[int(charset)]
        for number, charset in _FONT.findall(text[:200_000])
        if int(charset) in _CHARSETS
    }
    reader = _RichText(fonts)
    for token in _TOKEN.finditer(text):
        _read_token(reader, token)
    _end_paragraph(reader)
    _end_table(reader)
    paragraphs = reader.builder.paragraphs
    words = {name: "".join(pieces) for name, pieces in reader.properties.items()}
    return document(
        paragraphs,
        limits,
        title=own_title(words.get("title"), paragraphs),
        author=own_author(words.get("author")),
        published=day_of_writing(words.get("creatim"), words.get("revtim")),
    )


def _without_binary(data: bytes) -> bytes:
    """Return `data` without the bytes of pictures, which may look like anything."""
    pieces, end = [], 0
    while match := _BINARY.search(data, end):
        pieces.append(data[end : match.start()])
        end = match.end() + int(match[1])
    return b"".join([*pieces, data[end:]])


def _read_token(reader: _RichText, token: re.Match[str]) -> None:
    word, argument, byte, symbol, brace, text = token.groups()
    if byte:
        _add_bytes(reader, bytes.fromhex(byte))
        return
    if text:
        _add_bytes(reader, text.encode("latin-1"))
        return
    _flush_bytes(reader)
    if brace:
        _read_brace(reader, brace)
    elif word:
        _read_word(reader, word, None if argument is None else int(argument))
    elif symbol == "*":
        reader.group = replace(reader.group, is_starred=True)
    elif symbol and symbol in "\r\n":
        _end_paragraph(reader)
    elif symbol:
        _add(reader, _SYMBOLS.get(symbol, ""))


def _read_brace(reader: _RichText, brace: str) -> None:
    reader.to_skip = 0
    if brace == "}":
        reader.group = reader.groups.pop() if reader.groups else _Group()
        return
    if len(reader.groups) == _MAX_GROUPS:
        raise UnreadableError("is nested too deep to be read")
    reader.groups.append(reader.group)
    reader.group = replace(reader.group, is_starred=False)


def _read_word(reader: _RichText, word: str, argument: int | None) -> None:
    group = reader.group
    if word in _PROPERTIES:
        reader.group = replace(group, is_skipped=True, property_name=word)
    elif word in _SKIPPED or (group.is_starred and word not in _KEPT_IF_STARRED):
        reader.group = replace(group, is_skipped=True, is_starred=False)
    elif word in {"v", "deleted", "plain", "uc", "ansicpg", "f"}:
        reader.group = replace(group, **_change(reader, word, argument or 0, argument))
    elif word == "u" and argument is not None:
        _add_unicode(reader, argument)
    elif group.property_name:
        _add_date_part(reader, word, argument)
    elif not group.is_skipped:
        _read_layout(reader, word, argument)


def _change(reader: _RichText, word: str, number: int, argument: int | None) -> dict[str, Any]:
    """Return the fields of a group that a control word changes."""
    if word == "uc":
        return {"replaced_count": min(number, 9)}
    if word == "ansicpg":
        codec = codec_of(f"windows-{number}") or _CJK_CODECS.get(number)
        return {"codec": codec} if codec else {}
    if word == "f":
        return {"codec": reader.fonts[number]} if number in reader.fonts else {}
    return {"is_hidden": word != "plain" and argument != 0}


_CJK_CODECS = {932: "cp932", 936: "gbk", 949: "cp949", 950: "big5"}


def _read_layout(reader: _RichText, word: str, argument: int | None) -> None:
    if word in _CHARACTERS:
        _add(reader, _CHARACTERS[word])
    elif word == "pard":
        reader.style, reader.is_in_table = ParagraphStyle.TEXT, False
    elif word == "intbl":
        reader.is_in_table = True
    elif word == "outlinelevel" and (argument or 0) < 9:
        reader.style = ParagraphStyle.HEADING
    elif word == "ls" and argument:
        reader.style = ParagraphStyle.BULLET
    elif word in {"par", "sect", "page"}:
        _end_paragraph(reader)
    elif word == "trowd" and not reader.cells and not reader.rows:
        reader.table_start = len(reader.builder.paragraphs)
    elif word in {"cell", "nestcell"}:
        reader.builder.end()
        reader.cells.append(_take_words(reader))
    elif word in {"row", "nestrow"}:
        reader.rows.append(reader.cells)
        reader.cells = []


def _take_words(reader: _RichText) -> str:
    """Return the words of the paragraphs of a cell, which are not paragraphs of the text."""
    paragraphs = reader.builder.paragraphs
    words = "\n".join(text for text, _ in paragraphs[reader.table_start :])
    del paragraphs[reader.table_start :]
    return words


def _end_paragraph(reader: _RichText) -> None:
    if reader.rows and not reader.is_in_table:
        _end_table(reader)
    reader.builder.end(reader.style)


def _end_table(reader: _RichText) -> None:
    reader.builder.paragraphs.extend(table_paragraphs(reader.rows))
    reader.rows = []


def _add(reader: _RichText, text: str) -> None:
    group = reader.group
    if group.property_name:
        reader.properties.setdefault(group.property_name, []).append(text)
    elif not group.is_skipped and not group.is_hidden:
        reader.builder.add(text)


def _add_bytes(reader: _RichText, data: bytes) -> None:
    """Add characters of the code page, but for those that stand for one of Unicode."""
    count = min(reader.to_skip, len(data))
    reader.to_skip -= count
    reader.pending += data[count:]


def _flush_bytes(reader: _RichText) -> None:
    if reader.pending:
        _add(reader, reader.pending.decode(reader.group.codec, "replace"))
        reader.pending.clear()


def _add_unicode(reader: _RichText, number: int) -> None:
    """Add a character of UTF-16, of which rare ones take two."""
    unit = number % 0x10000
    reader.to_skip = reader.group.replaced_count
    if 0xD800 <= unit < 0xDC00:
        reader.high_surrogate = unit
    elif 0xDC00 <= unit < 0xE000:
        if reader.high_surrogate is not None:
            _add(reader, chr(0x10000 + ((reader.high_surrogate & 0x3FF) << 10) + (unit & 0x3FF)))
        reader.high_surrogate = None
    else:
        _add(reader, chr(unit))


def _add_date_part(reader: _RichText, word: str, argument: int | None) -> None:
    """Add a part of a date, which are in the order of ISO 8601."""
    signs = {"yr": "", "mo": "-", "dy": "-"}
    part = f"{signs[word]}{argument:02}" if word in signs and argument else ""
    reader.properties.setdefault(reader.group.property_name or "", []).append(part)
