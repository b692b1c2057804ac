"""The core: plain functions and frozen dataclasses over text. No Discord, no database, no clock.

article     Article, read from a file, with the line numbers of an editor
reading     what a reader sees of an article, block by block, and where it stands in the file
words       sentence spans, tokens and stems: the only import of nltk
lexicon     which words count as the same: inflections, families, countries, aliases
passage     sentences, and the passage that makes one of them readable alone
index       BM25: the only import of rank_bm25
ranking     which sentences answer the question best
answer      Quote and Answer; the decision to answer or to refuse
summary, dates, timeline
collection  the articles, indexed: where every way to ask ends
"""
