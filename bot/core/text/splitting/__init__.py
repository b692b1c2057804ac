"""Where the sentences of a text end.

`stops` finds the marks that may end a sentence, and `rules` decides whether one does, with the help
of `abbreviations` and `speech_tags`. No sentence ends inside one of the `quotations`, each of the
`list_items` is split by itself, and where no mark ends a sentence, `clauses` goes by the spaces.
The words and marks that they know are in the folder of each language, in `data/`.
"""
