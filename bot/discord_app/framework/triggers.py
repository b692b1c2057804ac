"""Admission: which messages are questions for the bot, and which of them it may answer."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.storage.server_settings import ServerSettings

_MARKS = ("?", "？", "؟", "⁇", "⁈", "‽")
_BEHIND_MARKS = " \t\n!.…\"'”’»)*_~`|"  # what may follow the mark of a question


class Verdict(Enum):
    """What to do about a message."""

    IGNORE = auto()
    ANSWER = auto()
    ANSWER_IF_KNOWN = auto()  # nobody called the bot: only an answer is worth a message
    DIRECT_MESSAGES_OFF = auto()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message is, as far as it matters.

    `places` are its channel and, of a thread, the channel that it belongs to; a direct message has
    none. `text` is empty where Discord hides it.
    """

    text: str = ""
    by_person: bool = True
    mentions_bot: bool = False
    places: frozenset[int] = frozenset()

    @property
    def may_matter(self) -> bool:
        """True if a person may be asking the bot; what is False here needs no settings."""
        return self.by_person and (not self.places or self.mentions_bot or is_question(self.text))


def verdict(heard: Heard, settings: ServerSettings) -> Verdict:
    """Decide about a message under the settings of its server, or of direct messages.

    A mention where the bot may not answer gets silence: a line there, from a bot that the
    moderators keep out of the channel, is what they chose not to have.
    """
    if not heard.may_matter:
        return Verdict.IGNORE
    if not heard.places:
        return Verdict.ANSWER if settings.direct_messages else Verdict.DIRECT_MESSAGES_OFF
    if heard.mentions_bot:
        return Verdict.ANSWER if answers_in(heard.places, settings) else Verdict.IGNORE
    listens = not heard.places.isdisjoint(settings.listening)
    return Verdict.ANSWER_IF_KNOWN if listens else Verdict.IGNORE


def answers_in(places: frozenset[int], settings: ServerSettings) -> bool:
    """Return True if the bot may answer there: everywhere, or in the chosen channels alone."""
    if not settings.channels:
        return True
    return not places.isdisjoint(settings.channels | settings.listening)


def is_question(text: str) -> bool:
    """Return True if `text` ends in a question mark."""
    return text.rstrip(_BEHIND_MARKS).endswith(_MARKS)
