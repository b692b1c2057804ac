"""`ask`: the quotes that answer a question."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from bot.core.collection import Collection
from bot.core.text.article import Article
from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.results import show_answer, show_explanation
from bot.terminal.question_files import read_batch
from bot.terminal.streams import echo_json


@click.command()
@click.argument("question", nargs=-1)
@corpus_option
@click.option("--article", metavar="PATH", help="Ask only this article, named by path or title.")
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="Quotes.")
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help='Ask each line of FILE (- for standard input): {"id", "question", "article"?}.',
)
@click.option("--explain", is_flag=True, help="Explain why the first quote is the first.")
@json_option
@click.pass_obj
def ask(
    settings: Settings,
    question: tuple[str, ...],
    corpus: Path | None,
    article: str | None,
    limit: int,
    batch: TextIO | None,
    explain: bool,
    as_json: bool,
) -> None:
    """Quote the sentences that answer QUESTION.

    \b
    Examples:
      python -m bot ask "Who leads Russia's delegation?"
      python -m bot ask --json --limit 1 who leads the american delegation
      python -m bot ask --json --batch questions.jsonl
    """
    if bool(question) == bool(batch):
        raise click.UsageError("give a QUESTION, or a file of questions with --batch")
    if question and not " ".join(question).strip():
        raise click.UsageError("the QUESTION is empty")
    if batch and not as_json:
        raise click.UsageError("--batch prints JSON only; add --json")
    if explain and as_json:
        raise click.UsageError("--explain is for people; leave out --json")
    collection = load_corpus(settings, corpus)
    if batch:
        for fields in _answer_batch(collection, batch, article, limit):
            echo_json(fields)
        return
    within = collection.article(article) if article is not None else None
    _answer(collection, " ".join(question), within, limit, explain=explain, as_json=as_json)


def _answer(
    collection: Collection,
    question: str,
    article: Article | None,
    limit: int,
    *,
    explain: bool,
    as_json: bool,
) -> None:
    answer = collection.ask(question, article, limit)
    if as_json:
        echo_json(json_output.answer_object(answer, None))
        return
    show_answer(console(), answer)
    if explain and (explanation := collection.explain(question, article)):
        show_explanation(console(), explanation)


def _answer_batch(
    collection: Collection, batch: TextIO, article: str | None, limit: int
) -> Iterator[json_output.Json]:
    for entry in read_batch(batch, batch.name):
        name = entry.article or article
        within = collection.article(name) if name is not None else None
        answer = collection.ask(entry.question, within, limit)
        yield json_output.answer_object(answer, entry.id)
