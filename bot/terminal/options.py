"""Options and types that several commands share."""

from pathlib import Path

import click

Texts = tuple[str, ...]

PATH = click.Path(path_type=Path)


def refuse_empty(context: click.Context, parameter: click.Parameter, texts: Texts) -> Texts:
    """Return `texts`; raise UsageError if one is empty: as a path, it would be this folder."""
    if not all(text.strip() for text in texts):
        raise click.BadParameter("must not be empty", context, parameter)
    return texts


corpus_option = click.option(
    "--corpus",
    type=PATH,
    metavar="DIR",
    help="Folder of the articles, instead of VERBATIM_CORPUS.",
)
server_option = click.option(
    "--server",
    type=click.IntRange(1, 2**63 - 1),  # what SQLite can compare with
    metavar="ID",
    help="The articles that moderators of this server added, which are in VERBATIM_DATA.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, one object a line, for other programs."
)


def refuse_corpus_and_server(corpus: Path | None, server: int | None) -> None:
    """Raise UsageError if both a folder and a server are named."""
    if corpus and server:
        raise click.UsageError("--server is for articles that are not in a folder; no --corpus")
