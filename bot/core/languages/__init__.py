"""Languages: a folder of word lists for each in `data/languages`, and the rules that they share.

`settings` and `word_lists` read a folder, `language.Language` has the behaviour, and
`registry.language_of` returns the language of a code such as `de`. A difference between two
languages is a key of `language.toml` or a word list, never a condition in code.
"""
