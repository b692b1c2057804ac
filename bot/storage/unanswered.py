"""The questions that the articles did not answer, for the servers that log them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.storage.database import Database

LOGGED_FOR = timedelta(days=30)
_MAX_QUESTIONS = 1_000  # of a server; the oldest are deleted first

_INSERT = """
    INSERT INTO unanswered (server_id, day, person, question)
    SELECT server_id, ?, ?, ? FROM server_settings WHERE server_id = ? AND question_log
"""
_DELETE_OLDEST = """
    DELETE FROM unanswered WHERE server_id = ? AND number <= (
        SELECT number FROM unanswered WHERE server_id = ? ORDER BY number DESC LIMIT 1 OFFSET ?
    )
"""
_OF_SERVER = """
    SELECT question FROM unanswered WHERE server_id = ? AND day > ? ORDER BY number DESC
"""
_OF_MEMBER = """
    SELECT server_id, day, question FROM unanswered
    WHERE person IN (SELECT value FROM json_each(?)) ORDER BY number
"""
_FORGET_MEMBER = "DELETE FROM unanswered WHERE person IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that the articles did not answer."""

    server_id: int
    day: date
    question: str


class UnansweredQuestions:
    """The unanswered questions of each server, under the pseudonyms of the askers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, server_id: int, pseudonym: str, question: str, today: date) -> None:
        """Store a question, if the server's log is still on."""
        await self._database.write_all(
            [
                (_INSERT, (today.isoformat(), pseudonym, question, server_id)),
                (_DELETE_OLDEST, (server_id, server_id, _MAX_QUESTIONS)),
            ]
        )

    async def of_server(self, server_id: int, today: date) -> list[str]:
        """Return the questions of a server, the newest first."""
        oldest = (today - LOGGED_FOR).isoformat()
        rows = await self._database.rows(_OF_SERVER, server_id, oldest)
        return [str(row["question"]) for row in rows]

    async def of_member(self, pseudonyms: Sequence[str]) -> list[UnansweredQuestion]:
        """Return a member's questions in the order in which they were asked."""
        rows = await self._database.rows(_OF_MEMBER, json.dumps(pseudonyms))
        return [
            UnansweredQuestion(row["server_id"], date.fromisoformat(row["day"]), row["question"])
            for row in rows
        ]

    async def forget_member(self, pseudonyms: Sequence[str]) -> None:
        """Delete a member's questions."""
        await self._database.write(_FORGET_MEMBER, json.dumps(pseudonyms))

    async def expire(self, today: date) -> None:
        """Delete the questions that have been logged for long enough."""
        oldest = today - LOGGED_FOR
        await self._database.write("DELETE FROM unanswered WHERE day <= ?", oldest.isoformat())
