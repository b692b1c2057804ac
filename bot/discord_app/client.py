"""Verbatim, the client: what it asks of Discord, what it listens to, and what it does on errors."""

import asyncio
import hashlib
import json
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from http.client import BAD_REQUEST
from time import perf_counter
from typing import NamedTuple

import discord
from discord import app_commands

from bot.core.answers.answer import Answer
from bot.core.collection import Collection
from bot.core.text.article import Article
from bot.discord_app.features.articles.views import LISTING
from bot.discord_app.features.config_panel import PANEL
from bot.discord_app.features.feeds.poller import Feeder
from bot.discord_app.features.questions.answers import BUTTONS, answered, submitted
from bot.discord_app.features.questions.commands import COMMANDS, help_reply
from bot.discord_app.features.questions.context_menus import MENUS
from bot.discord_app.features.questions.messages import (
    heard_in,
    question_before,
    question_in,
    way_of,
)
from bot.discord_app.features.questions.question_events import Asked, Asker, asked, log_asked
from bot.discord_app.features.questions.question_log import record
from bot.discord_app.features.questions.threads import thread_for
from bot.discord_app.features.timeline.pages import PageButton
from bot.discord_app.framework.checks import ASKS, MODERATES, admits, may_manage, too_many
from bot.discord_app.framework.cooldown import Cooldown
from bot.discord_app.framework.direct_servers import Mutual, is_member
from bot.discord_app.framework.failures import report, tell, tell_failure
from bot.discord_app.framework.responses import send_reply
from bot.discord_app.framework.triggers import Verdict, verdict
from bot.discord_app.replies.reply import notice
from bot.discord_app.texts import ENGLISH, Texts, texts_in
from bot.discord_app.texts.translator import CommandTranslator
from bot.errors import LibraryError, StoreError
from bot.ingest.ingest import WEB
from bot.libraries.server_library import ServerLibrary
from bot.settings import (
    FEED_MINUTES,
    SERVER_ARTICLES,
    SERVER_COOLDOWN,
    SERVER_MEGABYTES,
    USER_COOLDOWN,
)
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import Store

log = logging.getLogger(__name__)

_DAY = 24 * 60 * 60  # seconds
_PATIENCE = 5.0  # seconds; systemd and containers kill after 10 to 90
_LONGEST_WAIT = 30.0  # seconds of a rate limit; after a longer one nobody waits for the answer
_SETTINGS = "settings"  # in an interaction's extras


class Links(NamedTuple):
    """Where the operator has put the source of the program, and what it keeps of whom."""

    source: str | None = None
    privacy: str | None = None


class CommandTree(app_commands.CommandTree["Verbatim"]):
    """The slash commands; an error becomes one private line."""

    async def interaction_check(self, interaction: discord.Interaction["Verbatim"], /) -> bool:
        """Return False, and say why, where a command may not be used by this member or now."""
        command = interaction.command
        if command is None or interaction.type is discord.InteractionType.autocomplete:
            return True
        if MODERATES.items() <= command.extras.items():
            return await may_manage(interaction)
        return not ASKS.items() <= command.extras.items() or await admits(interaction)

    async def on_error(
        self, interaction: discord.Interaction["Verbatim"], error: app_commands.AppCommandError, /
    ) -> None:
        """Say what the member can do, or that the bot failed, with an id that the log has."""
        name = interaction.command.qualified_name if interaction.command else "a command"
        await tell_failure(interaction, f"/{name}", getattr(error, "original", error))


