"""Store: everything that is kept, by whom it is about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.library.database import Database, open_database
from bot.library.people import People
from bot.library.servers import Servers
from bot.library.votes import Votes


class Store:
    """What is kept of servers and of people, and what Discord was told."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.servers = Servers(database)
        self.people = People(database)
        self.votes = Votes(database)

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
