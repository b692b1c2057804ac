"""The client: the connection to Discord, what the features share, and the life of the process.

It knows no feature: `bot.discord_app.features.install` adds them.
"""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import discord

from bot.core.collection import Collection
from bot.discord_app.command_registration import register_commands
from bot.discord_app.command_tree import CommandTree
from bot.discord_app.framework.adding_queue import AddingQueue
from bot.discord_app.framework.cooldown import Cooldown
from bot.discord_app.framework.failures import report, tell
from bot.discord_app.framework.memberships import Memberships
from bot.discord_app.framework.modals import ModalRouter
from bot.discord_app.framework.work_queue import WorkQueue
from bot.discord_app.in_flight import InFlight
from bot.discord_app.periodic import PeriodicTasks
from bot.discord_app.question_events import QuestionListener, log_question
from bot.discord_app.texts import ENGLISH, texts_in
from bot.errors import LibraryError, StoreError
from bot.ingest.ingest import WEB
from bot.libraries.server_library import ServerLibrary
from bot.settings import Settings
from bot.storage.server_settings import CLOSED, ServerSettings
from bot.storage.store import Store

log = logging.getLogger(__name__)

MessageHandler = Callable[[discord.Message], Awaitable[None]]
GuildHandler = Callable[[discord.Guild], Awaitable[None]]
Background = Callable[[], AbstractAsyncContextManager[None]]

_FINISH_SECONDS = 5.0  # systemd and containers kill after 10 to 90
_CANCEL_SECONDS = 1.0
_MAX_RATE_LIMIT_SECONDS = 30.0  # nobody waits longer for an answer


