"""The core: plain functions and frozen dataclasses over text. No Discord, no database, no clock.

article      Article, read from a file, with the line numbers of an editor
reading      what a reader sees of an article, block by block, and where it stands in the file
page         the same for HTML
words        sentence spans, tokens and stems: the only import of nltk
lexicon      which words count as the same: inflections, families, countries, aliases
passage      sentences, and the passage that makes one of them readable alone
index        BM25, as posting lists in flat arrays
question     the question in the words that the index knows, and what kind of thing it wants
spelling     slips in its words: the only import of rapidfuzz
followup     what it takes from the question before
candidates   the sentences that BM25 proposes
things       the people, places, numbers and dates that a sentence names
facts        what else it holds that a question may look for
features     all that the ranking model sees
model        its weights, and those of the confidence
ranking      which sentences answer the question best, and how sure that is
pinpoint     the answer inside the sentence
explanation  why a sentence is the first
answer       Quote and Answer
periods      days, weeks, months … centuries, and how they lie to each other
tense        whether a clause speaks of what was or of what will be
readers      what each pattern of data/dates.txt means
grammar      those patterns: where they match, and which match is read
dates        the dates that a sentence names
summary, timeline
collection   the articles, indexed: where every way to ask ends
loading      a collection from the articles of a folder
"""
