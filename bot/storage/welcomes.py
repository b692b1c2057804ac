"""The servers that got the welcome card, so that none gets it twice."""

import asyncio
from datetime import date

from bot.storage.damage import CheckedRow, to_day, to_id
from bot.storage.database import Database

_INSERT = "INSERT OR IGNORE INTO welcomed_servers (server_id, welcomed_on) VALUES (?, ?)"
_SELECT = "SELECT 1 FROM welcomed_servers WHERE server_id = ?"


class Welcomes:
    """Which servers were welcomed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._claiming = asyncio.Lock()

    async def claim(self, server_id: int, today: date) -> bool:
        """Note that a server is welcomed; return False if it was before."""
        async with self._claiming:
            if await self._database.row(_SELECT, server_id):
                return False
            await self._database.write(_INSERT, server_id, today.isoformat())
            return True


def to_welcome(row: CheckedRow) -> None:
    """Check a row, of which only the server is ever asked for."""
    row.get("server_id", to_id)
    row.get("welcomed_on", to_day)
