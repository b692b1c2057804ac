"""How many questions the members of a server ask a day, and how long the answers take."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import log2

from bot.storage.database import Database

COUNTED_FOR = timedelta(days=30)
_BUCKETS_PER_DOUBLING = 4  # of the time: each is a fifth wider than the one before

_INCREMENT = """
    INSERT INTO counts VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET questions = questions + 1
"""
_OF_SERVER = """
    SELECT answered, bucket, questions FROM counts WHERE server_id = ? AND day > ? ORDER BY bucket
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
        answered_count = sum(row["questions"] for row in rows if row["answered"])
        refused_count = sum(row["questions"] for row in rows if not row["answered"])
        buckets = [(row["bucket"], row["questions"]) for row in rows]
        return Statistics(answered_count, refused_count, _median(buckets))

    async def expire(self, today: date) -> None:
        """Delete the counts that are older than any statistics."""
        oldest = today - COUNTED_FOR
        await self._database.write("DELETE FROM counts WHERE day <= ?", oldest.isoformat())


def _median(buckets: list[tuple[int, int]]) -> float | None:
    """Return the middle of the bucket that holds the middle question."""
    count, middle = 0, sum(questions for _, questions in buckets) / 2
    for bucket, questions in buckets:
        count += questions
        if count >= middle:
            return float(2 ** (bucket / _BUCKETS_PER_DOUBLING))
    return None
