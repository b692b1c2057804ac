"""Explanation: why the first quote is the first, by the matched words and each feature's share."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.answers.model import Model, to_table
from bot.core.answers.question import Question
from bot.core.answers.reader_ranking import ReaderRanking
from bot.core.reader import ReaderUse
from bot.core.text.lexicon import Word
from bot.core.text.sentence_facts import SentenceFacts


class MatchedForm(StrEnum):
    """How a word of the question stands in the sentence, from the letters to the widest group."""

    EXACT = "as it is"
    FORM = "in another form"
    KIN = "as a word of its family, or another name"
    MISSING = "not at all"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words of a question with their match in the best sentence, and features by their share.

    `score` is that of the ranking model, without a reader's. A share is the difference to it with
    the candidates' mean of that feature.
    """

    matches: tuple[tuple[str, MatchedForm], ...]
    shares: tuple[tuple[str, float], ...]
    score: float
    reader_use: ReaderUse = ReaderUse.NONE
    rank_before_reader: int = 1


def explain(
    question: Question, read: ReaderRanking, best: SentenceFacts, model: Model
) -> Explanation:
    """Explain the first sentence of the ranking, whose facts are `best`."""
    table = to_table(read.ranking.columns)
    shares = model.ranking.shares(table, 0)
    by_size = sorted(zip(model.names, shares.tolist(), strict=True), key=lambda pair: -abs(pair[1]))
    return Explanation(
        matches=tuple((word.plain, _match(word, best)) for word in question.forms),
        shares=tuple(by_size),
        score=float(model.ranking.scores(table[:1])[0]),
        reader_use=read.use,
        rank_before_reader=read.rank_before,
    )


def _match(word: Word, facts: SentenceFacts) -> MatchedForm:
    if word.plain in facts.plains:
        return MatchedForm.EXACT
    if word.stem in facts.stems:
        return MatchedForm.FORM
    return MatchedForm.KIN if word.term in facts.terms else MatchedForm.MISSING
