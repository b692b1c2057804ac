"""Quotations: whether words that somebody puts in quotation marks stand in the articles.

`checking` compares a quotation with the articles that the index proposes (`candidates`): character
for character, then with one form of all typography (`folding`, `matching`), then word by word
(`alignment`). `phrases` finds each sentence with the same words, and `drafts` the quotations of a
text.
"""
