"""The application of Discord that the data folder belongs to."""

import logging

from bot.errors import StoreError
from bot.storage.damage import CheckedRow, is_integer, to_id, to_text
from bot.storage.database import Database

log = logging.getLogger(__name__)

_APPLICATION = "SELECT application_id, copy FROM application"
_INSERT = "INSERT INTO application (application_id, copy) VALUES (?, ?)"


class Applications:
    """The one application whose servers the file is about."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, application_id: int, *, take_over: bool = False) -> None:
        """Have the folder belong to an application, if it belongs to none, or this one takes over.

        Raises StoreError otherwise: with another's token, every server would seem to be left.
        """
        rows = await self._database.rows(_APPLICATION)
        self._database.convert("application", rows, to_application)
        owners = {value for row in rows for value in row if is_integer(value)}
        is_owner = application_id in owners
        if owners and not is_owner and not take_over:
            raise StoreError(
                f"VERBATIM_DATA belongs to another application of Discord ({min(owners)}, and"
                f" DISCORD_TOKEN is of {application_id}): name a folder of this bot's own, or give"
                " it this one, with the articles and settings of all servers, by `python -m bot run"
                " --take-over`"
            )
        if owners != {application_id} or len(rows) != 1:
            await self._set(application_id, is_new=bool(owners) and not is_owner)

    async def _set(self, application_id: int, *, is_new: bool) -> None:
        """Write the owner; a new one may be in other servers, which are missing from now on."""
        statements: list[tuple[str, tuple[object, ...]]] = [
            ("DELETE FROM application", ()),
            (_INSERT, (application_id, application_id)),
        ]
        if is_new:
            log.warning("the data folder now belongs to the application %d", application_id)
            statements.append(("DELETE FROM missing_servers", ()))
        await self._database.write_all(statements)


def to_application(row: CheckedRow) -> int:
    """Convert the row of the application, which it names twice."""
    application_id = row.get("application_id", to_id)
    row.require(application_id == row.get("copy", to_id), "its two ids are not the same")
    return application_id


def to_commands_hash(row: CheckedRow) -> str:
    """Convert the hash of the commands that were registered with Discord."""
    return row.get("hash", to_text)
