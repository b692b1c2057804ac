"""Text: articles, and everything that needs no index to be said of them.

Files: `article`, `front_matter`, `blocks`, `html_text`. Language: `nltk_models`, `words`,
`sentences`, `lexicon`, `spelling`, `entities`, `boilerplate`, `sentence_facts`. Quotes: `quote`,
`quote_context`, `text_fragment`.
"""
