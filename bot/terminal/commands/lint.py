"""`lint`: the quotations of a draft, compared with the articles."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.core.quotations.drafts import find_quotations
from bot.core.text.article import decode
from bot.errors import ArticleError, DocumentError
from bot.ingest.documents import read_document
from bot.settings import Settings
from bot.terminal import json_output
from bot.terminal.corpus import load_corpus
from bot.terminal.options import PATH, corpus_option, json_option
from bot.terminal.output.console import console
from bot.terminal.output.quotations import CheckedQuotation, show_checked_quotations
from bot.terminal.streams import echo_json

_TEXT_SUFFIXES = {".txt", ".md", ".markdown"}


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE...")
@corpus_option
@json_option
@click.pass_obj
def lint(settings: Settings, files: tuple[Path, ...], corpus: Path | None, as_json: bool) -> None:
    """Compare the quotations of drafts with the articles.

    A FILE is text, Markdown or a Word document. Block quotes and passages in quotation marks count,
    if they have five words or more. The exit status is 1 if one is changed or absent.

    \b
    Examples:
      python -m bot lint draft.md
      python -m bot lint --json report.docx notes.txt
    """
    drafts = [(file, _read_draft(file)) for file in files]
    collection = load_corpus(settings, corpus)
    checked = [
        CheckedQuotation(str(file), quotation.line, collection.check_quotation(quotation.text))
        for file, draft in drafts
        for quotation in find_quotations(draft)
    ]
    if as_json:
        for each in checked:
            echo_json(
                {"file": each.file, "line": each.line} | json_output.quotation_object(each.check)
            )
    else:
        show_checked_quotations(console(), checked)
    if not all(each.check.is_in_articles for each in checked):
        sys.exit(1)


def _read_draft(file: Path) -> str:
    """Return the text of a draft: of a text file as it is, so that its lines are an editor's.

    Raises DocumentError.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise DocumentError(str(file), f"cannot be read: {error.strerror}") from error
    if file.suffix.lower() not in _TEXT_SUFFIXES:
        today = datetime.now(UTC).date()
        return asyncio.run(read_document(file.name, data, today=today)).article.text
    try:
        return decode(str(file), data)
    except ArticleError as error:
        raise DocumentError(str(file), error.reason) from error
