"""Pseudonyms: keyed hashes of members, so that the database names nobody.

The key changes every month and is deleted with the last row that depends on it: after that not even
the operator can tell whose the rows were. BLAKE2 takes a key by itself (RFC 7693).
"""

import hashlib
import secrets
from datetime import date, timedelta

from bot.storage.damage import CheckedRow, to_bytes, to_day
from bot.storage.database import Database

ROTATED_AFTER = timedelta(days=30)
KEPT_FOR = timedelta(days=90)  # rows under a pseudonym must be deleted before its key is

_KEY_BYTES = 32
_SET_KEY = """
    INSERT INTO keys VALUES (?, ?) ON CONFLICT DO UPDATE SET secret = excluded.secret
    WHERE typeof(secret) <> 'blob' OR length(secret) <> 32
"""
_MEND_DAYS = "UPDATE OR IGNORE keys SET made_on = ? WHERE made_on IS NOT date(made_on)"
_KEYS = "SELECT made_on, secret FROM keys ORDER BY made_on DESC"


class Pseudonyms:
    """The keys, and the pseudonyms that they give."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def current(self, user_id: int, today: date) -> str:
        """Return the pseudonym under which to store a row of a member now."""
        oldest = today - ROTATED_AFTER
        keys = [key for day, key in await self._keys() if day and day > oldest]
        return _hash(user_id, keys[0] if keys else await self._new_key(today))

    async def of_member(self, user_id: int) -> list[str]:
        """Return every pseudonym under which rows of a member may exist, the newest first."""
        return [_hash(user_id, key) for _, key in await self._keys()]

    async def _keys(self) -> list[tuple[date | None, bytes]]:
        return self._database.convert("keys", await self._database.rows(_KEYS), to_key)

    async def delete_old_keys(self, today: date) -> None:
        """Delete the keys that no row can depend on any more; a damaged day is today."""
        oldest = today - ROTATED_AFTER - KEPT_FOR
        await self._database.write_all(
            [
                (_MEND_DAYS, (today.isoformat(),)),
                ("DELETE FROM keys WHERE made_on < ?", (oldest.isoformat(),)),
            ]
        )

    async def _new_key(self, today: date) -> bytes:
        """Return today's key; if several tasks create one at once, the first is used by all."""
        day, key = today.isoformat(), secrets.token_bytes(_KEY_BYTES)
        await self._database.write(_SET_KEY, day, key)
        keys = [key for made_on, key in await self._keys() if made_on == today]
        return keys[0] if keys else b""


def to_key(row: CheckedRow) -> tuple[date | None, bytes]:
    """Convert a key, which gives its pseudonyms even if its day is damaged."""
    key = row.get("secret", to_bytes)
    row.require(len(key) == _KEY_BYTES, f"secret has not {_KEY_BYTES} bytes")
    return row.get_or("made_on", to_day, default=None), key


def _hash(user_id: int, key: bytes) -> str:
    return hashlib.blake2b(str(user_id).encode(), key=key, digest_size=16).hexdigest()
