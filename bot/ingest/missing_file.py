"""Hints for a file that is not there: what was typed may be an address, a pattern or a misspelling.

Shells and browsers accept all of these, and the system only says that there is no such file.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

_WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):/+(.*)", re.DOTALL)
_HOST = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?::\d+)?", re.ASCII)
# Without a path behind it, a host looks like a file's name unless it ends in one of these.
_TOP_LEVEL_DOMAINS = frozenset(
    ".com .org .net .edu .gov .int .info .news .eu .io .uk .ua .tr .de".split()
)


def missing_file_hint(name: str) -> str:
    """Return advice about the missing file `name`, or an empty text."""
    return next(filter(None, _hints(name)), "")


def _hints(name: str) -> Iterator[str]:
    yield _scheme_hint(name)
    if os.name != "nt" and _WINDOWS_PATH.match(name):
        yield "this is a path of Windows, and here a path looks like folder/file.txt"
    if set("*?[") & set(name):
        yield "no file matches this pattern"
    yield _similar_name_hint(Path(name))
    if _is_address(name):
        yield f"did you mean https://{name}?"
    if not Path(name).parent.is_dir():
        yield f"there is no folder {str(Path(name).parent)!r}"


def _scheme_hint(name: str) -> str:
    if os.name == "nt" and _WINDOWS_PATH.match(name):
        return ""
    match = _SCHEME.fullmatch(name)
    if not match or _WINDOWS_PATH.match(name):
        return ""
    scheme, rest = match.groups()
    if scheme.lower() == "file":
        return f"did you mean /{rest}?"
    if get_close_matches(scheme.lower(), ["http", "https"]):
        return f"did you mean {'https' if scheme.lower().endswith('s') else 'http'}://{rest}?"
    return "only addresses with https:// or http:// are read"


def _is_address(name: str) -> bool:
    host, slash, _ = name.partition("/")
    if not _HOST.fullmatch(host) or Path(host).is_dir():
        return False
    return bool(slash) or Path(host).suffix.lower() in _TOP_LEVEL_DOMAINS


def _similar_name_hint(path: Path) -> str:
    """Return a hint to the file or folder in the same folder whose name is most similar."""
    names: dict[str, str] = {}
    with suppress(OSError):
        names = {file.name.casefold(): file.name for file in path.parent.iterdir()}
    for match in get_close_matches(path.name.casefold(), names, n=1, cutoff=0.75):
        return f"did you mean {str(path.parent / names[match])!r}?"
    return ""
