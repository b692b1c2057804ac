"""Answers in Discord: the reply with its buttons, and what the buttons do.

All that a button needs is in its id or in the message, so it works for as long as the message
exists, through every restart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from discord import ui

from bot.core.answers.answer import MAX_QUOTES
from bot.discord_app.features.questions.answer_replies import answer_reply, more_reply
from bot.discord_app.features.questions.asking import Inquiry, answer_and_record
from bot.discord_app.features.questions.messages import repeated_question
from bot.discord_app.features.questions.quote_context import context_buttons
from bot.discord_app.features.questions.votes import vote_buttons
from bot.discord_app.framework.checks import may_ask, require_articles
from bot.discord_app.framework.components import Button, adjacent_pages
from bot.discord_app.framework.direct_servers import collection_for
from bot.discord_app.framework.interaction import Interaction, Request, request_for
from bot.discord_app.framework.modals import Field, Submission, open_modal
from bot.discord_app.question_events import Asker, Way
from bot.discord_app.replies.custom_ids import (
    SERVER_PATTERN,
    pack_quotes,
    unpack_quotes,
    with_server,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.core.collection import Collection
    from bot.core.text.quote import Quote
    from bot.discord_app.client import Verbatim
    from bot.discord_app.framework.work_queue import Work
    from bot.discord_app.replies.reply import Reply
    from bot.discord_app.texts import Texts
    from bot.storage.server_settings import ServerSettings

MAX_QUESTION = 1_000  # characters
ASK, FOLLOW_UP = "ask:v1", "follow-up:v1"  # the ids of modals
_MAX_MORE_QUOTES = 6  # the places of more do not fit into an id
_FIRST_PAGE = "o"  # in a message of its own, not in place of another page


async def answer_with_buttons(
    bot: Verbatim,
    collection: Collection,
    inquiry: Inquiry,
    texts: Texts,
    settings: ServerSettings,
    *,
    work: Work,
    private: bool,
    server: str | None = None,
) -> Reply:
    """Answer a question with buttons; the asker can delete an answer that is not private.

    The next quotes are found at once, because the question in the message would not find them
    later: it may be cut, or follow another one.
    """
    limit = MAX_QUOTES + _MAX_MORE_QUOTES
    answer = await answer_and_record(bot, collection, inquiry, limit, work)
    quotes = answer.quotes
    answer = replace(answer, quotes=quotes[:MAX_QUOTES])
    reply = answer_reply(answer, texts)
    buttons: list[ui.Item[Any]] = [FollowUpButton(texts("follow-up"), server)]
    if settings.feedback:
        buttons += vote_buttons(texts)
    if not private:
        buttons.append(DeleteButton(str(inquiry.asker.user_id), texts("delete")))
    if not answer.is_answered:
        return replace(reply, buttons=tuple(buttons))
    if more := _other_quotes(quotes, answer.visible_quotes):
        count = _MAX_MORE_QUOTES - 1 if server else _MAX_MORE_QUOTES  # the server takes one's place
        packed = pack_quotes(more[:count])
        buttons.insert(0, MoreButton(_FIRST_PAGE, packed, texts("more"), server))
    item_buttons = context_buttons(answer.visible_quotes, texts, server)
    return replace(reply, buttons=tuple(buttons), item_buttons=item_buttons)


def _other_quotes(quotes: Sequence[Quote], shown: Sequence[Quote]) -> list[Quote]:
    """Return the quotes that repeat neither those shown nor each other."""
    distinct = list(shown)
    for quote in quotes:
        if not any(other.repeats(quote) for other in distinct):
            distinct.append(quote)
    return distinct[len(shown) :]


class MoreButton(
    Button,
    template=re.compile(r"more:v1:(?P<page>[o\d]):(?P<quotes>[-\w]{1,88})" + SERVER_PATTERN),
):
    """Shows the quotes that follow those of an answer, or another page of them."""

    def __init__(self, page: str, quotes: str, label: str = "", server: str | None = None) -> None:
        custom_id = with_server(f"more:v1:{page}:{quotes}", server)
        super().__init__(ui.Button(label=label, custom_id=custom_id))
        self.page, self.quotes, self.server = page, quotes, server

    async def on_use(self, request: Request) -> None:
        """Show the page."""
        collection = await collection_for(request, self.server)
        in_place = self.page != _FIRST_PAGE
        reply = await request.work(self.reply, collection, request.texts, in_place=in_place)
        await request.show(reply, in_place=in_place)

    def reply(self, collection: Collection, texts: Texts) -> Reply:
        """Return the page, without quotes whose article has changed or is gone."""
        quotes = unpack_quotes(collection, self.quotes)
        pages = [quotes[i : i + MAX_QUOTES] for i in range(0, len(quotes), MAX_QUOTES)]
        page = min(0 if self.page == _FIRST_PAGE else int(self.page), len(pages) - 1)
        shown = tuple(quote for quote in pages[page] if quote)
        missing = len(pages[page]) - len(shown)
        position = texts("page", page=page + 1, pages=len(pages))
        notes = [texts("quotes-gone", missing)] if missing else []
        return replace(
            more_reply(shown, texts, position, notes),
            item_buttons=context_buttons(shown, texts, self.server),
            buttons=tuple(
                MoreButton(str(number), self.quotes, label, self.server)
                for number, label in adjacent_pages(page, len(pages), texts)
            ),
        )


class FollowUpButton(Button, template=re.compile(re.escape(FOLLOW_UP) + SERVER_PATTERN)):
    """Opens a modal for a question that may refer to the answer's.

    A reply to the response of a command carries no text to a bot that may not read all messages.
    """

    def __init__(self, label: str = "", server: str | None = None) -> None:
        super().__init__(ui.Button(label=label, custom_id=with_server(FOLLOW_UP, server)))
        self.server = server

    async def on_use(self, request: Request) -> None:
        """Open the modal, which has the id of the button."""
        texts = request.texts
        field = Field(texts("your-question"), MAX_QUESTION)
        await open_modal(request.interaction, str(self.custom_id), texts("follow-up"), field)


class DeleteButton(Button, template=re.compile(r"delete:v1:(?P<asker>\d{1,20})")):
    """Deletes the answer for its asker, and for moderators."""

    def __init__(self, asker: str, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"delete:v1:{asker}"))
        self.asker = asker

    async def on_use(self, request: Request) -> None:
        """Delete the message."""
        interaction = request.interaction
        if str(request.user.id) != self.asker and not interaction.permissions.manage_messages:
            raise request.refusal("not-yours")
        await interaction.response.defer()
        await interaction.delete_original_response()


async def on_ask_modal(interaction: Interaction, submission: Submission) -> None:
    """Answer a question about a message."""
    await _answer_modal(interaction, Way.MENU, submission.line, private=False)


async def on_follow_up_modal(interaction: Interaction, submission: Submission) -> None:
    """Answer a question that follows the one of an answer."""
    request = await request_for(interaction)
    await _answer_modal(
        interaction,
        Way.FOLLOW_UP,
        submission.line,
        previous=repeated_question(request.message),
        private=request.message.flags.ephemeral,
        server=submission.argument.removeprefix("@") or None,
    )


async def _answer_modal(
    interaction: Interaction,
    way: Way,
    question: str,
    *,
    previous: str | None = None,
    private: bool,
    server: str | None = None,
) -> None:
    await may_ask(interaction)
    request = await request_for(interaction)
    collection = await collection_for(request, server)
    require_articles(request, collection)
    settings = request.settings
    private = private or settings.private
    asker = Asker(way, interaction.guild_id, interaction.user.id)
    inquiry = Inquiry(question, asker, previous=previous, locale=interaction.locale.value)
    texts = request.texts_for(private=private)
    reply = await answer_with_buttons(
        request.bot,
        collection,
        inquiry,
        texts,
        settings,
        work=partial(request.work, private=private),
        private=private,
        server=server,
    )
    await request.respond(reply, private=private)
