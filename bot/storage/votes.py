"""Votes on whether answers helped, one of each member on a message."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.storage.damage import CheckedRow, optional, to_day, to_flag, to_id, to_text
from bot.storage.database import Database

_COUNTS = """
    SELECT count(*) FILTER (WHERE helpful IS 1) AS helpful,
        count(*) FILTER (WHERE helpful IS 0) AS not_helpful
    FROM votes WHERE server_id = ? AND day >= ?
"""
_OF_MEMBER = """
    SELECT message_id, pseudonym, server_id, day, helpful, reason FROM votes
    WHERE pseudonym IN (SELECT value FROM json_each(?)) ORDER BY message_id
"""
_SET_REASON = """
    UPDATE votes SET reason = ?
    WHERE message_id = ? AND pseudonym IN (SELECT value FROM json_each(?))
"""
_DELETE = """
    DELETE FROM votes WHERE message_id = ? AND pseudonym IN (SELECT value FROM json_each(?))
"""
_FORGET_MEMBER = "DELETE FROM votes WHERE pseudonym IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Vote:
    """A member's vote, under a pseudonym; `server_id` is None in a direct message."""

    message_id: int
    pseudonym: str
    server_id: int | None
    day: date | None  # this and the vote are None if they are damaged
    helpful: bool | None
    reason: str = ""


class VoteCounts(NamedTuple):
    """The number of votes that found an answer helpful, and of those that did not."""

    helpful: int
    not_helpful: int


class Votes:
    """The votes of all servers, and of direct messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, vote: Vote, pseudonyms: Sequence[str] = ()) -> None:
        """Store a vote instead of the member's earlier one, also under an older pseudonym."""
        values = (
            vote.message_id,
            vote.pseudonym,
            vote.server_id,
            vote.day and vote.day.isoformat(),
            vote.helpful,
            vote.reason,
        )
        names = json.dumps([vote.pseudonym, *pseudonyms])
        await self._database.write_all(
            [
                (_DELETE, (vote.message_id, names)),
                ("INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?)", values),
            ]
        )

    async def set_reason(self, message_id: int, pseudonyms: Sequence[str], reason: str) -> None:
        """Store a member's reason, if the vote still exists."""
        await self._database.write(_SET_REASON, reason, message_id, json.dumps(pseudonyms))

    async def counts(self, server_id: int, since: date = date.min) -> VoteCounts:
        """Return the votes of a server since a day."""
        row = await self._database.row(_COUNTS, server_id, since.isoformat())
        return VoteCounts(row["helpful"], row["not_helpful"]) if row else VoteCounts(0, 0)

    async def of_member(self, pseudonyms: Sequence[str]) -> list[Vote]:
        """Return every vote of a member, the oldest message first."""
        rows = await self._database.rows(_OF_MEMBER, json.dumps(pseudonyms))
        return self._database.convert("votes", rows, to_vote)

    async def forget_member(self, pseudonyms: Sequence[str]) -> None:
        """Delete every vote of a member."""
        await self._database.write(_FORGET_MEMBER, json.dumps(pseudonyms))

    async def expire(self, before: date) -> None:
        """Delete the votes of the days before `before`; those of a damaged day next time."""
        day = before.isoformat()
        await self._database.write_all(
            [
                ("UPDATE votes SET day = ? WHERE day IS NOT date(day)", (day,)),
                ("DELETE FROM votes WHERE day < ?", (day,)),
            ]
        )


def to_vote(row: CheckedRow) -> Vote:
    """Convert a vote, which its member sees even if parts of it are damaged."""
    return Vote(
        message_id=row.get_or("message_id", to_id, default=0),
        pseudonym=row.get_or("pseudonym", to_text, default=""),
        server_id=row.get_or("server_id", optional(to_id), default=None),
        day=row.get_or("day", to_day, default=None),
        helpful=row.get_or("helpful", to_flag, default=None),
        reason=row.get_or("reason", to_text, default=""),
    )
