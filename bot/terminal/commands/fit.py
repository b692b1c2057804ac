"""`fit`: the weights of the ranking, from question sets."""

from collections.abc import Sequence
from pathlib import Path

import click

from bot.errors import QuestionSetError
from bot.evaluation.asking import ask_everywhere
from bot.evaluation.question_sets import read_sets
from bot.evaluation.report import figures
from bot.evaluation.training import fit as fit_model
from bot.terminal.options import PATH
from bot.terminal.streams import echo


@click.command()
@click.argument("folders", type=PATH, nargs=-1, required=True)
@click.option("--output", type=PATH, metavar="FILE", help="Write the weights to this file.")
def fit(folders: Sequence[Path], output: Path | None) -> None:
    """Fit the ranking to question sets, and print its figures.

    The FOLDERS hold the sets. The figures are those of articles that were not fitted on.

    \b
    Example:
      python -m bot fit question-sets --output bot/core/data/languages/en/weights.json
    """
    if output and not output.parent.is_dir():  # known before the minutes that fitting takes
        raise click.BadParameter(f"there is no folder {output.parent}", param_hint="'--output'")
    sets = [part for folder in folders for part in read_sets(folder)]
    samples = list(ask_everywhere(sets))
    for line in figures(samples):
        echo(line)
    if not output:
        return
    names = (f"{part.name} ({len(part.questions):,} questions)" for part in sets)
    weights = fit_model(samples).to_json(f"Fitted on {', '.join(names)}")
    try:
        output.write_text(weights, "utf-8")
    except OSError as error:
        raise QuestionSetError(f"{output}: cannot be written: {error.strerror}") from error
