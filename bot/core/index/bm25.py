"""The BM25 formula.

score(q, d) = sum of idf(t) * f(t, d) * (k1 + 1) / (f(t, d) + k1 * (1 - b + b * |d| / avgdl))

rank-bm25 is the definition (its `get_scores`, after Robertson & Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009); the tests compare every score with it. There are
three differences:

- The idf is Lucene's ln(1 + (N - n + 0.5) / (n + 0.5)), which is above 0 for every word. Okapi's is
  0 or less for words in half of the documents, so in a tiny corpus a perfect match scored nothing
  (rank_bm25 issues 29, 39, 43).
- An index without documents finds nothing instead of raising ZeroDivisionError (issues 7, 36).
- A query only touches the documents that have its words, and `BM25Index.top_k` not even all of
  these.
"""

from math import log

import numpy as np
from numpy.typing import NDArray

K1 = 0.9  # low: a second mention in one sentence adds little
B = 0.4  # sentences differ less in length than the documents for which 0.75 is usual
ROUNDING = 1 - 1e-9  # sums of the same weights in another order differ by less

Scores = NDArray[np.float64]


def idf(document_count: int, document_frequency: int) -> float:
    """Return the inverse document frequency of a term."""
    return log(1 + (document_count - document_frequency + 0.5) / (document_frequency + 0.5))


def term_weights(
    frequencies: NDArray[np.integer], lengths: NDArray[np.integer], average_length: float, b: float
) -> Scores:
    """Return the score of a term without its idf, for each pair of a frequency and a length."""
    norms = 1 - b + b * lengths / max(average_length, 1e-9)
    weights: Scores = frequencies * (K1 + 1) / (frequencies + K1 * norms)
    return weights
