"""How often questions with known answers are answered rightly, compared with plain rank-bm25."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor

from bot.core.answers.answer import MAX_QUOTES
from bot.core.collection import Collection
from bot.core.names import normalise_name
from bot.errors import BatchError
from bot.evaluation.labelled_questions import Evaluation, LabelledQuestion, Threshold
from bot.evaluation.plain_bm25 import PlainBM25

FALSE_ANSWER_PERCENTS = (1, 2, 5)
_NO_QUOTE = -1.0  # the confidence of an answer without a quote, which no threshold lets through
_THRESHOLD_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Result:
    """The confidence of an answer, and which of the first sentences are right."""

    is_answerable: bool
    confidence: float
    right: tuple[bool, ...]
    right_by_bm25: tuple[bool, ...]


def evaluate(collection: Collection, questions: Iterable[LabelledQuestion]) -> Evaluation:
    """Ask all questions; raise BatchError for words that no sentence holds."""
    bm25 = PlainBM25(collection)
    outcomes = [_ask(collection, bm25, question) for question in questions]
    answerable = [outcome for outcome in outcomes if outcome.is_answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.is_answerable]
    return Evaluation(
        threshold=collection.threshold,
        answerable=len(answerable),
        unanswerable=len(unanswerable),
        first_right=sum(outcome.right[:1] == (True,) for outcome in answerable),
        any_right=sum(any(outcome.right) for outcome in answerable),
        first_right_by_bm25=sum(outcome.right_by_bm25[:1] == (True,) for outcome in answerable),
        any_right_by_bm25=sum(any(outcome.right_by_bm25) for outcome in answerable),
        refused=_count_refused(answerable, collection.threshold),
        false_answers=len(unanswerable) - _count_refused(unanswerable, collection.threshold),
        thresholds=tuple(
            find_threshold(percent, answerable, unanswerable)
            for percent in FALSE_ANSWER_PERCENTS
            if unanswerable
        ),
    )


def _ask(collection: Collection, bm25: PlainBM25, question: LabelledQuestion) -> Result:
    answer = collection.ask(question.question, question.article)
    confidence = answer.confidence if answer.quotes else _NO_QUOTE
    if not question.words:
        return Result(is_answerable=False, confidence=confidence, right=(), right_by_bm25=())
    sentences = [quote.visible_text[slice(*quote.visible_focus)] for quote in answer.quotes]
    numbers = bm25.best(question.question, question.article, MAX_QUOTES)
    outcome = Result(
        is_answerable=True,
        confidence=confidence,
        right=tuple(holds_words(sentence, question.words) for sentence in sentences),
        right_by_bm25=tuple(_is_right(collection, number, question) for number in numbers),
    )
    if not any(outcome.right) and not any(outcome.right_by_bm25):
        _require_sentence(collection, question)
    return outcome


def _is_right(collection: Collection, number: int, question: LabelledQuestion) -> bool:
    text, sentence = collection.sentence(number)
    return holds_words(text[sentence.start : sentence.end], question.words)


def _require_sentence(collection: Collection, question: LabelledQuestion) -> None:
    """Raise BatchError if no sentence could be right, which hides a slip in the file."""
    article = collection.number_or_all(question.article)
    numbers = range(*collection.index.sentence_range(article))
    if not any(_is_right(collection, number, question) for number in numbers):
        words = ", ".join(map(repr, question.words))
        raise BatchError(f'{question.place}: "words": no sentence holds {words}')


def _count_refused(outcomes: Sequence[Result], threshold: float) -> int:
    return sum(outcome.confidence < threshold for outcome in outcomes)


def find_threshold(
    percent: int, answerable: Sequence[Result], unanswerable: Sequence[Result]
) -> Threshold:
    """Return the lowest threshold that answers at most so many of the unanswerable questions."""
    allowed = percent * len(unanswerable) // 100
    confidences = sorted((outcome.confidence for outcome in unanswerable), reverse=True)
    value = max(0, floor(confidences[allowed] * _THRESHOLD_STEPS) + 1) / _THRESHOLD_STEPS
    if value > 1:
        return Threshold(percent, allowed, None, len(answerable))
    return Threshold(percent, allowed, value, _count_refused(answerable, value))


def holds_words(sentence: str, words: Iterable[str]) -> bool:
    """Return whether `sentence` holds each of `words` whole, whatever the case."""
    normalised = normalise_name(sentence)
    return all(_holds(normalised, normalise_name(phrase)) for phrase in words)


def _holds(sentence: str, phrase: str) -> bool:
    start = sentence.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not _is_inside_word(sentence, start) and not _is_inside_word(sentence, end):
            return True
        start = sentence.find(phrase, start + 1)
    return False


def _is_inside_word(text: str, index: int) -> bool:
    """Return whether no word begins or ends at `index`."""
    neighbours = text[index - 1 : index + 1] if index else ""
    return len(neighbours) == 2 and all(map(_is_in_spaced_word, neighbours))


def _is_in_spaced_word(character: str) -> bool:
    """Return whether a word of `character` ends only at a space; scripts without case have none."""
    return character.isalnum() and unicodedata.category(character) != "Lo"
