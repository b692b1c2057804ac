"""Verbatim answers questions from a collection of articles word for word.

    corpus/*.txt|md|html  ->  Article  ->  Sentence  ->  index  ->  candidates  ->  ranked
                          ->  Answer of exact quotes  ->  card in Discord, or lines in the terminal

`bot.core` knows only text; `bot.storage` is the database; `bot.discord_app` is Discord;
`bot.terminal.cli` is the terminal. Every way to ask ends in `bot.core.collection.Collection.ask`.
"""

__version__ = "0.1.0"
