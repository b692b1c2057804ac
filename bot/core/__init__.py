"""The core: plain functions and frozen dataclasses over text. No Discord, database, clock or async.

The way of the data, from the files to the answer:

1. `article_files` reads a folder, and `text.article` parses each file: front matter, visible text,
   blocks. `text.sentences` splits it, and `text.lexicon` gives each word its stem and its term.
2. `index` puts articles into segments that can be searched and merged, and `loading` makes a
   `Collection` of them. It is a `Corpus` (the data, and look-up by number, path and name) with a
   method for each way to ask.
3. `answers.answering` reads the question, retrieves candidates by BM25 (`retrieval`), computes
   their features from `text.sentence_facts`, ranks them with a small model, and decides by its
   confidence. `summaries.summarising` and `timelines.building` do the same for summaries and
   timelines; `dates` finds the dates.
4. `text.quote` makes quotes, and `verification` reads the files again: only what they still hold,
   character for character, leaves the core.

Imports point down this list: `collection` and `loading` are at the top; then `timelines`,
`summaries` and `quotations`; `answers`; `verification` and `corpus`; `index` and `dates`; `text`;
at the bottom `names`, `data_files`, `cache_limit` and `defaults`.
"""
