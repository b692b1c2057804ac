"""What an operator may learn about a question: neither its text nor who asked it."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from bot.core.answers.answer import Answer
from bot.core.reader import ReaderUse

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
    """Whether a question was answered."""

    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, how and where; `server_id` is None in a direct message."""

    way: Way
    server_id: int | None
    user_id: int


@dataclass(frozen=True, slots=True)
class QuestionEvent:
    """One question; `server` is None if it was asked in a direct message."""

    way: Way
    server: int | None
    outcome: Outcome
    confidence: float
    quotes: int
    milliseconds: float
    reader: ReaderUse


QuestionListener = Callable[[QuestionEvent], object]


def question_event(answer: Answer, asker: Asker, seconds: float) -> QuestionEvent:
    """Return the event of a question that took `seconds` to answer."""
    return QuestionEvent(
        way=asker.way,
        server=asker.server_id,
        outcome=Outcome.ANSWERED if answer.is_answered else Outcome.REFUSED,
        confidence=round(answer.confidence, 3),
        quotes=len(answer.visible_quotes),
        milliseconds=round(1000 * seconds, 1),
        reader=answer.reader_use,
    )


def log_question(event: QuestionEvent) -> None:
    """Log a question in one line."""
    log.info("question", extra={"fields": asdict(event)})
