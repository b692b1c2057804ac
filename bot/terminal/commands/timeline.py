"""`timeline`: what happened when."""

from pathlib import Path

import click

from bot.core.timelines.events import Timeline
from bot.errors import PictureError
from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import PATH, corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.results import show_timeline
from bot.terminal.streams import echo, echo_json


@click.command()
@click.argument("article", required=False)
@corpus_option
@click.option("--topic", metavar="TEXT", help="Only events about TEXT.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="At most this many events, the most important ones.  [default: all]",
)
@click.option(
    "--all", "everything", is_flag=True, help="Every date expression, neither chosen nor merged."
)
@click.option("--picture", type=PATH, metavar="FILE", help="Draw it too, into a PNG file.")
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="Colours of the picture.",
)
@json_option
@click.pass_obj
def timeline(
    settings: Settings,
    article: str | None,
    corpus: Path | None,
    topic: str | None,
    limit: int | None,
    everything: bool,
    picture: Path | None,
    theme: str,
    as_json: bool,
) -> None:
    """Show what happened when.

    Without an ARTICLE (path or title) all articles are read.

    \b
    Examples:
      python -m bot timeline
      python -m bot timeline --topic "peace talks" --json
      python -m bot timeline seed-article.txt --picture talks.png --theme dark
    """
    if everything and (topic or limit):
        raise click.UsageError("--all takes no --topic and no --limit")
    if picture and picture.suffix.lower() != ".png":
        raise click.UsageError("--picture draws a PNG; name a FILE that ends in .png")
    collection = load_corpus(settings, corpus)
    within = collection.article(article) if article is not None else None
    if everything:
        result = collection.date_expressions(within)
    else:
        result = collection.timeline(within, topic, limit)
    if picture:
        _draw(result, theme, picture)
    if as_json:
        echo_json(json_output.timeline_object(result))
    else:
        show_timeline(console(), result, name_articles=article is None)


def _draw(result: Timeline, theme: str, file: Path) -> None:
    """Write the picture of a timeline, if there is anything to draw."""
    if not result.events:
        echo(f"verbatim: {file} is not drawn, since there are no dates", err=True)
        return
    from bot.picture import timeline_picture  # Pillow and the font load only for a picture

    try:
        file.write_bytes(timeline_picture(result, theme))
    except OSError as error:
        raise PictureError(f"{file}: cannot be written: {error.strerror}") from error
