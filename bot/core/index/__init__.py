"""The search index, described to somebody who knows Lucene.

**Segments.** As in Lucene, a segment is an immutable and mergeable piece of the index, and its
documents are numbered from 0. Adding an article makes a small segment; a log merge policy
(`merge_policy.py`) folds small segments into larger ones. There are no deletion bitmaps: removing
an article rewrites its segment. Segments are shared, so every server searches the operator's
segments and its own, while the former are in memory once. The idf and the average length are
computed over all segments that are searched together, so the scores are the same to the last bit
however the articles are divided into segments.

**Impacts.** A posting is a document and an impact, which is a pair of the term's frequency and the
document's length: everything that BM25 needs besides the idf. Lucene keeps impacts per block, to
skip blocks; here every posting refers to an entry of the segment's table of impacts. Both numbers
are small, so a million sentences have a few thousand different impacts, a reference takes two
bytes, and lengths are exact, where Lucene's norms round them.

**MaxScore.** The best k documents are found without scoring all (`max_score.py`): a term's maximum
impact bounds its contribution, and a posting list is no longer scanned once its term and the
weaker ones together cannot reach the minimum competitive score. Lists are evaluated term at a time
with numpy, not document at a time. Small segments are scored exhaustively, which is faster there.

**Two levels.** Sentences are retrieved, but a sentence's score includes a share of its neighbours'
scores and of its whole article's (`two_level.py`). So each segment has two sets of postings, one
whose documents are sentences and one whose documents are articles.

From the bottom up: `bm25`, `concatenated`, `postings`, `scorers`, `max_score`, `bm25_index`,
`two_level`, `sentence_table`, `word_counts`, `segment`, `merge_policy`, `codec` (the stored
format), `cache`.
"""
