"""Nearest: the sentences of the articles that tell most of what somebody states."""

from collections.abc import Iterable

import numpy as np

from bot.core.answers.answering import read
from bot.core.answers.quoting import quote_sentence
from bot.core.answers.retrieval import retrieve
from bot.core.corpus import Corpus
from bot.core.text.quote import Quote
from bot.core.verification import verify

_NEAR = 0.3  # of the weight of a statement's words: a sentence with less is about something else
_FEWEST = 2  # words of a statement that can be compared


def match_statements(corpus: Corpus, statements: Iterable[str]) -> list[tuple[str, Quote]]:
    """Match each statement with the most similar sentence, if one is similar enough.

    A sentence is given once. It is about the same, which is not to say that it says the same.
    """
    nearest: dict[Quote, str] = {}
    for statement in statements:
        if (quote := _nearest(corpus, statement)) and quote not in nearest:
            nearest[quote] = statement
    exact, _ = verify(corpus, nearest)
    return [(nearest[quote], quote) for quote in exact]


def _nearest(corpus: Corpus, statement: str) -> Quote | None:
    """Quote the sentence that has the most of the words of a statement, by their weight."""
    question = read(corpus, statement.encode(errors="replace").decode())
    found = retrieve(question.terms, corpus.index, None)
    if len(question.terms) < _FEWEST or not len(found.numbers):
        return None
    shares = found.in_sentence @ found.idf / found.idf.sum()
    best = int(np.lexsort((-found.bm25, -shares))[0])
    return quote_sentence(corpus, int(found.numbers[best])) if shares[best] >= _NEAR else None
