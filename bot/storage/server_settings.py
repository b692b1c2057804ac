"""The settings that the moderators of each server chose."""

import asyncio
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from hashlib import sha256
from typing import Any

from bot.storage.damage import (
    CheckedRow,
    choice,
    is_integer,
    optional,
    to_bytes,
    to_flag,
    to_id,
    to_text,
)
from bot.storage.database import Database

# One statement, so that no change comes between the settings and the channels.
_SETTINGS = """
    SELECT settings.*, channels.server_id AS channel_server_id, channels.channel_id, channels.use,
        EXISTS (SELECT 1 FROM server_settings WHERE server_id = 0) AS were_lost
    FROM (SELECT ? AS server_id) AS wanted
    LEFT JOIN server_settings AS settings ON settings.server_id = wanted.server_id
    LEFT JOIN server_channels AS channels ON channels.server_id = wanted.server_id
"""
_SET = """
    INSERT OR REPLACE INTO server_settings
        (server_id, style, direct_messages, threads, private, feedback, language, question_log,
         direct_articles, shared_articles, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DELETE_CHANNELS = "DELETE FROM server_channels WHERE server_id = ?"
_INSERT_CHANNEL = "INSERT INTO server_channels (server_id, channel_id, use) VALUES (?, ?, ?)"
# A value that is neither 0 nor 1 is read as the stricter one.
_WITHOUT_DIRECT_MESSAGES = """
    SELECT server_id FROM server_settings WHERE direct_messages IS NOT 1 ORDER BY server_id
"""
_WITH_DIRECT_ARTICLES = """
    SELECT server_id FROM server_settings WHERE direct_articles IS 1 AND direct_messages IS 1
    ORDER BY server_id
"""
_IS_ONE_OF = "server_id IN (SELECT value FROM json_each(?))"
_SET_LEFT = """
    INSERT OR REPLACE INTO missing_servers (server_id, since) SELECT value, 0 FROM json_each(?)
"""
_INSERT_MISSING = """
    INSERT OR IGNORE INTO missing_servers (server_id, since) SELECT value, ? FROM json_each(?)
"""
_MISSING = f"SELECT server_id FROM missing_servers WHERE {_IS_ONE_OF} AND since <= ?"  # noqa: S608 - ours
MISSING_FOR = timedelta(days=1)  # at least, between two starts, before a server is forgotten
_FORGOTTEN_AT_ONCE = 100  # servers in a transaction, so that others can write in between
# Where settings were lost with a damaged file, a server without any is closed; see `salvage`.
_WERE_LOST = "SELECT 1 FROM server_settings WHERE server_id = 0"
NO_CHANNEL = 0  # which keeps a limit to channels where none of them can be read


class Style(StrEnum):
    """How answers look in a server."""

    CARD = "card"
    PLAIN = "plain"


class ChannelUse(StrEnum):
    """Why a channel was chosen: to answer only there, or to answer without a mention."""

    ANSWERS = "answers"
    LISTENS = "listens"


Channel = tuple[int, ChannelUse | None]  # None if its use is damaged


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The settings of a server; the defaults hold until a moderator chooses.

    `direct_messages` is for the members of the server, and `direct_articles` lets them ask its own
    articles there. The bot answers in `channels`, or everywhere if there are none; in `listening`
    it answers every question, without a mention. Answers to commands are `private` to the asker.
    `language` is a code such as `uk`; None uses each reader's. `question_log` stores unanswered
    questions for the moderators. `shared_articles` says whether the operator's articles answer too.
    """

    style: Style = Style.CARD
    direct_messages: bool = True
    direct_articles: bool = False
    channels: frozenset[int] = frozenset()
    listening: frozenset[int] = frozenset()
    threads: bool = False
    private: bool = False
    feedback: bool = True
    language: str | None = None
    question_log: bool = False
    shared_articles: bool = True

    @property
    def are_lost(self) -> bool:
        """Whether the channels cannot be read, so that the bot answers in none."""
        return self.channels == {NO_CHANNEL}

    @property
    def answers_directly(self) -> bool:
        """Whether members may ask the server's own articles in direct messages."""
        return self.direct_messages and self.direct_articles


