"""Votes on whether answers helped, one of each member on a message."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.storage.database import Database

_COUNTS = """
    SELECT count(*) FILTER (WHERE helpful) AS helpful,
        count(*) FILTER (WHERE NOT helpful) AS not_helpful
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
    day: date
    helpful: bool
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
            vote.day.isoformat(),
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
        return [
            Vote(
                message_id=row["message_id"],
                pseudonym=row["pseudonym"],
                server_id=row["server_id"],
                day=date.fromisoformat(row["day"]),
                helpful=bool(row["helpful"]),
                reason=row["reason"],
            )
            for row in rows
        ]

    async def forget_member(self, pseudonyms: Sequence[str]) -> None:
        """Delete every vote of a member."""
        await self._database.write(_FORGET_MEMBER, json.dumps(pseudonyms))

    async def expire(self, before: date) -> None:
        """Delete the votes of the days before `before`."""
        await self._database.write("DELETE FROM votes WHERE day < ?", before.isoformat())
