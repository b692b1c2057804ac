"""Check every value that is read from the database, which holds anything once a byte has flipped.

A value that cannot be read is replaced where something else may stand for it. Otherwise its row is
left out. Either way the row is logged once and counted, and the rows next to it are used.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from math import isfinite
from sqlite3 import Row
from threading import Lock
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound=StrEnum)
Note = Callable[[str, Row, Iterable[str]], None]

_MAX_REMEMBERED_ROWS = 10_000
_MAX_ID = 2**63 - 1  # Discord's ids and SQLite's integers have 64 bits
_MAX_COUNT = 2**40
_KEY_COLUMNS = ("server_id", "number", "path", "channel_id", "message_id", "made_on")


class DamagedRowError(ValueError):
    """A row without one of its values is of no use."""


class CheckedRow:
    """A row whose values are checked as they are read; `problems` names the damaged ones."""

    __slots__ = ("_row", "problems")

    def __init__(self, row: Row) -> None:
        self._row = row
        self.problems: list[str] = []

    def get(self, column: str, parse: Callable[[object], T]) -> T:
        """Return a value; raise DamagedRowError if it cannot be read."""
        try:
            return parse(self._row[column])
        except ValueError as error:
            self.problems.append(f"{column} {error}")
            raise DamagedRowError(column) from error

    def get_or(self, column: str, parse: Callable[[object], T], *, default: D) -> T | D:
        """Return a value, or the default if it cannot be read."""
        try:
            return self.get(column, parse)
        except DamagedRowError:
            return default

    def require(self, condition: object, problem: str) -> None:
        """Raise DamagedRowError unless a condition holds."""
        if not condition:
            self.problems.append(problem)
            raise DamagedRowError(problem)


class DamageLog:
    """The damaged rows that were read since the start, each of which is logged once."""

    def __init__(self) -> None:
        self.count = 0
        self._known: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._lock = Lock()  # rows are converted in threads

    def note(self, table: str, row: Row, problems: Iterable[str]) -> None:
        """Log and count a damaged row, unless it is known; no text of it reaches the log."""
        keys = key_values(row)
        known = (table, *keys.values(), *problems)
        with self._lock:
            if known in self._known:
                return
            self.count += 1
            self._known[known] = None
            if len(self._known) > _MAX_REMEMBERED_ROWS:
                self._known.popitem(last=False)
        names = {"server_id": "server", "number": "row"}
        fields = {names[key]: value for key, value in keys.items() if key in names}
        log.error(
            "a row of %s is damaged, and is used only as far as it can be read: %s",
            table,
            "; ".join(problems),
            extra={"fields": {name: value for name, value in fields.items() if is_integer(value)}},
        )


def convert_rows(
    table: str, rows: Iterable[Row], convert: Callable[[CheckedRow], T], note: Note
) -> list[T]:
    """Convert rows, and note those that are damaged; without what makes no sense any more."""
    results = []
    for row in rows:
        checked = CheckedRow(row)
        try:
            results.append(convert(checked))
        except DamagedRowError:
            pass
        finally:
            if checked.problems:
                note(table, row, tuple(checked.problems))
    return results


def key_values(row: Row) -> dict[str, object]:
    """Return the values of a row that say which it is."""
    return {column: row[column] for column in _KEY_COLUMNS if column in row.keys()}  # noqa: SIM118 - a Row iterates over its values


def is_integer(value: object) -> bool:
    """Return whether a value is an integer."""
    return isinstance(value, int)


def to_text(value: object) -> str:
    """Read a text; what was no UTF-8 has lone surrogates, which no stored text has."""
    if isinstance(value, str) and _is_utf8(value):
        return value
    raise ValueError("is not UTF-8 text")


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def to_id(value: object) -> int:
    """Read an id of Discord, or the number of a row."""
    return _to_integer(value, 0, _MAX_ID)


def to_count(value: object) -> int:
    """Read how much there is of something."""
    return _to_integer(value, 0, _MAX_COUNT)


def _to_integer(value: object, low: int, high: int) -> int:
    if isinstance(value, int) and low <= value <= high:
        return value
    raise ValueError(f"is not an integer from {low} to {high}")


def to_number(value: object) -> float:
    """Read a number."""
    if isinstance(value, int | float) and isfinite(value):
        return float(value)
    raise ValueError("is not a number")


def to_flag(value: object) -> bool:
    """Read whether something is so."""
    if value not in (0, 1):
        raise ValueError("is neither 0 nor 1")
    return bool(value)


def to_day(value: object) -> date:
    """Read a day such as 2025-05-15."""
    try:
        day = date.fromisoformat(to_text(value))
    except ValueError as error:
        raise ValueError("is not a day") from error
    if day.isoformat() != value:
        raise ValueError("is not a day")
    return day


def to_bytes(value: object) -> bytes:
    """Read bytes."""
    if isinstance(value, bytes):
        return value
    raise ValueError("is not bytes")


def choice(kind: type[E]) -> Callable[[object], E]:
    """Return how to read one of the values of an enumeration."""

    def parse(value: object) -> E:
        try:
            return kind(to_text(value))
        except ValueError as error:
            raise ValueError(f"is no {kind.__name__}") from error

    return parse


def optional(parse: Callable[[object], T]) -> Callable[[object], T | None]:
    """Return `parse` for values that may be missing."""
    return lambda value: None if value is None else parse(value)


def raw_bytes(value: object) -> bytes:
    """Return the bytes of a text as they are stored, damaged or not; none of another value."""
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else b""
