"""Ranking with a reader: where the best candidates are close, it reads them once more.

A cascade (Viola & Jones, "Rapid object detection using a boosted cascade of simple features",
2001): the costly model decides only where the cheap one is in doubt.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from bot.core.answers.question import Question
from bot.core.answers.ranking import Ranking
from bot.core.corpus import Corpus
from bot.core.index.bm25 import Scores
from bot.core.languages.registry import ENGLISH
from bot.core.reader import Excerpt, ReaderUse
from bot.core.text.words import Span

_READER_WEIGHT = 1.0
_SCALE = 0.6  # of the sum, whose softmax is a probability again; fitted on fold 0
_MIN_READ = 4  # candidates
_MAX_READ = 20
_MAX_SCORE_LOSS = 3.0  # to the first; candidates behind it are hardly ever right
_MIN_MARKED_SCORE = 2.0  # log-odds from which its spans are as good as the rules' on fold 0
_MAX_GAP = 8  # sentences between two candidates of one excerpt; more hardly fit into a window


@dataclass(frozen=True, slots=True)
class ReaderRanking:
    """A ranking after a reader was asked.

    `answers` has the spans that it marks in the visible texts of the articles, by the numbers of
    the sentences. `rank_before` is the rank of the first sentence without the reader.
    """

    ranking: Ranking
    use: ReaderUse
    answers: Mapping[int, Span] = field(default_factory=dict)
    rank_before: int = 1


def rank_with_reader(corpus: Corpus, question: Question, ranking: Ranking) -> ReaderRanking:
    """Rank the first candidates of `ranking` again with the reader of `corpus`, if that helps."""
    reader = corpus.reader
    if reader is None or question.language != ENGLISH:
        return ReaderRanking(ranking, ReaderUse.NONE)
    if len(ranking.scores) < 2 or ranking.scores[0] - ranking.scores[1] >= reader.max_margin:
        return ReaderRanking(ranking, ReaderUse.SURE)
    numbers = sorted(ranking.sentences[: _count_to_read(ranking.scores)].tolist())
    readings = reader.read(question.text, list(_excerpts(corpus, numbers)))
    if readings is None:
        return ReaderRanking(ranking, ReaderUse.BUSY)
    reading_of = dict(zip(numbers, readings, strict=True))
    scores = [reading_of[int(number)].score for number in ranking.sentences[: len(numbers)]]
    read = ranking.replace_scores(_combine(ranking.scores, np.array(scores)))
    answers = {
        number: _in_article(corpus, number, reading.answer)
        for number, reading in reading_of.items()
        if reading.answer and reading.score >= _MIN_MARKED_SCORE
    }
    rank_before = int(np.flatnonzero(ranking.sentences == read.sentences[0])[0]) + 1
    return ReaderRanking(read, ReaderUse.READ, answers, rank_before)


def _count_to_read(scores: Scores) -> int:
    near = int(np.count_nonzero(scores >= scores[0] - _MAX_SCORE_LOSS))
    return min(max(near, _MIN_READ), _MAX_READ, len(scores))


def _combine(scores: Scores, reader_scores: Scores) -> Scores:
    """Return the scores with the reader's of the first ones; the others stay behind these."""
    count = len(reader_scores)
    first = _SCALE * (scores[:count] + _READER_WEIGHT * reader_scores)
    rest = first.min() - _SCALE * (scores[count - 1] - scores[count:])
    return np.concatenate([first, rest])


def _excerpts(corpus: Corpus, numbers: Sequence[int]) -> Iterator[Excerpt]:
    """Yield the sentences of these ascending numbers, each with the one before and behind."""
    for group in _near_each_other(corpus, numbers):
        article, sentences, first = corpus.place(group[0])
        positions = [first + number - group[0] for number in group]
        start = max(first - 1, 0)
        around = sentences[start : positions[-1] + 2]
        texts = [article.visible_text[slice(*sentence.span)] for sentence in around]
        yield Excerpt(texts, [position - start for position in positions])


def _near_each_other(corpus: Corpus, numbers: Sequence[int]) -> Iterable[list[int]]:
    articles = corpus.index.articles_of(np.array(numbers))
    groups = [[numbers[0]]]
    for (before, number), (article_before, article) in zip(
        pairwise(numbers), pairwise(articles.tolist()), strict=True
    ):
        if article == article_before and number - before <= _MAX_GAP:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _in_article(corpus: Corpus, number: int, answer: Span) -> Span:
    start = corpus.sentence(number)[1].start
    return start + answer[0], start + answer[1]
