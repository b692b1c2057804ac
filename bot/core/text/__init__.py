"""Text: articles, and what can be said of them without an index.

Files: `article`, `front_matter`, `blocks`, `html_text`. Language: `nltk_models`, `words`,
`sentences`, `lexicon`, `spelling`, `entities`, `boilerplate`, `sentence_facts`. Quotes: `quote`,
`quote_context`, `text_fragment`.
"""
