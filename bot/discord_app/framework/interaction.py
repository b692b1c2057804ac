"""An interaction with a command, a component or a modal, and all that a response to it needs."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import discord

from bot.discord_app.framework import responses
from bot.discord_app.framework.failures import RefusedError
from bot.discord_app.framework.work_queue import WorkError
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import Texts, texts_in
from bot.storage.server_settings import ServerSettings, Style

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Hashable
    from datetime import date

    from bot.core.collection import Collection
    from bot.discord_app.client import Verbatim

    Interaction = discord.Interaction[Verbatim]
else:
    Interaction = discord.Interaction

T = TypeVar("T")

_REQUEST = "request"  # in an interaction's extras
_PROMISE_SECONDS = 1.5  # Discord drops an interaction that has no response after three


@dataclass(frozen=True, slots=True)
class Request:
    """An interaction, the settings of its server, and texts in the language of its user."""

    interaction: Interaction
    settings: ServerSettings
    texts: Texts

    @property
    def bot(self) -> Verbatim:
        """The bot that was asked."""
        return self.interaction.client

    @property
    def user(self) -> discord.User | discord.Member:
        """The user who asked."""
        return self.interaction.user

    @property
    def today(self) -> date:
        """The date, in UTC."""
        return self.bot.clock().date()

    @property
    def message(self) -> discord.Message:
        """The message whose component was used; discord.py drops a component without one."""
        if self.interaction.message is None:
            raise RuntimeError("a command has no message")
        return self.interaction.message

    @property
    def style(self) -> Style:
        """The style of the message whose component was used, or else of the server."""
        is_component = self.interaction.type is discord.InteractionType.component
        return responses.message_style(self.message) if is_component else self.settings.style

    def texts_for(self, *, private: bool) -> Texts:
        """Return texts for the user only, or for all who read the channel."""
        language = None if private else self.settings.language
        return texts_in(language) if language else self.texts

    async def collection(self) -> Collection:
        """Return the articles that the members of this server are answered from."""
        return await self.bot.server_collection(self.interaction.guild_id, self.settings)

    @property
    def queue_key(self) -> Hashable:
        """The server, or in direct messages the user, whose turn in the work queue it takes."""
        return queue_key(self.interaction.guild_id, self.user.id)

    async def work(
        self,
        function: Callable[..., T],
        *args: object,
        private: bool = True,
        in_place: bool = False,
        is_long: bool = False,
    ) -> T:
        """Return the result of `function(*args)`, which runs next to the event loop.

        If that takes long, the response is promised; `private` and `in_place` are those of the
        response. Raises RefusedError if there is too much to do.
        """
        result = self.bot.work.run(self.queue_key, function, *args, is_long=is_long)
        job = asyncio.ensure_future(result)
        try:
            done, _ = await asyncio.wait({job}, timeout=_PROMISE_SECONDS)
            if not done and not self.interaction.response.is_done():
                await self.interaction.response.defer(ephemeral=private, thinking=not in_place)
            return await job
        except WorkError as error:
            raise self.refusal(error.text_key) from error
        finally:
            job.cancel()

    async def respond(self, reply: Reply, *, private: bool = True) -> None:
        """Send the response, be it promised or not."""
        if self.interaction.response.is_done():
            await responses.send_followup(self.interaction, reply, self.style)
        else:
            await responses.respond(self.interaction, reply, self.style, private=private)

    async def notify(self, text: str) -> None:
        """Send a private line as the first response."""
        reply = notice(self.texts, text)
        await responses.respond(self.interaction, reply, Style.PLAIN, private=True)

    async def defer(self) -> None:
        """Promise a private response, which may take up to 15 minutes."""
        await self.interaction.response.defer(ephemeral=True, thinking=True)

    async def send_followup(self, reply: Reply) -> None:
        """Send the response that was promised."""
        await responses.send_followup(self.interaction, reply, self.style)

    async def edit_message(self, reply: Reply) -> None:
        """Show a reply in place of the message whose component was used."""
        await responses.edit_message(self.interaction, reply, self.style)

    async def show(self, reply: Reply, *, in_place: bool) -> None:
        """Show a reply in place of the message whose component was used, or privately."""
        if in_place:
            await self.edit_message(reply)
        else:
            await self.respond(reply)

    def refusal(self, key: str, **values: str) -> RefusedError:
        """Return the error that refuses the request with a text in the user's language."""
        return RefusedError(self.texts(key, 0, **values))


def queue_key(server_id: int | None, user_id: int) -> Hashable:
    """Return the key of the work queue for what a user asks in a server or in direct messages."""
    return ("server", server_id) if server_id else ("user", user_id)


@dataclass(frozen=True, slots=True)
class ServerRequest(Request):
    """A request that comes from a server."""

    server_id: int

    @asynccontextmanager
    async def adding(self) -> AsyncIterator[None]:
        """Run the body when the server may add articles; raise RefusedError if too many wait."""
        try:
            async with self.bot.adding.turn(self.server_id):
                yield
        except WorkError as error:
            raise self.refusal(error.text_key) from error


async def request_for(interaction: Interaction) -> Request:
    """Return the request of an interaction, which is made once; a stop of the bot waits for it.

    Raises RefusedError, before any other work, if too much is being answered.
    """
    if _REQUEST not in interaction.extras:
        bot = interaction.client
        texts = texts_in(interaction.locale.value)
        if not bot.in_flight.admit(queue_key(interaction.guild_id, interaction.user.id)):
            raise RefusedError(texts("busy", 0))
        bot.finish_first()
        settings = await bot.server_settings(interaction.guild_id)
        interaction.extras[_REQUEST] = Request(interaction, settings, texts)
    request: Request = interaction.extras[_REQUEST]
    return request


async def server_request_for(interaction: Interaction) -> ServerRequest:
    """Return the request of an interaction; raise RefusedError in a direct message."""
    request = await request_for(interaction)
    if interaction.guild_id is None:
        raise request.refusal("moderators-only")
    return ServerRequest(interaction, request.settings, request.texts, interaction.guild_id)
