"""Whether an answer helped: a vote of each member, which can be changed, and why."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from discord import ui

from bot.discord_app.framework.components import Button
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.modals import Field, ask_for
from bot.discord_app.framework.responses import respond, update
from bot.discord_app.replies.reply import notice
from bot.storage.server_settings import Style
from bot.storage.votes import Vote

if TYPE_CHECKING:
    from typing import Self

    from bot.discord_app.texts import Texts


REASON = "reason:v1:"
_LONGEST = 500  # characters of a reason


class VoteButton(Button, template=re.compile(r"vote:v1:(?P<helpful>[01])")):
    """Keeps whether the answer above helped."""

    def __init__(self, label: str = "", *, helpful: bool) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"vote:v1:{helpful:d}"))
        self.helpful = helpful

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        return cls(helpful=match["helpful"] == "1")

    async def pressed(self, interaction: Interaction) -> None:
        """Keep the vote and say so; ask for the reason if there is one."""
        bot = interaction.client
        texts = await bot.texts(interaction, private=True)
        if interaction.message is None:
            return
        if not (await bot.settings_for(interaction)).feedback:
            await respond(
                interaction, notice(texts, texts("no-feedback")), Style.PLAIN, private=True
            )
            return
        pseudonyms, today = bot.store.pseudonyms, datetime.now(UTC).date()
        server = bot.get_guild(interaction.guild_id or 0)  # None where a member brought the bot
        vote = Vote(
            interaction.message.id,
            await pseudonyms.current(interaction.user.id, today),
            server.id if server else None,
            today,
            self.helpful,
        )
        await bot.store.votes.set(vote, await pseudonyms.of_member(interaction.user.id))
        said = texts("voted-helpful" if self.helpful else "voted-not-helpful")
        why = ReasonButton(vote.message_id, texts("say-why"))
        await respond(interaction, notice(texts, said, why), Style.PLAIN, private=True)


class ReasonButton(Button, template=re.compile(r"reason:v1:(?P<message>\d{1,20})")):
    """Opens a modal for the reason of a vote on a message."""

    def __init__(self, message_id: int, label: str = "") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"{REASON}{message_id}"))
        self.message_id = message_id

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        return cls(int(match["message"]))

    async def pressed(self, interaction: Interaction) -> None:
        """Ask why."""
        texts = await interaction.client.texts(interaction, private=True)
        reason = Field(texts("reason"), _LONGEST)
        await ask_for(interaction, str(self.custom_id), texts("say-why"), reason)


async def give_reason(interaction: Interaction, message_id: int, reason: str) -> None:
    """Keep why somebody voted so."""
    bot = interaction.client
    texts = await bot.texts(interaction, private=True)
    names = await bot.store.pseudonyms.of_member(interaction.user.id)
    await bot.store.votes.set_reason(message_id, names, reason)
    await update(interaction, notice(texts, texts("reason-kept")), Style.PLAIN)


def vote_buttons(texts: Texts) -> tuple[VoteButton, VoteButton]:
    """Return the buttons of a vote."""
    return (
        VoteButton(texts("helpful"), helpful=True),
        VoteButton(texts("not-helpful"), helpful=False),
    )
