"""Plain rank-bm25 over the sentences of a collection: the baseline, and the only import of it."""

from collections.abc import Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from bot.core.collection import Collection
from bot.core.text.article import Article
from bot.core.text.lexicon import Word


class PlainBM25:
    """BM25Okapi with its defaults, over the stems of the words that are no stop words."""

    def __init__(self, collection: Collection) -> None:
        """Index all sentences."""
        self._collection = collection
        count = collection.index.sentences.size
        stems = [_stems(collection.words(number)[1]) for number in range(count)]
        self._bm25 = BM25Okapi(stems) if any(stems) else None  # it divides by the number of words

    def best(self, question: str, article: Article | None, count: int) -> list[int]:
        """Return the numbers of the `count` best sentences of an article, or of all."""
        if self._bm25 is None:
            return []
        corpus = self._collection
        article_number = corpus.number_or_all(article)
        numbers = np.arange(*corpus.index.sentence_range(article_number))
        scores = self._bm25.get_scores(_stems(corpus.lexicon.words(question)))[numbers]
        best: list[int] = numbers[corpus.index.order_by_score(scores, numbers)[:count]].tolist()
        return best


def _stems(words: Sequence[Word]) -> list[str]:
    return [word.stem for word in words if word.term and not word.is_phrase]
