"""Pseudonyms: keyed hashes of members, so that the database names nobody.

The key changes every month and is deleted with the last row that depends on it: after that not even
the operator can tell whose the rows were. BLAKE2 takes a key by itself (RFC 7693).
"""

import hashlib
import secrets
from datetime import date, timedelta

from bot.storage.database import Database

ROTATED_AFTER = timedelta(days=30)
KEPT_FOR = timedelta(days=90)  # rows under a pseudonym must be deleted before its key is

_NEWEST_KEY = "SELECT secret FROM keys WHERE made_on > ? ORDER BY made_on DESC"


class Pseudonyms:
    """The keys, and the pseudonyms that they give."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self, user_id: int, today: date) -> str:
        """Return the pseudonym under which to store a row of a member now."""
        oldest = (today - ROTATED_AFTER).isoformat()
        row = await self._database.row(_NEWEST_KEY, oldest)
        return _hash(user_id, row["secret"] if row else await self._new_key(today))

    async def of_member(self, user_id: int) -> list[str]:
        """Return every pseudonym under which rows of a member may exist, the newest first."""
        rows = await self._database.rows("SELECT secret FROM keys ORDER BY made_on DESC")
        return [_hash(user_id, row["secret"]) for row in rows]

    async def delete_old_keys(self, today: date) -> None:
        """Delete the keys that no row can depend on any more."""
        oldest = today - ROTATED_AFTER - KEPT_FOR
        await self._database.write("DELETE FROM keys WHERE made_on < ?", oldest.isoformat())

    async def _new_key(self, today: date) -> bytes:
        """Return today's key; if several tasks create one at once, the first is used by all."""
        day = today.isoformat()
        await self._database.write(
            "INSERT OR IGNORE INTO keys VALUES (?, ?)", day, secrets.token_bytes(32)
        )
        row = await self._database.row("SELECT secret FROM keys WHERE made_on = ?", day)
        return bytes(row["secret"]) if row else b""


def _hash(user_id: int, key: bytes) -> str:
    return hashlib.blake2b(str(user_id).encode(), key=key, digest_size=16).hexdigest()
