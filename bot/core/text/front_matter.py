"""Front matter: the fields at the top of an article's file, as YAML, TOML or JSON.

The only import of yaml.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from bot.core.languages.registry import find_language
from bot.errors import ArticleError
from bot.web_address import web_address

_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # neither a file nor the database can hold them
_MAX_LENGTH = 10_000  # characters, which take 70 ms to parse

Fields = Mapping[str, object]


class _FormatError(Exception):
    """Front matter cannot be parsed; `line` is counted within it, None if it is not known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(" ".join(reason.split()))
        self.line = line


def _parse_yaml(text: str) -> object:
    import yaml  # here, since most articles have no front matter and a start must be short

    try:
        # BaseLoader leaves every value a string: the others fail in many ways on odd dates.
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds no objects
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise _FormatError(str(error.problem), mark.line + 1 if mark else None) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _FormatError(str(error)) from error


def _parse_toml(text: str) -> object:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r" \(at line (\d+), column \d+\)", str(error))
        reason = str(error).partition(" (at ")[0]
        raise _FormatError(reason, int(line[1]) if line else None) from error
    except (ValueError, RecursionError) as error:
        raise _FormatError(str(error)) from error


def _parse_json(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _FormatError(error.msg, error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise _FormatError(str(error)) from error


class _Format(NamedTuple):
    """A format: between which lines it stands, how a field begins in it, and who parses it."""

    block: re.Pattern[str]
    field: re.Pattern[str]
    parse: Callable[[str], object]


def _between(start: str, end: str) -> re.Pattern[str]:
    return re.compile(rf"\ufeff?{start}[ \t]*\r?\n(.*?)^(?:{end})[ \t]*(?:\r?\n|\Z)", re.S | re.M)


_YAML = _Format(_between("---", r"---|\.\.\."), re.compile(r"\s*[\w-]+[ \t]*:\s"), _parse_yaml)
_TOML = _Format(
    _between(r"\+\+\+", r"\+\+\+"),
    re.compile(r"(?:\s|#[^\n]*\n)*(?:[\w\"'.-]+[ \t]*=|\[|\Z)"),
    _parse_toml,
)
_JSON = _Format(_between(";;;", ";;;"), re.compile(r'\s*\{\s*["}]'), _parse_json)
_FENCED_FORMATS = (_YAML, _TOML, _JSON)
_JSON_START = re.compile(r'\ufeff?(?=\{\s*"[^"\n]*"\s*:)')
_JSON_LAST_LINE = re.compile(r"^\}", re.M)
_LINE_END = re.compile(r"[ \t]*(?:\r?\n|\Z)")


def read_front_matter(path: str, text: str) -> tuple[Fields, int]:
    """Return the fields at the top of `text`, and the place where the body begins.

    python-frontmatter would do it but strips the text, and then its lines are not the file's.
    Raises ArticleError if the fields cannot be parsed.
    """
    block = _find_block(path, text)
    if block and (fields := _parse_block(path, block)) is not None:
        return fields, block.body
    return {}, text.startswith("\ufeff")


class _Block(NamedTuple):
    """What may be front matter: its text, the lines of the file before it, and its end."""

    text: str
    lines_before: int
    body: int
    format: _Format


def _find_block(path: str, text: str) -> _Block | None:
    for kind in _FENCED_FORMATS:
        if match := kind.block.match(text):
            return _Block(match[1], 1, match.end(), kind)
    if path.lower().endswith((".md", ".markdown")) and (start := _JSON_START.match(text)):
        end = _json_end(text, start.end())
        if line_end := _LINE_END.match(text, end):
            return _Block(text[start.end() : end], 0, line_end.end(), _JSON)
    return None


def _json_end(text: str, start: int) -> int:
    """Return the end of the object, or of what looks like it if it cannot be parsed."""
    try:
        return json.JSONDecoder().raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        last_line = _JSON_LAST_LINE.search(text, start)
        return last_line.end() if last_line else len(text)


def _parse_block(path: str, block: _Block) -> Fields | None:
    """Return the fields, None if the block is no front matter: prose between two rules."""
    has_fields = block.format.field.match(block.text)
    if len(block.text) > _MAX_LENGTH:
        if has_fields:
            raise ArticleError(path, f"the front matter is longer than {_MAX_LENGTH:,} characters")
        return None
    if not has_fields and block.format is not _YAML:
        return None
    try:
        fields = block.format.parse(block.text)
    except _FormatError as error:
        if error.line is None:
            reason = f"the front matter cannot be read: {error}"
        else:
            reason = f"line {error.line + block.lines_before} of the front matter: {error}"
        raise ArticleError(path, reason) from error
    return fields if isinstance(fields, dict) else None


def text_field(path: str, fields: Fields, name: str) -> str | None:
    """Return the field `name` on one line, if it is given; raise ArticleError if it is not text."""
    value = _as_text(fields.get(name))
    if not isinstance(value, str):
        raise ArticleError(path, f"{name} in the front matter is not text")
    if _NO_TEXT.search(value):
        reason = f"{name} in the front matter has a NUL or half of a character; write it again"
        raise ArticleError(path, reason)
    return " ".join(value.split()) or None


def _as_text(value: object) -> object:
    """Return numbers and days of TOML and JSON as they are written in YAML; nothing is empty."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value).lower()
    return "" if value is None else value


def url_field(fields: Fields) -> str | None:
    """Return the page of an article, if its address is one of the web.

    Another one loses the link and not the article; `unusable_url` of the article names it.
    """
    value = fields.get("url")
    return web_address(value.strip()) if isinstance(value, str) else None


def language_field(path: str, fields: Fields) -> str | None:
    """Return the code of the language in the fields `language` or `lang`, if either is given.

    A region is left out, and so is the difference between languages without word lists. Raises
    ArticleError if it is neither a code nor the name of a language of the package.
    """
    value = text_field(path, fields, "language") or text_field(path, fields, "lang")
    if value is None:
        return None
    if code := find_language(value):
        return code
    reason = f"language is {value!r} in the front matter; write a code such as de, or leave it out"
    raise ArticleError(path, reason)


def publication_date(path: str, fields: Fields) -> date | None:
    """Return the day of publication, if it is given; raise ArticleError if it is not a date."""
    value = text_field(path, fields, "published")
    day = parse_iso_date(value)
    if value and day is None:
        raise ArticleError(path, f"published is {value!r}; write it as 2025-05-15")
    return day or _site_date(fields)


def _site_date(fields: Fields) -> date | None:
    """Return the day under the names that Hugo, Jekyll and Eleventy give it, if it is one."""
    values = (_as_text(fields.get(name)) for name in ("publishDate", "pubDate", "date"))
    days = (parse_iso_date(value) for value in values if isinstance(value, str))
    return next((day for day in days if day), None)


def parse_iso_date(value: str | None) -> date | None:
    """Return the day with which `value` begins, if it begins with one."""
    try:
        return date.fromisoformat(value.strip()[:10]) if value else None
    except ValueError:
        return None
