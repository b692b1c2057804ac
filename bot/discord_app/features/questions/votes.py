"""Votes on whether an answer helped: one for each member, which can be changed, with a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from discord import ui

from bot.discord_app.framework.components import Button
from bot.discord_app.framework.interaction import Interaction, Request, request_for
from bot.discord_app.framework.modals import Field, Submission, open_modal
from bot.discord_app.framework.responses import edit_message, respond
from bot.discord_app.replies.reply import notice
from bot.storage.server_settings import Style
from bot.storage.votes import Vote

if TYPE_CHECKING:
    from typing import Self

    from bot.discord_app.texts import Texts

REASON = "reason:v1:"  # and the id of the message
_MAX_REASON = 500  # characters


class VoteButton(Button, template=re.compile(r"vote:v1:(?P<helpful>[01])")):
    """Stores whether the answer above helped."""

    def __init__(self, label: str = "", *, helpful: bool) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"vote:v1:{helpful:d}"))
        self.helpful = helpful

    @classmethod
    def from_id(cls, match: re.Match[str]) -> Self:
        """Return the button of a custom id."""
        return cls(helpful=match["helpful"] == "1")

    async def on_use(self, request: Request) -> None:
        """Store the vote and confirm it; offer to give a reason."""
        if not request.settings.feedback:
            raise request.refusal("no-feedback")
        texts, message_id = request.texts, request.message.id
        await _store_vote(request, helpful=self.helpful)
        text = texts("voted-helpful" if self.helpful else "voted-not-helpful")
        reply = notice(texts, text, ReasonButton(str(message_id), texts("say-why")))
        await respond(request.interaction, reply, Style.PLAIN, private=True)


async def _store_vote(request: Request, *, helpful: bool) -> None:
    bot, user_id, today = request.bot, request.user.id, request.today
    server_id = request.interaction.guild_id
    is_member = server_id is not None and bot.get_guild(server_id) is not None
    vote = Vote(
        request.message.id,
        await bot.store.pseudonyms.current(user_id, today),
        server_id if is_member else None,  # None where a member brought the bot along
        today,
        helpful,
    )
    await bot.store.votes.set(vote, await bot.store.pseudonyms.of_member(user_id))


class ReasonButton(Button, template=re.compile(r"reason:v1:(?P<message_id>\d{1,20})")):
    """Opens a modal for the reason of a vote on a message."""

    def __init__(self, message_id: str, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{REASON}{message_id}"))

    async def on_use(self, request: Request) -> None:
        """Open the modal, which has the id of the button."""
        texts = request.texts
        field = Field(texts("reason"), _MAX_REASON)
        await open_modal(request.interaction, str(self.custom_id), texts("say-why"), field)


async def on_reason_modal(interaction: Interaction, submission: Submission) -> None:
    """Store the reason of a vote."""
    request = await request_for(interaction)
    store, texts = request.bot.store, request.texts
    pseudonyms = await store.pseudonyms.of_member(request.user.id)
    await store.votes.set_reason(int(submission.argument), pseudonyms, submission.line)
    await edit_message(interaction, notice(texts, texts("reason-kept")), Style.PLAIN)


def vote_buttons(texts: Texts) -> tuple[VoteButton, VoteButton]:
    """Return the buttons of a vote."""
    return (
        VoteButton(texts("helpful"), helpful=True),
        VoteButton(texts("not-helpful"), helpful=False),
    )
