"""Verbatim answers questions from a collection of articles word for word.

    corpus/*.txt|md|html -> Article -> Sentence -> Segment -> Corpus -> retrieval -> ranking
                         -> Answer of exact quotes -> card in Discord, lines in the terminal, JSON

Packages from the top: `terminal` (the command line), `discord_app`, `libraries` (where articles
live), `storage` (the database), `ingest` (files and pages made into articles), `evaluation`,
`picture`, and `core`, plain functions over text. Each imports only those below it. Every way to ask
ends in `bot.core.collection.Collection.ask`.
"""

__version__ = "0.1.0"
