"""Text: articles, and everything that needs no index to be said of them.

Files: `article`, `front_matter`, `blocks`, `html_text`, `markdown_text`. Language: `words`,
`splitting`, `sentences`, `lexicon`, `spelling`, `entities`, `boilerplate`, `sentence_facts`.
Quotes: `quote`, `quote_context`.
"""
