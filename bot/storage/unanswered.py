"""The questions that the articles did not answer, for the servers that log them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.storage.database import Database

LOGGED_FOR = timedelta(days=30)
_MOST = 1_000  # questions of a server; the oldest go first

_INSERT = """
    INSERT INTO unanswered (server_id, day, person, question)
    SELECT server_id, ?, ?, ? FROM server_settings WHERE server_id = ? AND question_log
"""
_DELETE_OLDEST = """
    DELETE FROM unanswered WHERE server_id = ? AND number <= (
        SELECT number FROM unanswered WHERE server_id = ? ORDER BY number DESC LIMIT 1 OFFSET ?
    )
"""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that the articles did not answer."""

    server_id: int
    day: date
    question: str


class UnansweredQuestions:
    """The unanswered questions of each server, each under the pseudonym of who asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, server_id: int, person: str, question: str, today: date) -> None:
        """Keep a question, if the server's log is still on."""
        await self._database.write_all(
            [
                (
                    _INSERT,
                    (today.isoformat(), person, question, server_id),
                ),
                (
                    _DELETE_OLDEST,
                    (server_id, server_id, _MOST),
                ),
            ]
        )

    async def of_server(self, server_id: int, today: date) -> list[str]:
        """Return the questions of a server, the newest first."""
        rows = await self._database.rows(
            "SELECT question FROM unanswered WHERE server_id = ? AND day > ? ORDER BY number DESC",
            server_id,
            (today - LOGGED_FOR).isoformat(),
        )
        return [str(row[0]) for row in rows]

    async def of_person(self, pseudonyms: Sequence[str]) -> list[UnansweredQuestion]:
        """Return what is kept of a member, in the order in which it was asked."""
        rows = await self._database.rows(
            "SELECT server_id, day, question FROM unanswered"  # noqa: S608 - question marks only
            f" WHERE person IN ({_places(pseudonyms)}) ORDER BY number",
            *pseudonyms,
        )
        return [
            UnansweredQuestion(server, date.fromisoformat(day), text) for server, day, text in rows
        ]

    async def forget_person(self, pseudonyms: Sequence[str]) -> None:
        """Delete what is kept of a member."""
        await self._database.write(
            f"DELETE FROM unanswered WHERE person IN ({_places(pseudonyms)})",  # noqa: S608 - question marks only
            *pseudonyms,
        )

    async def expire(self, today: date) -> None:
        """Delete what was kept long enough."""
        oldest = today - LOGGED_FOR
        await self._database.write("DELETE FROM unanswered WHERE day <= ?", oldest.isoformat())


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
