"""Votes: whether answers helped, one of each member on a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.storage.database import Database

_COLUMNS = "message_id, pseudonym, server_id, day, helpful, reason"


@dataclass(frozen=True, slots=True)
class Vote:
    """What a member, under a pseudonym, thinks of an answer; `server_id` is None outside of one."""

    message_id: int
    pseudonym: str
    server_id: int | None
    day: date
    helpful: bool
    reason: str = ""


class VoteCounts(NamedTuple):
    """How many found answers helpful, and how many did not."""

    helpful: int
    not_helpful: int


class Votes:
    """The votes of all servers, and of direct messages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set(self, vote: Vote, known_as: Sequence[str] = ()) -> None:
        """Keep a vote in place of the member's vote before, also under an older pseudonym."""
        names = (vote.pseudonym, *known_as)
        values = (
            vote.message_id,
            vote.pseudonym,
            vote.server_id,
            vote.day.isoformat(),
            vote.helpful,
            vote.reason,
        )
        await self._database.write_all(
            [
                (
                    f"DELETE FROM votes WHERE message_id = ? AND pseudonym IN ({_marks(names)})",  # noqa: S608 - marks only
                    (vote.message_id, *names),
                ),
                ("INSERT INTO votes VALUES (?, ?, ?, ?, ?, ?)", values),
            ]
        )

    async def set_reason(self, message_id: int, pseudonyms: Sequence[str], reason: str) -> None:
        """Keep why a member voted so; nothing where the vote is gone."""
        await self._database.write(
            "UPDATE votes SET reason = ? WHERE message_id = ?"  # noqa: S608 - marks only
            f" AND pseudonym IN ({_marks(pseudonyms)})",
            reason,
            message_id,
            *pseudonyms,
        )

    async def counts(self, server_id: int, since: date = date.min) -> VoteCounts:
        """Return the votes of a server from a day on."""
        row = await self._database.row(
            "SELECT count(*) FILTER (WHERE helpful), count(*) FILTER (WHERE NOT helpful)"
            " FROM votes WHERE server_id = ? AND day >= ?",
            server_id,
            since.isoformat(),
        )
        return VoteCounts(*row) if row else VoteCounts(0, 0)

    async def of_person(self, pseudonyms: Sequence[str]) -> list[Vote]:
        """Return every vote of a member, the oldest message first."""
        rows = await self._database.rows(
            f"SELECT {_COLUMNS} FROM votes"  # noqa: S608 - our names
            f" WHERE pseudonym IN ({_marks(pseudonyms)}) ORDER BY message_id",
            *pseudonyms,
        )
        return [
            Vote(message, name, server, date.fromisoformat(day), bool(helpful), reason)
            for message, name, server, day, helpful, reason in rows
        ]

    async def forget_person(self, pseudonyms: Sequence[str]) -> None:
        """Delete every vote of a member."""
        await self._database.write(
            f"DELETE FROM votes WHERE pseudonym IN ({_marks(pseudonyms)})",  # noqa: S608 - marks only
            *pseudonyms,
        )

    async def expire(self, before: date) -> None:
        """Delete the votes of the days before `before`."""
        await self._database.write("DELETE FROM votes WHERE day < ?", before.isoformat())


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