CLOSED = ServerSettings(
    channels=frozenset({NO_CHANNEL}),
    direct_messages=False,
    private=True,
    feedback=False,
    shared_articles=False,
)


class Servers:
    """The settings of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changing = asyncio.Lock()  # or two moderators would undo each other's choice

    async def settings(self, server_id: int) -> ServerSettings:
        """Return the settings of a server; where one is damaged, the strictest."""
        rows = await self._database.rows(_SETTINGS, server_id)
        channel_rows = [row for row in rows if row["channel_server_id"] is not None]
        were_lost = bool(rows[0]["were_lost"])
        if rows[0]["server_id"] is None:
            return CLOSED if channel_rows or were_lost else ServerSettings()
        channels = self._database.convert("server_channels", channel_rows, to_channel)
        convert = partial(to_settings, channels=channels, were_lost=were_lost)
        return self._database.convert("server_settings", rows[:1], convert)[0]

    async def welcome(self, server_id: int) -> None:
        """Give a server that the bot joins the defaults, although those of others were lost."""
        if await self._database.row(_WERE_LOST):
            await self.set_settings(server_id, ServerSettings())

    async def set_settings(self, server_id: int, settings: ServerSettings) -> None:
        """Store the settings of a server."""
        values = (
            server_id,
            settings.style,
            settings.direct_messages,
            settings.threads,
            settings.private,
            settings.feedback,
            settings.language,
            settings.question_log,
            settings.direct_articles,
            settings.shared_articles,
            _digest(server_id, settings),
        )
        channels = [
            *((channel_id, ChannelUse.ANSWERS) for channel_id in sorted(settings.channels)),
            *((channel_id, ChannelUse.LISTENS) for channel_id in sorted(settings.listening)),
        ]
        await self._database.write_all(
            [
                (_SET, values),
                (_DELETE_CHANNELS, (server_id,)),
                *((_INSERT_CHANNEL, (server_id, *channel)) for channel in channels),
            ]
        )

    async def change(self, server_id: int, **values: Any) -> ServerSettings:  # noqa: ANN401
        """Change some of a server's settings, by the fields of ServerSettings, and return all.

        If the question log is turned off, its questions are deleted.
        """
        async with self._changing:
            before = await self.settings(server_id)
            settings = replace(before, **values)
            await self.set_settings(server_id, settings)
        if before.question_log and not settings.question_log:
            await self._database.write("DELETE FROM unanswered WHERE server_id = ?", server_id)
            await self._database.wipe()
        return settings

    async def forget(self, *server_ids: int) -> None:
        """Delete everything about servers, from every table.

        If that is interrupted, the next start goes on, because the servers are noted first.
        """
        ids = sorted(server_ids)
        await self._database.write(_SET_LEFT, json.dumps(ids))
        tables = await self._database.tables_with("server_id")
        for start in range(0, len(ids), _FORGOTTEN_AT_ONCE):
            some = json.dumps(ids[start : start + _FORGOTTEN_AT_ONCE])
            await self._database.write_all(
                [(f"DELETE FROM {table} WHERE {_IS_ONE_OF}", (some,)) for table in tables]  # noqa: S608 - our names
            )
        await self._database.wipe()

    async def note_missing(
        self, missing: Collection[int], present: Collection[int], now: float
    ) -> set[int]:
        """Note the servers that the bot is not in; return those noted at least a day ago.

        Servers that are present are missing no more. A time that is yet to come counts from now.
        """
        await self._database.write_all(
            [
                (f"DELETE FROM missing_servers WHERE {_IS_ONE_OF}", (json.dumps(list(present)),)),  # noqa: S608 - ours
                (_INSERT_MISSING, (now, json.dumps(list(missing)))),
                ("UPDATE missing_servers SET since = ? WHERE since > ?", (now, now)),
            ]
        )
        rows = await self._database.rows(
            _MISSING, json.dumps(list(missing)), now - MISSING_FOR.total_seconds()
        )
        return {row["server_id"] for row in rows}

    async def ids(self) -> set[int]:
        """Return every server that some table knows."""
        tables = await self._database.tables_with("server_id")
        query = " UNION ".join(f"SELECT server_id FROM {table}" for table in tables)  # noqa: S608 - our names
        server_ids = [row["server_id"] for row in await self._database.rows(query)]
        return {server_id for server_id in server_ids if is_integer(server_id) and server_id}

    async def are_lost(self, server_ids: Iterable[int]) -> bool:
        """Return whether one of these servers may have lost its settings with a damaged file."""
        if not await self._database.row(_WERE_LOST):
            return False
        rows = await self._database.rows("SELECT server_id FROM server_settings")
        return not {row["server_id"] for row in rows}.issuperset(server_ids)

    async def without_direct_messages(self) -> list[int]:
        """Return the servers that forbid direct messages to their members."""
        rows = await self._database.rows(_WITHOUT_DIRECT_MESSAGES)
        return [row["server_id"] for row in rows]

    async def with_direct_articles(self) -> list[int]:
        """Return the servers whose own articles members may ask in direct messages."""
        return [row["server_id"] for row in await self._database.rows(_WITH_DIRECT_ARTICLES)]


def to_settings(
    row: CheckedRow, channels: Iterable[Channel], *, were_lost: bool = False
) -> ServerSettings:
    """Convert the row of a server, with its channels; a restriction that is damaged is kept.

    If settings were lost, those without a digest that agrees are closed: a channel may be missing.
    """
    channels = list(channels)
    listening = frozenset(channel_id for channel_id, use in channels if use is ChannelUse.LISTENS)
    settings = ServerSettings(
        style=row.get_or("style", choice(Style), default=Style.CARD),
        direct_messages=row.get_or("direct_messages", to_flag, default=False),
        direct_articles=row.get_or("direct_articles", to_flag, default=False),
        channels=_answering(channels),
        listening=listening - {NO_CHANNEL},
        threads=row.get_or("threads", to_flag, default=False),
        private=row.get_or("private", to_flag, default=True),
        feedback=row.get_or("feedback", to_flag, default=False),
        language=row.get_or("language", optional(to_text), default=None),
        question_log=row.get_or("question_log", to_flag, default=False),
        shared_articles=row.get_or("shared_articles", to_flag, default=False),
    )
    digest = row.get_or("digest", optional(to_bytes), default=None)
    if not row.problems and digest == _digest(row.get("server_id", to_id), settings):
        return settings
    if were_lost:
        return CLOSED
    if row.problems or digest is None:
        return settings
    row.problems.append("a setting or a channel has changed")
    return _closed(settings)


def to_channel(row: CheckedRow) -> Channel:
    """Convert the row of a channel."""
    return row.get_or("channel_id", to_id, default=NO_CHANNEL), row.get_or(
        "use", choice(ChannelUse), default=None
    )


def _answering(channels: Iterable[Channel]) -> frozenset[int]:
    """Return the channels that the bot is limited to; one of unknown use may have been the last."""
    uses = {
        use: {channel_id for channel_id, other in channels if other is use}
        for use in (ChannelUse.ANSWERS, None)
    }
    return frozenset(uses[ChannelUse.ANSWERS] or uses[None])


def _closed(settings: ServerSettings) -> ServerSettings:
    """Return settings with every restriction that they may have."""
    return replace(
        settings,
        channels=settings.channels or frozenset({NO_CHANNEL}),
        direct_messages=False,
        direct_articles=False,
        private=True,
        feedback=False,
        question_log=False,
        shared_articles=False,
    )


def _digest(server_id: int, settings: ServerSettings) -> bytes:
    """Return a hash over the settings of a server that are not the defaults."""
    defaults = asdict(ServerSettings())
    values = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in asdict(settings).items()
        if value != defaults[name]
    }
    return sha256(json.dumps([server_id, values], sort_keys=True).encode()).digest()
