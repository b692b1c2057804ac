"""Questions and answers: commands, messages, buttons and votes."""

from functools import partial

from bot.discord_app.client import Verbatim
from bot.discord_app.features.questions.answers import (
    ASK,
    FOLLOW_UP,
    DeleteButton,
    FollowUpButton,
    MoreButton,
    on_ask_modal,
    on_follow_up_modal,
)
from bot.discord_app.features.questions.commands import ask_command, summary_command
from bot.discord_app.features.questions.context_menus import MENUS
from bot.discord_app.features.questions.help import help_command
from bot.discord_app.features.questions.on_message import on_message
from bot.discord_app.features.questions.quote_context import ContextButton
from bot.discord_app.features.questions.votes import (
    REASON,
    ReasonButton,
    VoteButton,
    on_reason_modal,
)

COMPONENTS = (ContextButton, DeleteButton, FollowUpButton, MoreButton, ReasonButton, VoteButton)


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.tree.add(ask_command, summary_command, help_command, *MENUS)
    bot.add_dynamic_items(*COMPONENTS)
    bot.modals.register(ASK, on_ask_modal)
    bot.modals.register(FOLLOW_UP, on_follow_up_modal)
    bot.modals.register(REASON, on_reason_modal)
    bot.message_handlers.append(partial(on_message, bot))
