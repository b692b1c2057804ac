"""The questions that the articles did not answer, for the servers that log them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.storage.damage import CheckedRow, to_day, to_id, to_text
from bot.storage.database import Database

LOGGED_FOR = timedelta(days=30)
_MAX_QUESTIONS = 1_000  # of a server; the oldest are deleted first

_INSERT = """
    INSERT INTO unanswered (server_id, day, person, question)
    SELECT server_id, ?, ?, ? FROM server_settings WHERE server_id = ? AND question_log IS 1
"""
_DELETE_OLDEST = """
    DELETE FROM unanswered WHERE server_id = ? AND number <= (
        SELECT number FROM unanswered WHERE server_id = ? ORDER BY number DESC LIMIT 1 OFFSET ?
    )
"""
# As with articles: an index that is damaged may name a row of another server or member.
_LISTED = """
    SELECT stored.number, stored.server_id, stored.person, stored.day, stored.question,
        listed.server_id AS listed_server_id, listed.person AS listed_person
    FROM unanswered AS listed JOIN unanswered AS stored ON stored.number = listed.number
"""
_OF_SERVER = f"{_LISTED} WHERE listed.server_id = ? ORDER BY listed.number DESC"
_OF_MEMBER = f"""
    {_LISTED} WHERE listed.person IN (SELECT value FROM json_each(?)) ORDER BY listed.number
"""  # noqa: S608 - ours
_MEND_DAYS = "UPDATE unanswered SET day = ? WHERE day IS NOT date(day)"
_WRONG_ROW = "an index and the row do not agree"
_FORGET_MEMBER = "DELETE FROM unanswered WHERE person IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that the articles did not answer."""

    server_id: int
    day: date | None  # None if it is damaged
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
        oldest = today - LOGGED_FOR
        rows = await self._database.rows(_OF_SERVER, server_id)
        questions = self._database.convert("unanswered", rows, to_question)
        return [row.question for row in questions if row.day is None or row.day > oldest]

    async def of_member(self, pseudonyms: Sequence[str]) -> list[UnansweredQuestion]:
        """Return a member's questions in the order in which they were asked."""
        rows = await self._database.rows(_OF_MEMBER, json.dumps(pseudonyms))
        return self._database.convert("unanswered", rows, to_question)

    async def forget_member(self, pseudonyms: Sequence[str]) -> None:
        """Delete a member's questions."""
        await self._database.write(_FORGET_MEMBER, json.dumps(pseudonyms))

    async def expire(self, today: date) -> None:
        """Delete the questions that have been logged for long enough; a damaged day is today."""
        oldest = today - LOGGED_FOR
        await self._database.write_all(
            [
                (_MEND_DAYS, (today.isoformat(),)),
                ("DELETE FROM unanswered WHERE day <= ?", (oldest.isoformat(),)),
            ]
        )


def to_question(row: CheckedRow) -> UnansweredQuestion:
    """Convert a question, which its member sees even without the day."""
    server_id = row.get("server_id", to_id)
    row.require(server_id == row.get("listed_server_id", to_id), _WRONG_ROW)
    row.require(row.get("person", to_text) == row.get("listed_person", to_text), _WRONG_ROW)
    return UnansweredQuestion(
        server_id, row.get_or("day", to_day, default=None), row.get("question", to_text)
    )
