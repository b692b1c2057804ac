"""Read tables of comma-separated values (.csv, .tsv): each row in words."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from bot.ingest.encoding import decode_unicode, detect
from bot.ingest.formats.paragraphs import document, table_paragraphs
from bot.ingest.unreadable import UnreadableError

_DELIMITERS = ",;\t|"
_SAMPLE_LENGTH = 20_000  # characters from which the delimiter is told
_MAX_ROWS = 20_000


def read_table(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the rows of a table as bullets, such as *Town: Dunmore, Mayor: Ann Lee.*.

    Raises UnreadableError.
    """
    text = (decode_unicode(data) or detect(data)).text.replace("\x00", "")
    delimiter = _delimiter(text)
    if delimiter is None:
        raise UnreadableError("is no table: no sign divides its columns; save it as text")
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > _MAX_ROWS:
                raise UnreadableError(f"has more than {_MAX_ROWS:,} rows; divide it")
    except csv.Error as error:
        raise UnreadableError(f"is a damaged table: {error}") from error
    return document(list(table_paragraphs(rows)), limits)


def _delimiter(text: str) -> str | None:
    """Return the sign that divides most rows into equally many columns, more than one."""
    best: tuple[int, str | None] = (0, None)
    for delimiter in _DELIMITERS:
        sample = io.StringIO(text[:_SAMPLE_LENGTH], newline="")
        try:
            widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count) if widths else 1
        if common > 1:
            best = max(best, (widths.count(common), delimiter), key=lambda pair: pair[0])
    return best[1]
