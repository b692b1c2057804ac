"""Servers: what the moderators of each chose."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.storage.database import Database


class Style(StrEnum):
    """How answers look in a server."""

    CARD = "card"
    PLAIN = "plain"


class Use(StrEnum):
    """What a channel is chosen for: to be answered in at all, or to be listened to."""

    ANSWERS = "answers"
    LISTENS = "listens"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's moderators chose; the defaults are those of a server where nobody did.

    `direct_messages` is for the members of the server, and `direct_articles` lets them ask its own
    articles there. The bot answers in `channels`, or in all
    where there are none; where it is `listening` it answers every question, without a mention.
    `private` answers to commands are for the asker alone. `language` is a code such as `uk`; None
    takes each reader's. Questions are kept for the moderators only with `question_log`.
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
        """True if members may ask the server's own articles in direct messages."""
        return self.direct_messages and self.direct_articles


class Servers:
    """The settings of all servers."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changing = asyncio.Lock()  # of two moderators neither undoes what the other chose

    async def settings(self, server_id: int) -> ServerSettings:
        """Return the settings of a server, the defaults where nobody chose."""
        rows = await self._database.rows(
            "SELECT style, direct_messages, threads, private, feedback, language, question_log,"
            " direct_articles, channel_id, use"
            " FROM server_settings LEFT JOIN server_channels USING (server_id)"
            " WHERE server_id = ?",
            server_id,
        )
        if not rows:
            return ServerSettings()
        style, direct_messages, threads, private, feedback, language, question_log, own, *_ = rows[
            0
        ]
        return ServerSettings(
            style=Style(style),
            direct_messages=bool(direct_messages),
            direct_articles=bool(own),
            channels=_channels(rows, Use.ANSWERS),
            listening=_channels(rows, Use.LISTENS),
            threads=bool(threads),
            private=bool(private),
            feedback=bool(feedback),
            language=language,
            question_log=bool(question_log),
        )

    async def set_settings(self, server_id: int, chosen: ServerSettings) -> None:
        """Keep the settings of a server."""
        values = (
            server_id,
            chosen.style,
            chosen.direct_messages,
            chosen.threads,
            chosen.private,
            chosen.feedback,
            chosen.language,
            chosen.question_log,
            chosen.direct_articles,
        )
        channels = [(channel, Use.ANSWERS) for channel in sorted(chosen.channels)]
        channels += [(channel, Use.LISTENS) for channel in sorted(chosen.listening)]
        await self._database.write_all(
            [
                (
                    "INSERT OR REPLACE INTO server_settings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                ),
                ("DELETE FROM server_channels WHERE server_id = ?", (server_id,)),
                *(
                    ("INSERT INTO server_channels VALUES (?, ?, ?)", (server_id, *channel))
                    for channel in channels
                ),
            ]
        )

    async def change(self, server_id: int, **chosen: Any) -> ServerSettings:  # noqa: ANN401
        """Keep what was chosen anew, by the names of ServerSettings, and return all settings.

        Without a question log the questions that it has go too.
        """
        async with self._changing:
            before = await self.settings(server_id)
            settings = replace(before, **chosen)
            await self.set_settings(server_id, settings)
        if before.question_log and not settings.question_log:
            await self._database.write("DELETE FROM unanswered WHERE server_id = ?", server_id)
            await self._database.wipe()
        return settings

    async def forget(self, server_id: int) -> None:
        """Delete everything kept about a server, in every table that has such."""
        await self._database.write_all(
            [
                (f"DELETE FROM {table} WHERE server_id = ?", (server_id,))  # noqa: S608 - our names
                for table in await self._database.tables_with("server_id")
            ]
        )
        await self._database.wipe()

    async def known(self) -> set[int]:
        """Return every server of which anything is kept."""
        tables = await self._database.tables_with("server_id")
        query = " UNION ".join(f"SELECT server_id FROM {table}" for table in tables)  # noqa: S608
        return {int(row[0]) for row in await self._database.rows(query) if row[0] is not None}

    async def without_direct_messages(self) -> list[int]:
        """Return the servers whose members are not to be answered in direct messages."""
        rows = await self._database.rows(
            "SELECT server_id FROM server_settings WHERE NOT direct_messages ORDER BY server_id"
        )
        return [int(row[0]) for row in rows]

    async def with_direct_articles(self) -> list[int]:
        """Return the servers whose own articles members may ask in direct messages."""
        rows = await self._database.rows(
            "SELECT server_id FROM server_settings WHERE direct_articles AND direct_messages"
            " ORDER BY server_id"
        )
        return [int(row[0]) for row in rows]


def _channels(rows: Iterable[Iterable[Any]], wanted: Use) -> frozenset[int]:
    return frozenset(int(channel) for *_, channel, use in rows if use == wanted)
