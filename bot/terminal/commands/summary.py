"""`summary`: the most important sentences of articles or of a topic."""

from collections.abc import Iterator
from pathlib import Path

import click

from bot.core.collection import Collection
from bot.core.summaries.summary import Summary
from bot.core.text.article import Article
from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.results import show_summary
from bot.terminal.streams import echo_json


@click.command()
@click.argument("article", required=False)
@corpus_option
@click.option(
    "--sentences", type=click.IntRange(1, 50), default=3, show_default=True, help="How many."
)
@click.option("--topic", metavar="TEXT", help="One summary of what the articles say about TEXT.")
@json_option
@click.pass_obj
def summary(
    settings: Settings,
    article: str | None,
    corpus: Path | None,
    sentences: int,
    topic: str | None,
    as_json: bool,
) -> None:
    """Show the most important sentences of articles.

    Without an ARTICLE (path or title) each article is summarised.

    \b
    Examples:
      python -m bot summary seed-article.txt
      python -m bot summary --topic "peace talks"
      python -m bot summary --sentences 5 --json
    """
    collection = load_corpus(settings, corpus)
    within = collection.article(article) if article is not None else None
    for result in _summaries(collection, within, topic, sentences):
        if as_json:
            echo_json(json_output.summary_object(result))
        else:
            show_summary(console(), result)


def _summaries(
    collection: Collection, within: Article | None, topic: str | None, count: int
) -> Iterator[Summary]:
    if topic is not None:
        yield collection.topic_summary(topic, count, within)
        return
    for article in [within] if within else collection.by_path():
        yield collection.summary(article, count)
