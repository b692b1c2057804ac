"""The settings that the moderators of each server chose."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from sqlite3 import Row
from typing import Any

from bot.storage.database import Database

_SETTINGS = """
    SELECT style, direct_messages, threads, private, feedback, language, question_log,
        direct_articles, channel_id, use
    FROM server_settings LEFT JOIN server_channels USING (server_id)
    WHERE server_id = ?
"""
_SET = """
    INSERT OR REPLACE INTO server_settings
        (server_id, style, direct_messages, threads, private, feedback, language, question_log,
         direct_articles)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DELETE_CHANNELS = "DELETE FROM server_channels WHERE server_id = ?"
_INSERT_CHANNEL = "INSERT INTO server_channels (server_id, channel_id, use) VALUES (?, ?, ?)"
_WITHOUT_DIRECT_MESSAGES = """
    SELECT server_id FROM server_settings WHERE NOT direct_messages ORDER BY server_id
"""
_WITH_DIRECT_ARTICLES = """
    SELECT server_id FROM server_settings WHERE direct_articles AND direct_messages
    ORDER BY server_id
"""


class Style(StrEnum):
    """How answers look in a server."""

    CARD = "card"
    PLAIN = "plain"


class ChannelUse(StrEnum):
    """Why a channel was chosen: to answer only there, or to answer without a mention."""

    ANSWERS = "answers"
    LISTENS = "listens"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """The settings of a server; the defaults hold until a moderator chooses.

    `direct_messages` is for the members of the server, and `direct_articles` lets them ask its own
    articles there. The bot answers in `channels`, or everywhere if there are none; in `listening`
    it answers every question, without a mention. Answers to commands are `private` to the asker.
    `language` is a code such as `uk`; None uses each reader's. `question_log` stores unanswered
    questions for the moderators.
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

    @property
    def answers_directly(self) -> bool:
        """Whether members may ask the server's own articles in direct messages."""
        return self.direct_messages and self.direct_articles


class Servers:
    """The settings of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changing = asyncio.Lock()  # or two moderators would undo each other's choice

    async def settings(self, server_id: int) -> ServerSettings:
        """Return the settings of a server."""
        rows = await self._database.rows(_SETTINGS, server_id)
        return _to_settings(rows) if rows else ServerSettings()

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

    async def forget(self, server_id: int) -> None:
        """Delete everything about a server, from every table."""
        tables = await self._database.tables_with("server_id")
        await self._database.write_all(
            [(f"DELETE FROM {table} WHERE server_id = ?", (server_id,)) for table in tables]  # noqa: S608 - our names
        )
        await self._database.wipe()

    async def ids(self) -> set[int]:
        """Return every server that some table knows."""
        tables = await self._database.tables_with("server_id")
        query = " UNION ".join(f"SELECT server_id FROM {table}" for table in tables)  # noqa: S608 - our names
        server_ids = [row["server_id"] for row in await self._database.rows(query)]
        return {server_id for server_id in server_ids if server_id is not None}

    async def without_direct_messages(self) -> list[int]:
        """Return the servers that forbid direct messages to their members."""
        rows = await self._database.rows(_WITHOUT_DIRECT_MESSAGES)
        return [row["server_id"] for row in rows]

    async def with_direct_articles(self) -> list[int]:
        """Return the servers whose own articles members may ask in direct messages."""
        return [row["server_id"] for row in await self._database.rows(_WITH_DIRECT_ARTICLES)]


def _to_settings(rows: list[Row]) -> ServerSettings:
    """Convert the rows of a server: one for each channel, or a single one without a channel."""
    row = rows[0]
    return ServerSettings(
        style=Style(row["style"]),
        direct_messages=bool(row["direct_messages"]),
        direct_articles=bool(row["direct_articles"]),
        channels=_channels(rows, ChannelUse.ANSWERS),
        listening=_channels(rows, ChannelUse.LISTENS),
        threads=bool(row["threads"]),
        private=bool(row["private"]),
        feedback=bool(row["feedback"]),
        language=row["language"],
        question_log=bool(row["question_log"]),
    )


def _channels(rows: Iterable[Row], use: ChannelUse) -> frozenset[int]:
    return frozenset(row["channel_id"] for row in rows if row["use"] == use)
