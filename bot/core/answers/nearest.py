"""Nearest: the sentences of the articles that are most similar to a statement."""

from collections.abc import Iterable

import numpy as np

from bot.core.answers.question import parse_question
from bot.core.answers.quoting import quote_sentence
from bot.core.answers.retrieval import retrieve
from bot.core.corpus import Corpus
from bot.core.text.quote import Quote
from bot.core.verification import verify

_MIN_SHARE = 0.3  # of a statement's weight; a sentence with less is about something else
_MIN_TERMS = 2  # of a statement that can be compared


def match_statements(corpus: Corpus, statements: Iterable[str]) -> list[tuple[str, Quote]]:
    """Match each statement with the most similar sentence, if one is similar enough.

    Each sentence is returned once. It is about the same subject but need not say the same.
    """
    nearest: dict[Quote, str] = {}
    for statement in statements:
        if (quote := _nearest(corpus, statement)) and quote not in nearest:
            nearest[quote] = statement
    exact, _ = verify(corpus, nearest)
    return [(nearest[quote], quote) for quote in exact]


def _nearest(corpus: Corpus, statement: str) -> Quote | None:
    """Quote the sentence that has the most of the words of a statement, by their weight."""
    question = parse_question(corpus, statement.encode(errors="replace").decode())
    candidates = retrieve(question.terms, corpus.index, None)
    if len(question.terms) < _MIN_TERMS or not len(candidates.numbers):
        return None
    shares = candidates.in_sentence @ candidates.idf / candidates.idf.sum()
    best = int(np.lexsort((-candidates.bm25, -shares))[0])
    is_near = shares[best] >= _MIN_SHARE
    return quote_sentence(corpus, int(candidates.numbers[best])) if is_near else None
