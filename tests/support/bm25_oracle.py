"""BM25 as rank-bm25 defines it, which the index is compared with."""

from collections.abc import Mapping, Sequence

from rank_bm25 import BM25Okapi

from bot.core.index.bm25 import K1, B, idf


class Oracle(BM25Okapi):
    """BM25Okapi with the parameters of the index, and its idf that is never 0 or negative."""

    def __init__(self, documents: Sequence[Sequence[str]], b: float = B) -> None:
        super().__init__(documents, k1=K1, b=b)

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        self.idf = {term: idf(self.corpus_size, df) for term, df in nd.items()}
