"""Triggers: which messages are questions for the bot, and which of them it may answer."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.storage.server_settings import ServerSettings

QUESTION_MARKS = ("?", "？", "؟", "⁇", "⁈", "‽")
_BEHIND_MARKS = " \t\n!.…\"'”’»)*_~`|"  # what may follow the mark of a question


class Decision(Enum):
    """What to do about a message."""

    IGNORE = auto()
    ANSWER = auto()
    ANSWER_IF_KNOWN = auto()  # nobody called the bot: only an answer is worth a message
    DIRECT_MESSAGES_OFF = auto()


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """The facts about a message that decide whether the bot answers it.

    `channels` holds its channel and, for a thread, the channel that the thread is in; it is empty
    for a direct message. `text` is empty if Discord hides it. The message that `opens_post` is the
    first one of a forum post.
    """

    text: str = ""
    is_by_person: bool = True
    mentions_bot: bool = False
    channels: frozenset[int] = frozenset()
    opens_post: bool = False

    @property
    def may_be_question(self) -> bool:
        """Whether a person may be asking the bot; otherwise no settings need to be read."""
        return self.is_by_person and (
            not self.channels or self.mentions_bot or self.opens_post or is_question(self.text)
        )


def decide(message: IncomingMessage, settings: ServerSettings) -> Decision:
    """Decide about a message under the settings of its server, or of direct messages.

    A mention where the bot may not answer gets silence: moderators who keep the bot out of a
    channel do not want a line from it there.
    """
    if not message.may_be_question:
        return Decision.IGNORE
    if not message.channels:
        return Decision.ANSWER if settings.direct_messages else Decision.DIRECT_MESSAGES_OFF
    if message.mentions_bot:
        is_allowed = is_answering_channel(message.channels, settings)
        return Decision.ANSWER if is_allowed else Decision.IGNORE
    is_listening = not message.channels.isdisjoint(settings.listening)
    return Decision.ANSWER_IF_KNOWN if is_listening else Decision.IGNORE


def is_answering_channel(channels: frozenset[int], settings: ServerSettings) -> bool:
    """Return whether the bot may answer there: everywhere, or only in the chosen channels."""
    if not settings.channels:
        return True
    return not channels.isdisjoint(settings.channels | settings.listening)


def is_question(text: str) -> bool:
    """Return whether `text` ends in a question mark."""
    return text.rstrip(_BEHIND_MARKS).endswith(QUESTION_MARKS)
