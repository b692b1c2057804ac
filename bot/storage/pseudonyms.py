"""Pseudonyms: members told apart by keyed hashes, so that the file names nobody.

The key changes every month, and goes with the last row that it stands behind: after that not even
its owner can tell whose the rows were. BLAKE2 takes a key by itself (RFC 7693).
"""

import hashlib
import secrets
from datetime import date, timedelta

from bot.storage.database import Database

ROTATED_AFTER = timedelta(days=30)
KEPT_FOR = timedelta(days=90)  # what is kept under a pseudonym must go before its key does


class Pseudonyms:
    """The keys, and the pseudonyms that they give."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self, user_id: int, today: date) -> str:
        """Return the name under which to keep something of a member now."""
        row = await self._database.row(
            "SELECT secret FROM keys WHERE made_on > ? ORDER BY made_on DESC",
            (today - ROTATED_AFTER).isoformat(),
        )
        return _hash(user_id, bytes(row[0]) if row else await self._new_key(today))

    async def of_member(self, user_id: int) -> list[str]:
        """Return every name under which something of a member may be kept, the newest first."""
        rows = await self._database.rows("SELECT secret FROM keys ORDER BY made_on DESC")
        return [_hash(user_id, bytes(row[0])) for row in rows]

    async def forget_keys(self, today: date) -> None:
        """Delete the keys of which nothing is kept any more."""
        oldest = today - ROTATED_AFTER - KEPT_FOR
        await self._database.write("DELETE FROM keys WHERE made_on < ?", oldest.isoformat())

    async def _new_key(self, today: date) -> bytes:
        """Return the key of today; of tasks that make one at once the first is kept for all."""
        await self._database.write(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)", today.isoformat(), secrets.token_bytes(32)
        )
        row = await self._database.row(
            "SELECT secret FROM keys WHERE made_on = ?", today.isoformat()
        )
        return bytes(row[0]) if row else b""


def _hash(user_id: int, key: bytes) -> str:
    return hashlib.blake2b(str(user_id).encode(), key=key, digest_size=16).hexdigest()
