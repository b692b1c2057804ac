"""Data files: the words of the package, in `data/`."""

from collections.abc import Iterator
from importlib.resources import files


def data_text(name: str) -> str:
    """Return the text of a file of `data/`."""
    return (files("bot.core") / "data" / name).read_text("utf-8")


def has_data(name: str) -> bool:
    """Return whether `data/` has a file of this name."""
    return (files("bot.core") / "data" / name).is_file()


def data_names(folder: str) -> list[str]:
    """Return the names of the files of a folder of `data/`, in order."""
    return sorted(entry.name for entry in (files("bot.core") / "data" / folder).iterdir())


def data_lines(name: str) -> Iterator[str]:
    """Yield the lines of a file of `data/`, without comments and blank lines."""
    for line in data_text(name).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.strip()


def data_groups(name: str) -> dict[str, frozenset[str]]:
    """Return the words under each heading in brackets of a file of `data/`."""
    groups: dict[str, frozenset[str]] = {}
    heading = ""
    for line in data_lines(name):
        if line.startswith("["):
            heading = line.strip("[]")
        else:
            groups[heading] = groups.get(heading, frozenset()) | set(line.split())
    return groups


def data_phrases(name: str) -> dict[str, list[str]]:
    """Return the lines under each heading in brackets of a file of `data/`."""
    groups: dict[str, list[str]] = {}
    for line in data_lines(name):
        if line.startswith("["):
            phrases = groups.setdefault(line.strip("[]"), [])
        else:
            phrases.append(line)
    return groups
