"""Store: everything that is kept, by whom it is about."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from bot.storage.articles import Articles
from bot.storage.daily_counts import DailyCounts
from bot.storage.database import Database, open_database
from bot.storage.feeds import Feeds
from bot.storage.pseudonyms import KEPT_FOR, Pseudonyms
from bot.storage.server_settings import Servers
from bot.storage.unanswered import UnansweredQuestions
from bot.storage.votes import Votes


class PersonalData(Protocol):
    """Something that is kept of members under their pseudonyms."""

    async def of_person(self, pseudonyms: Sequence[str], /) -> Sequence[Any]:
        """Return what is kept of a member, each a dataclass."""

    async def forget_person(self, pseudonyms: Sequence[str], /) -> None:
        """Delete what is kept of a member."""


class Store:
    """What is kept of servers and of people, and what Discord was told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.servers = Servers(database)
        self.pseudonyms = Pseudonyms(database)
        self.votes = Votes(database)
        self.articles = Articles(database)
        self.feeds = Feeds(database)
        self.daily_counts = DailyCounts(database)
        self.unanswered = UnansweredQuestions(database)
        # All that /privacy shows and deletes; a text `kept-…` says how much there is of each.
        self.personal_data: dict[str, PersonalData] = {
            "votes": self.votes,
            "questions": self.unanswered,
        }

    async def data_of_member(self, user_id: int) -> dict[str, list[dict[str, object]]]:
        """Return all that is kept of a member, by what it is."""
        pseudonyms = await self.pseudonyms.of_member(user_id)
        return {
            name: [asdict(entry) for entry in await kept.of_person(pseudonyms)]
            for name, kept in self.personal_data.items()
        }

    async def forget_person(self, user_id: int) -> None:
        """Delete all that is kept of a member, and leave no trace of it in the files."""
        pseudonyms = await self.pseudonyms.of_member(user_id)
        for kept in self.personal_data.values():
            await kept.forget_person(pseudonyms)
        await self.database.wipe()

    async def expire(self, today: date) -> None:
        """Delete what was kept for as long as it may be."""
        await self.unanswered.expire(today)
        await self.daily_counts.expire(today)
        await self.votes.expire(today - KEPT_FOR)
        await self.pseudonyms.forget_keys(today)
        await self.database.wipe()

    async def registered_commands(self, application_id: int) -> str | None:
        """Return the hash of the commands that Discord was last told."""
        row = await self.database.row(
            "SELECT hash FROM registered_commands WHERE application_id = ?", application_id
        )
        return str(row[0]) if row else None

    async def set_registered_commands(self, application_id: int, commands_hash: str) -> None:
        """Keep the hash of the commands that Discord was told."""
        await self.database.write(
            "INSERT OR REPLACE INTO registered_commands VALUES (?, ?)",
            application_id,
            commands_hash,
        )


@asynccontextmanager
async def open_store(folder: Path) -> AsyncIterator[Store]:
    """Open what is kept in `folder`; raise StoreError as `open_database` does."""
    async with open_database(folder) as database:
        yield Store(database)
