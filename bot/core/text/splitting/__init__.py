"""Where the sentences of a text end.

`stops` finds the marks that may end a sentence, and `rules` decides whether one does, with the help
of `abbreviations` and `speech_tags`. No sentence ends inside one of the `quotations`, and each of
the `list_items` is split by itself. The words that they know are in `data/`.
"""