class Verbatim(discord.AutoShardedClient):
    """The bot. It keeps no members or messages, and pings nobody.

    It requests the privileged intent of message content only if the operator wants that.
    """

    def __init__(self, collection: Collection, store: Store, settings: Settings) -> None:
        super().__init__(
            intents=_intents(message_content=settings.message_content),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=_MAX_RATE_LIMIT_SECONDS,
            proxy=settings.proxy,
            shard_count=settings.shard_count,
        )
        self.shard_ids = list(settings.shard_ids) if settings.shard_ids else None
        self.settings = settings
        self.store = store
        self.library = ServerLibrary(
            collection,
            store.articles,
            max_articles=settings.server_articles,
            max_bytes=settings.server_megabytes * 1_000_000,
            max_sentences=settings.server_sentences,
        )
        self.clock: Callable[[], datetime] = partial(datetime.now, UTC)
        self.started_at = self.clock()
        self.takes_over = False  # whether it may use the data folder of another application
        self.web = WEB
        self.cooldown = Cooldown(settings.user_cooldown, settings.server_cooldown)
        self.memberships = Memberships()
        self.tree = CommandTree(self, user_install=settings.user_install)
        self.modals = ModalRouter()
        self.message_handlers: list[MessageHandler] = []
        self.join_handlers: list[GuildHandler] = []
        self.question_listeners: list[QuestionListener] = [log_question]
        self.background: list[Background] = []
        self.tasks = PeriodicTasks()
        self.work = WorkQueue()
        self.in_flight = InFlight()
        self.adding = AddingQueue()
        self._unfinished: set[asyncio.Task[Any]] = set()
        self._left: set[int] = set()  # servers that are yet to be forgotten
        self._forgetting = asyncio.Lock()

    async def setup_hook(self) -> None:
        """Claim the data folder, and register the commands with Discord if they have changed.

        Raises StoreError if the folder belongs to another application.
        """
        if self.application_id:
            await self.store.applications.claim(self.application_id, take_over=self.takes_over)
        await register_commands(self.tree, self.store, self.application_id or 0)

    async def on_ready(self) -> None:
        """Tell the operator that the bot answers now, and look for servers it left meanwhile."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        self.finish_first()
        server_ids = set(filter(self._is_ours, await self.store.servers.ids()))
        present = {guild.id for guild in self.guilds}
        now = self.clock().timestamp()
        missing = server_ids - present
        left = await self.store.servers.note_missing(missing, server_ids & present, now)
        if len(missing) > len(left):
            log.info("the bot is not in %d servers any more", len(missing) - len(left))
        if left:
            await self.forget(*left)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let a server that the bot joins begin with the default settings.

        Discord announces servers that are back after an outage otherwise: as available again.
        """
        self.finish_first()
        await self.store.servers.welcome(guild.id)
        for handle in self.join_handlers:
            await handle(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget all about a server that the bot has left, together with others left just now."""
        self.finish_first()
        self._left.add(guild.id)
        async with self._forgetting:
            left, self._left = self._left, set()
            if left:
                await self.forget(*left)

    async def on_message(self, message: discord.Message) -> None:
        """Let the features handle a message."""
        for handle in self.message_handlers:
            await handle(message)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Let the features handle a submitted modal; discord.py dispatches everything else."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.modals.submit(interaction)

    async def on_error(self, event_method: str, /, *args: object, **_: object) -> None:
        """Log what failed in an event and, after a message, reply with an id that the log has."""
        error = sys.exception()
        message = args[0] if args and isinstance(args[0], discord.Message) else None
        if message is None:
            report(event_method, error, texts_in(ENGLISH))
            return
        texts = texts_in(locale_of(message))
        server_id = message.guild.id if message.guild else None
        text = report("an answer", error, texts, server_id, message.channel.id)
        await tell(message.channel.send, text)

    def finish_first(self, task: asyncio.Task[Any] | None = None) -> None:
        """Have `finish` wait for a task, by default the current one."""
        task = task or asyncio.current_task()
        if task is None:
            raise RuntimeError("there is no task to wait for")
        self._unfinished.add(task)
        task.add_done_callback(self._unfinished.discard)

    async def finish(self) -> None:
        """Wait for the answers under way, but not for long, and close the connection."""
        if self._unfinished:
            _, late = await asyncio.wait(self._unfinished, timeout=_FINISH_SECONDS)
            for task in late:
                task.cancel()  # before the database, which they use, is closed
            if late:
                await asyncio.wait(late, timeout=_CANCEL_SECONDS)
        await self.close()

    async def close(self) -> None:
        """Close the connection and start no more work."""
        self.work.close()
        await super().close()

    @asynccontextmanager
    async def forgetting_if_removed(self, server_id: int) -> AsyncIterator[None]:
        """Run the body; if the bot left the server meanwhile, delete whatever the body stored."""
        yield
        if self.get_guild(server_id) is None:
            await self.forget(server_id)
            raise LibraryError("the bot has left this server, so nothing of it is kept")

    async def forget(self, *server_ids: int) -> None:
        """Delete everything stored about servers."""
        await self.store.servers.forget(*server_ids)
        for server_id in server_ids:
            await self.library.forget(server_id)

    async def server_settings(self, server_id: int | None) -> ServerSettings:
        """Return the settings of a server; if they cannot be read, those that close it.

        Moderators may have kept the bot out of channels, which must not lapse while the database
        fails. Direct messages have the defaults.
        """
        if server_id is None:
            return ServerSettings()
        try:
            return await self.store.servers.settings(server_id)
        except StoreError as error:
            server = {"fields": {"server": server_id}}
            log.error("answering nothing in this server: %s", error, extra=server)  # noqa: TRY400
            return CLOSED

    async def server_collection(
        self, server_id: int | None, settings: ServerSettings | None = None
    ) -> Collection:
        """Return a server's own articles, and the shared ones unless moderators turned them off.

        In direct messages, and if the server's own cannot be read, only the shared ones answer. The
        settings are read if they are not given.
        """
        settings = settings or await self.server_settings(server_id)
        try:
            return await self.library.collection(server_id, with_shared=settings.shared_articles)
        except StoreError as error:
            server = {"fields": {"server": server_id}}
            if not settings.shared_articles:
                raise
            log.error("answering from the shared articles only: %s", error, extra=server)  # noqa: TRY400
            return self.library.shared

    def _is_ours(self, server_id: int) -> bool:
        """Return whether this process, and no other, has the shard of a server."""
        return (server_id >> 22) % (self.shard_count or 1) in self.shards


def locale_of(message: discord.Message) -> str:
    """Return the locale of a message's server; Discord does not tell that of its author."""
    return message.guild.preferred_locale.value if message.guild else ENGLISH


def _intents(*, message_content: bool) -> discord.Intents:
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=message_content
    )
