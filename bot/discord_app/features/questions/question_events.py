"""What an operator may know of a question: neither its text nor who asked."""

import logging
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.core.answers.answer import Answer

log = logging.getLogger(__name__)


class Way(StrEnum):
    """How a question reached the bot."""

    COMMAND = "command"
    MENTION = "mention"
    REPLY = "reply"
    DIRECT = "direct"
    FOLLOW_UP = "follow-up"
    MENU = "menu"


class Outcome(StrEnum):
    """Whether it was answered."""

    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, how and where; `server_id` is None in private."""

    way: Way
    server_id: int | None
    user_id: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `server` is None where it was asked in private."""

    way: Way
    server: int | None
    outcome: Outcome
    confidence: float
    quotes: int
    milliseconds: float


def asked(answer: Answer, asker: Asker, seconds: float) -> Asked:
    """Return what may be known of the question that `answer` took `seconds` to answer."""
    outcome = Outcome.ANSWERED if answer.is_answered else Outcome.REFUSED
    quotes = len(answer.visible_quotes)
    confidence, milliseconds = round(answer.confidence, 3), round(1000 * seconds, 1)
    return Asked(asker.way, asker.server_id, outcome, confidence, quotes, milliseconds)


def log_asked(one: Asked) -> None:
    """Log one line."""
    log.info("question", extra={"fields": asdict(one)})
