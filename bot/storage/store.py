"""Everything in the database, by its subject."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from bot.errors import StoreError
from bot.storage.applications import Applications, to_commands_hash
from bot.storage.articles import Articles
from bot.storage.daily_counts import DailyCounts
from bot.storage.database import Database, open_database
from bot.storage.feeds import Feeds
from bot.storage.pseudonyms import KEPT_FOR, Pseudonyms
from bot.storage.server_settings import Servers
from bot.storage.unanswered import UnansweredQuestions
from bot.storage.votes import Votes
from bot.storage.welcomes import Welcomes


class PersonalData(Protocol):
    """Rows about members, under their pseudonyms."""

    async def of_member(self, pseudonyms: Sequence[str], /) -> Sequence[Any]:
        """Return the rows about a member as dataclasses."""

    async def forget_member(self, pseudonyms: Sequence[str], /) -> None:
        """Delete the rows about a member."""


class Store:
    """The tables of servers and of members, and what was registered with Discord."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.applications = Applications(database)
        self.servers = Servers(database)
        self.welcomes = Welcomes(database)
        self.pseudonyms = Pseudonyms(database)
        self.votes = Votes(database)
        self.articles = Articles(database)
        self.feeds = Feeds(database)
        self.daily_counts = DailyCounts(database)
        self.unanswered = UnansweredQuestions(database)
        # All that /privacy shows and deletes; a text `kept-…` counts the rows of each.
        self.personal_data: dict[str, PersonalData] = {
            "votes": self.votes,
            "questions": self.unanswered,
        }

    async def data_of_member(self, user_id: int) -> dict[str, list[dict[str, object]]]:
        """Return all rows about a member, by their kind."""
        pseudonyms = await self.pseudonyms.of_member(user_id)
        return {
            kind: [asdict(row) for row in await data.of_member(pseudonyms)]
            for kind, data in self.personal_data.items()
        }

    async def forget_member(self, user_id: int) -> None:
        """Delete all rows about a member, and leave no trace of them in the files."""
        pseudonyms = await self.pseudonyms.of_member(user_id)
        for data in self.personal_data.values():
            await data.forget_member(pseudonyms)
        await self.database.wipe()

    async def expire(self, today: date) -> None:
        """Delete the rows that may not be kept any longer."""
        errors = []
        for expire in (
            partial(self.unanswered.expire, today),
            partial(self.daily_counts.expire, today),
            partial(self.votes.expire, today - KEPT_FOR),
            partial(self.pseudonyms.delete_old_keys, today),
            self.database.wipe,
        ):
            try:
                await expire()
            except StoreError as error:  # a damaged table keeps no other from being emptied
                errors.append(error)
        if errors:
            raise errors[0]

    async def registered_commands(self, application_id: int) -> str | None:
        """Return the hash of the commands that were last registered with Discord."""
        rows = await self.database.rows(
            "SELECT hash FROM registered_commands WHERE application_id = ?", application_id
        )
        return next(
            iter(self.database.convert("registered_commands", rows, to_commands_hash)), None
        )

    async def set_registered_commands(self, application_id: int, commands_hash: str) -> None:
        """Store the hash of the commands that are registered with Discord."""
        await self.database.write(
            "INSERT OR REPLACE INTO registered_commands VALUES (?, ?)",
            application_id,
            commands_hash,
        )


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    """Open the database in `folder`; raise StoreError as `open_database` does."""
    async with open_database(folder) as database:
        yield Store(database)
