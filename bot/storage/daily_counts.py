"""How many questions the members of a server ask a day, and how long the answers take."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import log2

from bot.storage.damage import CheckedRow, to_count, to_day, to_flag, to_id
from bot.storage.database import Database

COUNTED_FOR = timedelta(days=30)
_BUCKETS_PER_DOUBLING = 4  # of the time: each is a fifth wider than the one before
_MAX_BUCKET = 160  # twelve days

_INCREMENT = """
    INSERT INTO counts VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET questions = questions + 1
"""
_OF_SERVER = """
    SELECT server_id, day, answered, bucket, questions FROM counts WHERE server_id = ? AND day > ?
"""


@dataclass(frozen=True, slots=True)
class Statistics:
    """The questions of late; `median` is in milliseconds, None if there were no questions."""

    answered: int
    refused: int
    median: float | None

    @property
    def questions(self) -> int:
        """The number of questions."""
        return self.answered + self.refused


@dataclass(frozen=True, slots=True)
class CountOfDay:
    """How many questions of a day were answered, or refused, in about the same time."""

    day: date
    is_answered: bool
    bucket: int
    questions: int


class DailyCounts:
    """The number of questions by server, day, outcome and time, without members or texts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, server_id: int, today: date, milliseconds: float, *, is_answered: bool
    ) -> None:
        """Count a question."""
        bucket = round(_BUCKETS_PER_DOUBLING * log2(max(1, milliseconds)))
        await self._database.write(_INCREMENT, server_id, today.isoformat(), is_answered, bucket)

    async def of_server(self, server_id: int, today: date) -> Statistics:
        """Return the statistics of a server over the last 30 days."""
        oldest = (today - COUNTED_FOR).isoformat()
        rows = await self._database.rows(_OF_SERVER, server_id, oldest)
        counts = self._database.convert("counts", rows, to_count_of_day)
        answered_count = sum(count.questions for count in counts if count.is_answered)
        refused_count = sum(count.questions for count in counts if not count.is_answered)
        buckets = sorted((count.bucket, count.questions) for count in counts)
        return Statistics(answered_count, refused_count, _median(buckets))

    async def expire(self, today: date) -> None:
        """Delete the counts that are older than any statistics."""
        oldest = today - COUNTED_FOR
        query = "DELETE FROM counts WHERE day <= ? OR day IS NOT date(day)"
        await self._database.write(query, oldest.isoformat())


def to_count_of_day(row: CheckedRow) -> CountOfDay:
    """Convert a count."""
    row.get("server_id", to_id)
    bucket = row.get("bucket", to_count)
    row.require(bucket <= _MAX_BUCKET, "bucket is too large")
    return CountOfDay(
        row.get("day", to_day),
        row.get("answered", to_flag),
        bucket,
        row.get("questions", to_count),
    )


def _median(buckets: list[tuple[int, int]]) -> float | None:
    """Return the middle of the bucket that holds the middle question."""
    count, middle = 0, sum(questions for _, questions in buckets) / 2
    for bucket, questions in buckets:
        count += questions
        if count >= middle:
            return float(2 ** (bucket / _BUCKETS_PER_DOUBLING))
    return None
