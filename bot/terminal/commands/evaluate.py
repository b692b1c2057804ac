"""`evaluate`: how good the answers to one's own questions are."""

from pathlib import Path
from typing import TextIO

import click

from bot.errors import BatchError
from bot.evaluation import scoring
from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.results import show_evaluation
from bot.terminal.question_files import read_labelled
from bot.terminal.streams import echo_json


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8"))
@corpus_option
@json_option
@click.pass_obj
def evaluate(settings: Settings, file: TextIO, corpus: Path | None, as_json: bool) -> None:
    """Measure the answers to your own questions.

    FILE (- for standard input) has a JSON object on each line: "question"; "words", which the right
    sentence holds (a text, or a list of texts that all stand in it, whatever their case); and, to
    ask one article only, "article" (path or title). A line without "words" is a question that the
    articles do not answer: it should be refused.

    Prints how often the first quote and one of the first three is right, how often an answer is
    refused, and the same of plain rank-bm25 on the same sentences, which never refuses. Questions
    without an answer also give the thresholds (VERBATIM_THRESHOLD) for 1, 2 and 5 % false answers.

    \b
    Lines such as:
      {"question": "Who leads Russia's delegation?", "words": ["Medinsky", "Fomin"]}
      {"question": "Who won the football match?"}

    \b
    Examples:
      python -m bot evaluate questions.jsonl
      python -m bot evaluate questions.jsonl --corpus my-articles --json
    """
    collection = load_corpus(settings, corpus)
    questions = list(read_labelled(file, file.name, collection.article))
    if not questions:
        raise BatchError(f"{file.name}: has no question")
    evaluation = scoring.evaluate(collection, questions)
    if as_json:
        echo_json(json_output.evaluation_object(evaluation))
    else:
        show_evaluation(console(), evaluation)
