"""Verbatim answers questions from a collection of articles word for word.

    corpus/*.txt|md|html  ->  Article  ->  Sentence  ->  index  ->  candidates  ->  ranked
                          ->  Answer of exact quotes  ->  card in Discord, or lines in the terminal

`bot.news` is the core and knows only text; `bot.library` is what is stored; `bot.chat` is Discord;
`bot.cli` is the terminal. Every way to ask ends in `bot.news.collection.Collection.ask`.
"""

__version__ = "0.1.0"