class Verbatim(discord.AutoShardedClient):
    """The bot. It keeps no members or messages, and pings nobody.

    It asks for the privileged intent of message content only if it is told to.
    """

    def __init__(
        self,
        collection: Collection,
        store: Store,
        *,
        direct_messages: bool = True,
        user_install: bool = True,
        message_content: bool = False,
        cooldown: Cooldown | None = None,
        links: Links | None = None,
        proxy: str | None = None,
        feed_minutes: int = FEED_MINUTES,
        server_articles: int = SERVER_ARTICLES,
        server_megabytes: int = SERVER_MEGABYTES,
        shard_count: int | None = None,
        shard_ids: tuple[int, ...] | None = None,
    ) -> None:
        super().__init__(
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                dm_messages=True,
                message_content=message_content,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=_LONGEST_WAIT,
            proxy=proxy,
            shard_count=shard_count,
        )
        self.shard_ids = list(shard_ids) if shard_ids else None
        self.library = ServerLibrary(
            collection,
            store.articles,
            max_articles=server_articles,
            max_bytes=server_megabytes * 1_000_000,
        )
        self.store = store
        self.direct_messages = direct_messages
        self.when_asked: list[Callable[[Asked], object]] = [log_asked]
        self.cooldown = cooldown or Cooldown(USER_COOLDOWN, SERVER_COOLDOWN)
        self.links = links or Links()
        self.clock: Callable[[], datetime] = partial(datetime.now, UTC)
        self.web = WEB
        self.since = self.clock()
        self._translator = CommandTranslator()
        self.feeder = Feeder(self, feed_minutes)
        self.mutual = Mutual(self)
        self._expiring: asyncio.Task[None] | None = None
        self._answering: set[asyncio.Task[object]] = set()
        self.tree = CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )
        self._allow_user_install(allowed=user_install)
        for command in (*COMMANDS, *MENUS):
            if command.guild_only:  # which by itself leaves the tree's other places allowed
                command.allowed_contexts = app_commands.AppCommandContext(
                    guild=True, dm_channel=False, private_channel=False
                )
                command.allowed_installs = app_commands.AppInstallationType(guild=True, user=False)
            self.tree.add_command(command)
        self.add_dynamic_items(PageButton, *BUTTONS, *LISTING, *PANEL)

    async def setup_hook(self) -> None:
        """Tell Discord the commands if they changed since it was last told."""
        self._expiring = asyncio.create_task(self._expire_daily())
        await self.tree.set_translator(self._translator)
        try:
            await self._register_commands()
        except discord.HTTPException as error:
            if error.status != BAD_REQUEST or not self.tree.allowed_installs.user:
                raise
            log.warning(
                "Discord refuses commands for who installs the bot for themselves; registering"
                " those of servers alone. Turn on User Install on the Installation page of your"
                " application, or set VERBATIM_USER_INSTALL=false: %s",
                error,
            )
            self._allow_user_install(allowed=False)
            await self._register_commands()

    async def _register_commands(self) -> None:
        commands = [
            await command.get_translated_payload(self.tree, self._translator)
            for command in self.tree.get_commands()
        ]
        commands_hash = hashlib.sha256(json.dumps(commands, sort_keys=True).encode()).hexdigest()
        application_id = self.application_id or 0
        if await self.store.registered_commands(application_id) == commands_hash:
            return
        await self.tree.sync()
        await self.store.set_registered_commands(application_id, commands_hash)
        log.info("registered %d commands", len(commands))

    def _allow_user_install(self, *, allowed: bool) -> None:
        """Let commands be used where a member brings the bot along, or only in its servers."""
        self.tree.allowed_installs.user = allowed
        self.tree.allowed_contexts.private_channel = allowed

    async def on_ready(self) -> None:
        """Tell the operator that questions are answered now, and forget servers left meanwhile."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        with self.answering():
            for server_id in await self.store.servers.known():
                if self._is_ours(server_id) and self.get_guild(server_id) is None:
                    await self.forget(server_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget all of a server that the bot has left."""
        await self.forget(guild.id)

    @asynccontextmanager
    async def keeping(self, server_id: int) -> AsyncIterator[None]:
        """Leave nothing of what is kept inside of a server that the bot has left meanwhile."""
        yield
        if self.get_guild(server_id) is None:
            await self.forget(server_id)
            raise LibraryError("the bot has left this server, so nothing of it is kept")

    async def forget(self, server_id: int) -> None:
        """Forget all of a server."""
        await self.store.servers.forget(server_id)
        await self.library.forget(server_id)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a question in a message, if it is one for the bot."""
        if self.user is None or not (heard := heard_in(message, self.user)).may_matter:
            return
        settings = await self._settings_of(message)
        decided = verdict(heard, settings)
        texts = texts_in(settings.language or _locale_of(message))
        if decided is Verdict.DIRECT_MESSAGES_OFF:
            await send_reply(message, notice(texts, texts("no-direct-messages")), Style.PLAIN)
        elif decided is not Verdict.IGNORE and await self._is_in_time(message, decided, texts):
            with self.answering():
                await self._answer(message, self.user, decided, settings, texts)

    async def _answer(
        self,
        message: discord.Message,
        user: discord.ClientUser,
        decided: Verdict,
        settings: ServerSettings,
        texts: Texts,
    ) -> None:
        question = question_in(message, user)
        server_id = message.guild.id if message.guild else None
        collection = await self.collection(server_id)
        if not question:
            await send_reply(message, help_reply(texts, collection), settings.style)
            return
        asker = Asker(way_of(message), server_id, message.author.id)
        before = question_before(message, user)
        ask = partial(self.ask, collection, asker)
        reply = answered(ask, question, texts, settings, deleter=asker.user_id, before=before)
        if reply.is_result or decided is Verdict.ANSWER:
            thread = await thread_for(message, question) if settings.threads else None
            await send_reply(message, reply, settings.style, thread)

    def ask(
        self,
        collection: Collection,
        asker: Asker,
        question: str,
        article: Article | None,
        limit: int,
        before: str | None,
    ) -> Answer:
        """Ask the articles as `Collection.ask` does, and let operator and moderators know of it.

        What is recorded must not keep the answer waiting.
        """
        began = perf_counter()
        answer = collection.ask(question, article, limit, before)
        told = asked(answer, asker, perf_counter() - began)
        for listener in self.when_asked:
            listener(told)
        recording = asyncio.create_task(record(self, asker, answer, told.milliseconds))
        self._answering.add(recording)
        recording.add_done_callback(self._answering.discard)
        return answer

    async def _is_in_time(self, message: discord.Message, decided: Verdict, texts: Texts) -> bool:
        """Return False where a member asks too much; say so once, to who called the bot."""
        author, guild = message.author, message.guild
        if isinstance(author, discord.Member) and author.guild_permissions.manage_guild:
            return True
        now = self.clock().timestamp()
        wait = self.cooldown.ask(author.id, guild.id if guild else None, now)
        if wait and wait.is_news and decided is Verdict.ANSWER:
            await send_reply(message, notice(texts, too_many(texts, wait.until)), Style.PLAIN)
        return wait is None

    async def on_error(self, event_method: str, /, *args: object, **_: object) -> None:
        """Log what failed in an event and, after a message, say so with an id that the log has."""
        error = sys.exception()
        message = args[0] if args and isinstance(args[0], discord.Message) else None
        if message is None:
            report(event_method, error, texts_in(ENGLISH))
            return
        texts = texts_in(_locale_of(message))
        server_id = message.guild.id if message.guild else None
        text = report("an answer", error, texts, server_id, message.channel.id)
        await tell(message.channel.send, text)

    async def on_interaction(self, interaction: discord.Interaction["Verbatim"]) -> None:
        """Answer a modal that was sent in."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(interaction)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Have `finish` wait for the task that is inside."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("answering outside of a task")
        self._answering.add(task)
        try:
            yield
        finally:
            self._answering.discard(task)

    async def finish(self) -> None:
        """Wait for what is being answered, but not for long, and close."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=_PATIENCE)
        await self.close()

    async def close(self) -> None:
        """Stop everything."""
        if self._expiring:
            self._expiring.cancel()
        await super().close()

    async def settings(self, server_id: int | None) -> ServerSettings:
        """Return what was chosen for a server, or the defaults where that cannot be read.

        In direct messages nobody chooses. Of a database that fails members see nothing: how an
        answer looks matters less than the answer. Changing settings fails in words.
        """
        if server_id is None:
            return ServerSettings()
        try:
            return await self.store.servers.settings(server_id)
        except StoreError as error:
            log.error("the defaults are used: %s", error, extra={"fields": {"server": server_id}})  # noqa: TRY400
            return ServerSettings()

    async def collection(self, server_id: int | None) -> Collection:
        """Return what a server's members are answered from; the shared articles in private.

        The shared ones alone where the server's cannot be read: they answer still.
        """
        try:
            return await self.library.collection(server_id)
        except StoreError as error:
            server = {"fields": {"server": server_id}}
            log.error("the shared articles answer: %s", error, extra=server)  # noqa: TRY400
            return self.library.shared

    async def settings_for(self, interaction: discord.Interaction) -> ServerSettings:
        """Return the settings of an interaction's server, which are read once for all of it."""
        if _SETTINGS not in interaction.extras:
            interaction.extras[_SETTINGS] = await self.settings(interaction.guild_id)
        settings: ServerSettings = interaction.extras[_SETTINGS]
        return settings

    async def texts(self, interaction: discord.Interaction, *, private: bool = False) -> Texts:
        """Return the texts for what only the asker reads, or for what the whole server does."""
        chosen = None if private else (await self.settings_for(interaction)).language
        return texts_in(chosen or interaction.locale.value)

    async def _settings_of(self, message: discord.Message) -> ServerSettings:
        """Return the settings for a message; those of direct messages are its author's servers'."""
        if message.guild is None:
            return ServerSettings(direct_messages=await self._may_ask_directly(message.author))
        return await self.settings(message.guild.id)

    def _is_ours(self, server_id: int) -> bool:
        """Return True if this process hears of a server, and not another that has its shard."""
        return (server_id >> 22) % (self.shard_count or 1) in self.shards

    async def _expire_daily(self) -> None:
        """Delete what was kept long enough, now and once a day."""
        while True:
            try:
                await self.store.expire(self.clock().date())
            except StoreError as error:
                log.error("what is too old could not be deleted: %s", error)  # noqa: TRY400
            await asyncio.sleep(_DAY)

    async def _may_ask_directly(self, user: discord.abc.User) -> bool:
        """Return False if the operator, or a server of the user's, turned direct messages off."""
        if not self.direct_messages:
            return False
        for server_id in await self._without_direct_messages():
            guild = self.get_guild(server_id)
            if guild is not None and await is_member(guild, user):
                return False
        return True

    async def _without_direct_messages(self) -> list[int]:
        try:
            return await self.store.servers.without_direct_messages()
        except StoreError as error:
            log.error("direct messages are answered: %s", error)  # noqa: TRY400
            return []


def _locale_of(message: discord.Message) -> str:
    """Return the language of the server; Discord does not tell that of a message's author."""
    return message.guild.preferred_locale.value if message.guild else ENGLISH
