"""Answers in Discord: the card with its buttons, and what the buttons do.

What a button needs stands in its id or in the message, so it works for as long as the message is
there, through every restart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from discord import ui

from bot.core.answers.answer import MAX_QUOTES
from bot.discord_app.features.articles.adding import pasted
from bot.discord_app.features.articles.views import PASTE
from bot.discord_app.features.questions.answer_replies import answer_reply, more_reply
from bot.discord_app.features.questions.messages import question_of
from bot.discord_app.features.questions.question_events import Asker, Way
from bot.discord_app.features.questions.quote_context import ContextButton, context_buttons
from bot.discord_app.features.questions.votes import (
    REASON,
    ReasonButton,
    VoteButton,
    give_reason,
    vote_buttons,
)
from bot.discord_app.framework.checks import admits
from bot.discord_app.framework.components import Button, style_of, telling
from bot.discord_app.framework.direct_servers import asked_of
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.modals import FIELD, Field, ask_for, typed
from bot.discord_app.framework.responses import respond, show
from bot.discord_app.replies.custom_ids import (
    SERVER_PATTERN,
    pack_quotes,
    unpack_quotes,
    with_server,
)
from bot.discord_app.replies.reply import Reply, notice
from bot.storage.server_settings import ServerSettings, Style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from bot.core.answers.answer import Answer
    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.core.text.quote import Quote
    from bot.discord_app.texts import Texts

    Ask = Callable[[str, Article | None, int, str | None], Answer]

MAX_QUESTION = 1_000  # characters
ASK, FOLLOW_UP = "ask:v1", "follow-up:v1"
_MORE = 6  # quotes; of more the places do not fit into an id
_OPEN = "o"  # anew, and not in place of another page


def answered(
    ask: Ask,
    question: str,
    texts: Texts,
    settings: ServerSettings,
    *,
    deleter: int | None,
    article: Article | None = None,
    before: str | None = None,
    server: str | None = None,
) -> Reply:
    """Answer a question with buttons; `deleter` may delete it, None what goes by itself.

    The next quotes are found now: later the question alone, perhaps cut or leaning on another one,
    would not tell which they are.
    """
    found = ask(question, article, MAX_QUOTES + _MORE, before)
    answer = replace(found, quotes=found.quotes[:MAX_QUOTES])
    reply = answer_reply(answer, texts)
    buttons: list[ui.Item[Any]] = [FollowUpButton(texts("follow-up"), server)]
    if settings.feedback:
        buttons += vote_buttons(texts)
    if deleter is not None:
        buttons.append(DeleteButton(deleter, texts("delete")))
    if not answer.is_answered:
        return replace(reply, buttons=tuple(buttons))
    if more := _others(found.quotes, answer.visible_quotes):
        most = _MORE - 1 if server else _MORE  # a server takes the place of one in the id
        buttons.insert(0, MoreButton(_OPEN, pack_quotes(more[:most]), texts("more"), server))
    beside = context_buttons(answer.visible_quotes, texts, server)
    return replace(reply, buttons=tuple(buttons), item_buttons=beside)


def _others(quotes: Sequence[Quote], shown: Sequence[Quote]) -> list[Quote]:
    """Return the quotes that say nothing of what is shown, and each but once."""
    kept = list(shown)
    for quote in quotes:
        if not any(one.repeats(quote) for one in kept):
            kept.append(quote)
    return kept[len(shown) :]


class MoreButton(
    Button,
    template=re.compile(r"more:v1:(?P<page>[o\d]):(?P<quotes>[-\w]{1,88})" + SERVER_PATTERN),
):
    """Shows the next quotes after those of an answer: anew, or another page of them."""

    def __init__(self, page: str, quotes: str, label: str = "", server: str | None = None) -> None:
        custom_id = with_server(f"more:v1:{page}:{quotes}", server)
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self.page, self.quotes, self.server = page, quotes, server

    async def pressed(self, interaction: Interaction) -> None:
        """Show the page."""
        if interaction.message is None:
            return
        style = style_of(interaction.message)
        texts = await interaction.client.texts(interaction, private=True)
        collection = await asked_of(interaction, self.server)
        if collection is None:
            return
        reply = self.reply(collection, texts)
        await show(interaction, reply, style, in_place=self.page != _OPEN)

    def reply(self, collection: Collection, texts: Texts) -> Reply:
        """Return the page of quotes, without those whose article has changed or is gone."""
        found = unpack_quotes(collection, self.quotes)
        pages = [found[i : i + MAX_QUOTES] for i in range(0, len(found), MAX_QUOTES)]
        page = min(0 if self.page == _OPEN else int(self.page), len(pages) - 1)
        quotes = tuple(quote for quote in pages[page] if quote)
        gone = len(pages[page]) - len(quotes)
        place = texts("page", page=page + 1, pages=len(pages))
        notes = [texts("quotes-gone", gone)] if gone else []
        turns = {texts("back"): page - 1, texts("next"): page + 1}
        return replace(
            more_reply(quotes, texts, place, notes),
            item_buttons=context_buttons(quotes, texts, self.server),
            buttons=tuple(
                MoreButton(str(number), self.quotes, label, self.server)
                for label, number in turns.items()
                if 0 <= number < len(pages)
            ),
        )


class FollowUpButton(Button, template=re.compile(re.escape(FOLLOW_UP) + SERVER_PATTERN)):
    """Opens a modal for a question that may lean on the answer's.

    A reply to what a command has shown carries no text to a bot that may not read all messages.
    """

    def __init__(self, label: str = "", server: str | None = None) -> None:
        super().__init__(ui.Button(label=label, custom_id=with_server(FOLLOW_UP, server)))
        self.server = server

    async def pressed(self, interaction: Interaction) -> None:
        """Ask for the question."""
        texts = await interaction.client.texts(interaction, private=True)
        title, label = texts("follow-up"), texts("your-question")
        await ask_for(interaction, str(self.custom_id), title, Field(label, MAX_QUESTION))


class DeleteButton(Button, template=re.compile(r"delete:v1:(?P<asker>\d{1,20})")):
    """Deletes the answer for who asked, and for moderators."""

    def __init__(self, asker: int, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"delete:v1:{asker}"))
        self.asker = asker

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        return cls(int(match["asker"]))

    async def pressed(self, interaction: Interaction) -> None:
        """Delete the message, or say who may."""
        if interaction.user.id != self.asker and not interaction.permissions.manage_messages:
            texts = await interaction.client.texts(interaction, private=True)
            no = notice(texts, texts("not-yours"))
            await respond(interaction, no, Style.PLAIN, private=True)
            return
        await interaction.response.defer()
        await interaction.delete_original_response()


async def submitted(interaction: Interaction) -> None:
    """Do what a modal was for, by its id; discord.py knows none that was opened before a stop."""
    custom_id, fields = typed(interaction)
    text = " ".join(fields.get(FIELD, "").split())
    async with telling(interaction, "a modal"):
        if custom_id == ASK:
            await _answer(interaction, Way.MENU, text, private=False)
        elif custom_id.startswith(FOLLOW_UP) and interaction.message:
            before, private = question_of(interaction.message), interaction.message.flags.ephemeral
            server = custom_id.removeprefix(FOLLOW_UP)[1:] or None
            await _answer(
                interaction, Way.FOLLOW_UP, text, before=before, private=private, server=server
            )
        elif custom_id.startswith(REASON):
            await give_reason(interaction, int(custom_id.removeprefix(REASON)), text)
        elif custom_id.startswith(PASTE):
            await pasted(interaction, custom_id.removeprefix(PASTE), fields)


async def _answer(
    interaction: Interaction,
    way: Way,
    question: str,
    *,
    before: str | None = None,
    private: bool,
    server: str | None = None,
) -> None:
    if not await admits(interaction):
        return
    collection = await asked_of(interaction, server)
    if collection is None:
        return
    bot = interaction.client
    settings = await bot.settings_for(interaction)
    private = private or settings.private
    texts = await bot.texts(interaction, private=private)
    asker = Asker(way, interaction.guild_id, interaction.user.id)
    deleter = None if private else asker.user_id
    ask = partial(bot.ask, collection, asker)
    reply = answered(ask, question, texts, settings, deleter=deleter, before=before, server=server)
    await respond(interaction, reply, settings.style, private=private)


BUTTONS = (ContextButton, DeleteButton, FollowUpButton, MoreButton, ReasonButton, VoteButton)
