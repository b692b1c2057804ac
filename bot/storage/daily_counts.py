"""DailyCounts: how many questions a server's members asked, and how long an answer took."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import log2

from bot.storage.database import Database

COUNTED_FOR = timedelta(days=30)
_PER_DOUBLING = 4  # buckets of the histogram of times: each is a fifth wider than the one before


@dataclass(frozen=True, slots=True)
class Statistics:
    """What was asked of late; `median` is in milliseconds, None where nothing was asked."""

    answered: int
    refused: int
    median: float | None

    @property
    def questions(self) -> int:
        """How many questions there were."""
        return self.answered + self.refused


class DailyCounts:
    """The questions of each server and day, by outcome and time; of no member, and no text."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, server_id: int, today: date, milliseconds: float, *, answered: bool
    ) -> None:
        """Count a question."""
        await self._database.write(
            "INSERT INTO counts VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE"
            " SET questions = questions + 1",
            server_id,
            today.isoformat(),
            answered,
            round(_PER_DOUBLING * log2(max(1, milliseconds))),
        )

    async def of_server(self, server_id: int, today: date) -> Statistics:
        """Return what was asked in a server in the last 30 days."""
        rows = await self._database.rows(
            "SELECT answered, bucket, questions FROM counts WHERE server_id = ? AND day > ?"
            " ORDER BY bucket",
            server_id,
            (today - COUNTED_FOR).isoformat(),
        )
        answered = sum(count for was_answered, _, count in rows if was_answered)
        refused = sum(count for was_answered, _, count in rows if not was_answered)
        return Statistics(answered, refused, _median([(row[1], row[2]) for row in rows]))

    async def expire(self, today: date) -> None:
        """Delete what is older than anybody is shown."""
        oldest = today - COUNTED_FOR
        await self._database.write("DELETE FROM counts WHERE day <= ?", oldest.isoformat())


def _median(buckets: list[tuple[int, int]]) -> float | None:
    """Return the middle of the bucket in which the middle question lies."""
    before, middle = 0, sum(count for _, count in buckets) / 2
    for bucket, count in buckets:
        before += count
        if before >= middle:
            return float(2 ** (bucket / _PER_DOUBLING))
    return None
