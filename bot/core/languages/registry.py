"""Registry: the languages of the package by their codes (ISO 639-1)."""

import re
from functools import cache
from importlib.resources import files

from bot.core.languages.language import Language

ENGLISH = "en"
UNKNOWN = "und"  # of any language that has no folder (ISO 639-2)


@cache
def language_codes() -> tuple[str, ...]:
    """Return the codes of all languages, in order."""
    folder = files("bot.core") / "data" / "languages"
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))


@cache
def language_of(code: str) -> Language:
    """Return the language of a code; raise KeyError if the package has none."""
    if code not in language_codes():
        raise KeyError(code)
    return Language(code)


_CODE = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def find_language(text: str) -> str | None:
    """Return the code of the language that a code such as `de-AT` or a name means.

    Any other language than those of the package is UNKNOWN; None means that it is neither.
    """
    for code in language_codes():
        settings = language_of(code).settings
        if text.casefold() in {settings.name.casefold(), settings.english_name.casefold()}:
            return code
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    code = match["language"].lower()
    return code if code in language_codes() else UNKNOWN
