"""Front matter: the YAML fields at the top of an article's file. The only import of yaml."""

import re
from collections.abc import Mapping
from datetime import date

from bot.errors import ArticleError
from bot.web_address import web_address

_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
_FIELD = re.compile(r"\s*[\w-]+[ \t]*:\s")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")  # neither a file nor the database can hold them
_MAX_LENGTH = 10_000  # characters, which take 70 ms to parse

Fields = Mapping[str, object]


def read_front_matter(path: str, text: str) -> tuple[Fields, int]:
    """Return the fields at the top of `text`, and the place where the body begins.

    python-frontmatter would do it but strips the text, and then its lines are not the file's.
    Raises ArticleError if the fields are not YAML.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return {}, text.startswith("\ufeff")
    if len(match[1]) > _MAX_LENGTH:
        if _FIELD.match(match[1]):
            raise ArticleError(path, f"the front matter is longer than {_MAX_LENGTH:,} characters")
        return {}, text.startswith("\ufeff")
    fields = _parse_yaml(path, match[1])
    if not isinstance(fields, dict):  # two rules with a paragraph between them
        return {}, text.startswith("\ufeff")
    return fields, match.end()


def _parse_yaml(path: str, text: str) -> object:
    import yaml  # here, since most articles have no front matter and a start must be short

    try:
        # BaseLoader leaves every value a string: the others fail in many ways on odd dates.
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - builds no objects
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ArticleError(path, f"line {line} of the front matter: {error.problem}") from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ArticleError(path, f"the front matter cannot be read: {reason}") from error


def text_field(path: str, fields: Fields, name: str) -> str | None:
    """Return the field `name` on one line, if it is given; raise ArticleError if it is not text."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise ArticleError(path, f"{name} in the front matter is not text")
    if _NO_TEXT.search(value):
        reason = f"{name} in the front matter has a NUL or half of a character; write it again"
        raise ArticleError(path, reason)
    return " ".join(value.split()) or None


def url_field(fields: Fields) -> str | None:
    """Return the page of an article, if its address is one of the web.

    Another one loses the link and not the article; `unusable_url` of the article names it.
    """
    value = fields.get("url")
    return web_address(value.strip()) if isinstance(value, str) else None


def publication_date(path: str, fields: Fields) -> date | None:
    """Return the day of publication, if it is given; raise ArticleError if it is not a date."""
    value = text_field(path, fields, "published")
    day = parse_iso_date(value)
    if value and day is None:
        raise ArticleError(path, f"published is {value!r}; write it as 2025-05-15")
    return day


def parse_iso_date(value: str | None) -> date | None:
    """Return the day with which `value` begins, if it begins with one."""
    try:
        return date.fromisoformat(value.strip()[:10]) if value else None
    except ValueError:
        return None
