"""The commands, each a few lines over the core; what one command alone needs it imports itself."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from bot import __version__
from bot.errors import (
    ArticleError,
    CorpusError,
    DocumentError,
    FitError,
    GatheringError,
    PictureError,
)
from bot.logs import FORMATS
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.core.collection import Collection
    from bot.core.summaries.summary import Summary
    from bot.core.text.article import Article, Articles
    from bot.core.timelines.timeline import Timeline
    from bot.ingest.bulk import Source
    from bot.ingest.pieces import PassedOver, Stored
    from bot.libraries.corpus_folder import Added, Shelf
    from bot.storage.read_only_articles import Own

_FOLDER = click.Path(path_type=Path)

corpus_option = click.option(
    "--corpus",
    type=_FOLDER,
    metavar="DIR",
    help="Folder of the articles, instead of VERBATIM_CORPUS.",
)
server_option = click.option(
    "--server",
    type=click.IntRange(1, 2**63 - 1),
    metavar="ID",
    help="The articles that this server added, which are in VERBATIM_DATA.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON, one object a line, for other programs."
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verbatim")
@click.pass_context
def verbatim(context: click.Context) -> None:
    """Answer questions from a folder of articles, word for word.

    Without a command: `run` if DISCORD_TOKEN is set, else `chat`.
    """
    context.obj = settings = read_settings()
    if context.invoked_subcommand is None and settings.discord_token:
        context.invoke(run)
    elif context.invoked_subcommand is None:
        click.echo("No DISCORD_TOKEN, so here is the terminal; `run --help` says how to connect.")
        context.invoke(chat)


@verbatim.command()
@click.argument("question", nargs=-1)
@corpus_option
@click.option("--article", metavar="PATH", help="Ask this article only, by path or title.")
@click.option("--limit", type=click.IntRange(1, 50), default=3, show_default=True, help="Quotes.")
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help='Ask each line of FILE (- for input): {"id", "question", "article"?}.',
)
@click.option("--explain", is_flag=True, help="Tell why the first quote is the first.")
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
    if batch and not as_json:
        raise click.UsageError("--batch prints JSON only; add --json")
    if explain and as_json:
        raise click.UsageError("--explain is for people; leave out --json")
    collection = _load(settings, corpus)
    if batch:
        for line in _answer_batch(collection, batch, article, limit):
            click.echo(line)
        return
    text, within = " ".join(question), _named(collection, article)
    answer = collection.ask(text, within, limit)
    if as_json:
        from bot.terminal import json_output as json_lines

        click.echo(json_lines.line(json_lines.answer_object(answer, None)))
        return
    from bot.terminal import output as terminal

    terminal.show_answer(terminal.console(), answer)
    if explain and (explanation := collection.explain(text, within)):
        terminal.show_explanation(terminal.console(), explanation)


@verbatim.command()
@corpus_option
@click.pass_obj
def chat(settings: Settings, corpus: Path | None) -> None:
    """Ask questions at a prompt, with a history; Ctrl-D ends it.

    \b
    Example:
      python -m bot chat --corpus my-articles
    """
    from bot.terminal.prompt import converse

    converse(_load(settings, corpus), settings.data)


@verbatim.command()
@click.argument("article", required=False)
@corpus_option
@click.option(
    "--sentences", type=click.IntRange(1, 50), default=3, show_default=True, help="How many."
)
@click.option("--topic", metavar="TEXT", help="One summary, of what the articles tell of TEXT.")
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
    """Show the sentences that tell the most, of ARTICLE (path or title) or of each article.

    \b
    Examples:
      python -m bot summary seed-article.txt
      python -m bot summary --topic "peace talks"
      python -m bot summary --sentences 5 --json
    """
    from bot.terminal import json_output as json_lines
    from bot.terminal import output as terminal

    collection = _load(settings, corpus)
    named = _named(collection, article)
    for found in _summaries(collection, named, topic, sentences):
        if as_json:
            click.echo(json_lines.line(json_lines.summary_object(found)))
        else:
            terminal.show_summary(terminal.console(), found)


@verbatim.command()
@click.argument("article", required=False)
@corpus_option
@click.option("--topic", metavar="TEXT", help="Only what is told of TEXT.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    help="At most this many events, the most telling.  [default: all]",
)
@click.option(
    "--all", "everything", is_flag=True, help="Every date expression, neither chosen nor merged."
)
@click.option("--picture", type=_FOLDER, metavar="FILE", help="Draw it too, into a PNG file.")
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="Of the picture.",
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
    """Show what happened when, of ARTICLE (path or title) or of all articles.

    \b
    Examples:
      python -m bot timeline
      python -m bot timeline --topic "peace talks" --json
      python -m bot timeline seed-article.txt --picture talks.png --theme dark
    """
    from bot.terminal import json_output as json_lines
    from bot.terminal import output as terminal

    if everything and (topic or limit):
        raise click.UsageError("--all takes no --topic and no --limit")
    if picture and picture.suffix.lower() != ".png":
        raise click.UsageError("--picture draws a PNG; name a FILE that ends in .png")
    collection = _load(settings, corpus)
    within = _named(collection, article)
    found = (
        collection.date_expressions(within)
        if everything
        else collection.timeline(within, topic, limit)
    )
    if picture:
        _draw(found, theme, picture)
    if as_json:
        click.echo(json_lines.line(json_lines.timeline_object(found)))
    else:
        terminal.show_timeline(terminal.console(), found, name_articles=article is None)


@verbatim.command()
@corpus_option
@click.option(
    "--deep",
    is_flag=True,
    help="Check the database too, and each article in it; a bot may use it meanwhile.",
)
@click.pass_obj
def check(settings: Settings, corpus: Path | None, deep: bool) -> None:
    """Load everything and report every problem; the exit status is 2 if there is one.

    \b
    Examples:
      python -m bot check --corpus my-articles
      python -m bot check --deep
    """
    from bot.terminal import output as terminal

    collection = _load(settings, corpus)
    terminal.show_check(terminal.console(), collection)
    problems = _problems_of_database(settings.data) if deep else ()
    if collection.problems or problems:
        sys.exit(2)


@verbatim.command()
@click.argument("file", type=_FOLDER)
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there.")
@click.pass_obj
def backup(settings: Settings, file: Path, force: bool) -> None:
    """Copy the database of VERBATIM_DATA to FILE, also while the bot runs.

    The copy is checked before FILE is there; it holds what members delete later, so keep it as
    long as you need it.

    \b
    Example:
      python -m bot backup verbatim-monday.sqlite3
    """
    from bot.storage.backup import backup as write_backup

    write_backup(settings.data, file, overwrite=force)
    click.echo(f"{file}: {file.stat().st_size:,} bytes, checked")


@verbatim.command()
@click.argument("file", type=_FOLDER)
@click.pass_obj
def restore(settings: Settings, file: Path) -> None:
    """Put a copy of FILE, a backup, in the place of the database of VERBATIM_DATA.

    Stop the bot first. FILE is checked, and the database that was there is kept beside.

    \b
    Example:
      python -m bot restore verbatim-monday.sqlite3
    """
    from bot.storage.backup import restore as put_back

    kept = put_back(settings.data, file)
    click.echo(f"{file}: restored to {settings.data}")
    if kept:
        click.echo(f"{kept}: what was there before; delete it when you no longer need it")


@verbatim.group()
def articles() -> None:
    """Add, import, export, list, show, replace and remove the articles of the corpus folder.

    Those that moderators added in Discord are their server's: they can be listed and exported.

    \b
    Examples:
      python -m bot articles add report.pdf https://example.org/news/talks
      python -m bot articles import archive.zip
      python -m bot articles list
    """


@articles.command("add")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@corpus_option
@click.pass_obj
def add_articles(settings: Settings, sources: tuple[str, ...], corpus: Path | None) -> None:
    """Add files (.txt, .md, .html, .pdf) and web pages to the corpus folder.

    What is stored and quoted is their text; the originals are kept in its folder .originals. What
    cannot be added is named, and the exit status is then 2.

    \b
    Examples:
      python -m bot articles add report.pdf notes.md
      python -m bot articles add https://example.org/news/talks
    """
    import asyncio

    from bot.libraries.corpus_folder import gather
    from bot.terminal import output as terminal

    shelf, failed = _shelf(settings, corpus), False
    with terminal.progress("Adding", len(sources)) as advance:
        for source in sources:
            try:
                added = shelf.add(asyncio.run(gather(source, today=_today())))
            except GatheringError as error:
                _show_error(error)
                failed = True
            else:
                title = terminal.plain(added.title)
                click.echo(f"{added.path}: {'there already' if added.is_twin else title}")
            advance()
    if failed:
        sys.exit(2)


@articles.command("import")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@corpus_option
@click.pass_obj
def import_articles(settings: Settings, sources: tuple[str, ...], corpus: Path | None) -> None:
    """Add many articles at once, of folders, zip archives and files of JSON lines.

    Of a folder or an archive each .txt, .md, .markdown, .html, .htm and .pdf is added, also of the
    folders below; an archive that `export` wrote gives its articles as they stood, under their
    names. A file of JSON lines (.jsonl, .ndjson, also .gz) has an article in each line:
    {"text", "title"?, "published"?, "source"?, "url"?}. What cannot be added is named while the
    rest is added, and the exit status is then 2.

    \b
    Examples:
      python -m bot articles import notes/ reports.zip
      python -m bot articles import news.jsonl.gz --corpus my-articles
    """
    import asyncio

    from bot.ingest.bulk import open_source
    from bot.ingest.pieces import LIMITS

    shelf = _shelf(settings, corpus)
    limits = replace(LIMITS, entry_bytes=max(LIMITS.entry_bytes, settings.max_article_bytes))
    if not asyncio.run(_put_all(shelf, [open_source(source, limits) for source in sources])):
        sys.exit(2)


@articles.command("export")
@click.argument("file", type=_FOLDER, metavar="FILE.zip")
@click.argument("names", metavar="[ARTICLE]...", nargs=-1)
@click.option("--force", is_flag=True, help="Write over FILE.zip if it is there.")
@corpus_option
@server_option
@click.pass_obj
def export_articles(
    settings: Settings,
    file: Path,
    names: tuple[str, ...],
    force: bool,
    corpus: Path | None,
    server: int | None,
) -> None:
    """Write the articles as they stand, or those named by path or title, and their originals.

    `import` gives the same files again, under the same names. The articles of a server are
    exported also while the bot runs.

    \b
    Examples:
      python -m bot articles export backup.zip
      python -m bot articles export two.zip report.txt "Talks resume" --force
      python -m bot articles export theirs.zip --server 1234567890123456789
    """
    _refuse_both(corpus, server)
    if file.suffix.lower() != ".zip":
        raise click.UsageError(f"{file} is no name of an archive; name a FILE that ends in .zip")
    if file.exists() and not force:
        raise click.UsageError(f"{file} is there already; --force writes over it")
    if server:
        is_whole = _export_of_server(settings.data, server, names, file)
    else:
        is_whole = _export_of_corpus(settings, corpus, names, file)
    if not is_whole:
        sys.exit(2)


@articles.command("list")
@corpus_option
@server_option
@click.pass_obj
def list_articles(settings: Settings, corpus: Path | None, server: int | None) -> None:
    """List the articles with their dates and titles.

    \b
    Examples:
      python -m bot articles list
      python -m bot articles list --server 1234567890123456789
    """
    from bot.terminal import output as terminal

    _refuse_both(corpus, server)
    if not server:
        terminal.show_articles(terminal.console(), _read_articles(settings, corpus).articles)
        return
    from bot.storage.read_only_articles import open_own

    with open_own(settings.data, server) as own:
        terminal.show_articles(terminal.console(), own.entries)


@articles.command("show")
@click.argument("article")
@corpus_option
@click.pass_obj
def show_article(settings: Settings, article: str, corpus: Path | None) -> None:
    """Show ARTICLE (path or title): what is known of it, and its lines with their numbers.

    \b
    Example:
      python -m bot articles show report.txt
    """
    from bot.libraries.corpus_folder import find_article, original_of
    from bot.terminal import output as terminal

    found = find_article(_read_articles(settings, corpus).articles, article)
    original = original_of(corpus or settings.corpus, found)
    terminal.show_article(terminal.console(), found, original)


@articles.command("replace")
@click.argument("article")
@click.argument("source")
@corpus_option
@click.pass_obj
def replace_article(settings: Settings, article: str, source: str, corpus: Path | None) -> None:
    """Put the text of SOURCE, a file or web page, in the place of ARTICLE (path or title).

    \b
    Examples:
      python -m bot articles replace report.txt report-2.pdf
      python -m bot articles replace "Talks resume" https://example.org/news/talks
    """
    import asyncio

    from bot.libraries.corpus_folder import Shelf, find_article, gather
    from bot.terminal import output as terminal

    read = _read_articles(settings, corpus)
    found = find_article(read.articles, article)
    made = asyncio.run(gather(source, today=_today()))
    replaced = Shelf(corpus or settings.corpus, read.articles).replace(found, made)
    click.echo(f"{replaced.path}: {terminal.plain(replaced.title)}")


@articles.command("remove")
@click.argument("article")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@corpus_option
@click.pass_obj
def remove_one(settings: Settings, article: str, corpus: Path | None, yes: bool) -> None:
    """Remove ARTICLE (path or title) and its original; asks first.

    \b
    Example:
      python -m bot articles remove report.md
    """
    from bot.libraries.corpus_folder import find_article, remove_article
    from bot.terminal.output import plain

    found = find_article(_read_articles(settings, corpus).articles, article)
    if not yes:
        click.confirm(f"Remove {found.path} ({plain(found.title)})?", abort=True)
    remove_article(corpus or settings.corpus, found)
    click.echo(f"{found.path}: removed")


@verbatim.command()
@corpus_option
@click.option(
    "--log-format",
    type=click.Choice(FORMATS),
    help="How the log is written, instead of VERBATIM_LOG_FORMAT.",
)
@click.pass_obj
def run(settings: Settings, corpus: Path | None, log_format: str | None) -> None:
    """Connect to Discord and answer there, until Ctrl-C.

    Needs DISCORD_TOKEN in the environment or in .env: the README's part "Put it on your server"
    tells how to get one.

    \b
    Example:
      python -m bot run
      python -m bot run --log-format json
    """
    from bot.discord_app.run import run as run_in_discord

    settings.token()
    settings = replace(settings, log_format=log_format or settings.log_format)
    run_in_discord(settings, _load(settings, corpus))


@verbatim.command()
@click.argument("folder", type=_FOLDER)
@click.option("--output", type=_FOLDER, metavar="FILE", help="Write the weights here.")
def fit(folder: Path, output: Path | None) -> None:
    """Fit the ranking to the question sets of FOLDER; print figures on articles not fitted on.

    \b
    Example:
      python -m bot fit question-sets --output bot/core/data/weights.json
    """
    from bot.evaluation.question_sets import ask_everywhere, read_sets
    from bot.evaluation.report import figures
    from bot.evaluation.training import fit as fit_model

    sets = read_sets(folder)
    rows = list(ask_everywhere(sets))
    for line in figures(rows):
        click.echo(line)
    if output:
        about = ", ".join(f"{one.name} ({len(one.questions):,} questions)" for one in sets)
        weights = fit_model(rows).to_file(f"Fitted on {about}")
        try:
            output.write_text(weights, "utf-8")
        except OSError as error:
            raise FitError(f"{output}: cannot be written: {error.strerror}") from error


def _load(settings: Settings, corpus: Path | None) -> "Collection":
    """Load the articles and name each file that cannot be used on standard error."""
    import gc

    from bot.core.index.cache import cache_path
    from bot.core.loading import load_collection

    if corpus:
        settings = replace(settings, corpus=corpus)
    collection = load_collection(
        settings.corpus,
        settings.threshold,
        settings.max_article_bytes,
        cache=cache_path(settings.corpus, settings.data),
    )
    for problem in collection.problems:
        click.echo(f"verbatim: left out {problem}", err=True)
    gc.freeze()  # what stays for good need not be looked through again: it cost 70 ms at times
    return collection


def _read_articles(settings: Settings, corpus: Path | None) -> "Articles":
    """Read the articles without indexing them, and name each file that cannot be used."""
    from bot.core.text.article import read_articles

    read = read_articles(corpus or settings.corpus, settings.max_article_bytes)
    for problem in read.problems:
        click.echo(f"verbatim: left out {problem}", err=True)
    return read


def _shelf(settings: Settings, corpus: Path | None) -> "Shelf":
    from bot.core.text.article import read_articles
    from bot.libraries.corpus_folder import Shelf

    folder = corpus or settings.corpus
    return Shelf(folder, read_articles(folder, settings.max_article_bytes).articles)


def _refuse_both(corpus: Path | None, server: int | None) -> None:
    if corpus and server:
        raise click.UsageError("--server is for articles that are not in a folder; no --corpus")


def _export_of_corpus(
    settings: Settings, corpus: Path | None, names: tuple[str, ...], file: Path
) -> bool:
    """Write the archive; return True if nothing that is wanted was left out."""
    from bot.libraries.corpus_folder import export, find_article
    from bot.terminal.output import plural

    read = _read_articles(settings, corpus)
    named = [find_article(read.articles, name) for name in names] or read.articles
    chosen = {article.path: article for article in named}
    if not chosen:
        raise CorpusError("there is no article to export")
    export(corpus or settings.corpus, chosen.values(), file)
    click.echo(f"{file}: {plural(len(chosen), 'article')}")
    return bool(names) or not read.problems


def _export_of_server(folder: Path, server: int, names: tuple[str, ...], file: Path) -> bool:
    """As `_export_of_corpus`; name what is left out."""
    from bot.libraries.corpus_folder import find_article, write_archive
    from bot.storage.articles import OWN
    from bot.storage.read_only_articles import open_own
    from bot.terminal.output import plural

    with open_own(folder, server) as own:
        bare = [name.removeprefix(f"{OWN}/") for name in names]  # as answers name them
        named = [find_article(own.entries, name) for name in bare] or own.entries
        paths = list(dict.fromkeys(entry.path for entry in named))
        left_out: list[ArticleError] = []
        write_archive(_stored(own, paths, left_out), file)
    for error in left_out:
        click.echo(f"verbatim: left out {error}", err=True)
    click.echo(f"{file}: {plural(len(paths) - len(left_out), 'article')}")
    return not left_out


def _stored(own: "Own", paths: "Sequence[str]", left_out: list[ArticleError]) -> "Iterator[Stored]":
    from bot.ingest.pieces import Document, Stored

    for path in paths:
        try:
            text, original = own.read(path)
        except ArticleError as error:
            left_out.append(error)
        else:
            made_of = Document(original.name, original.content) if original else None
            yield Stored(path, text, made_of)


async def _put_all(shelf: "Shelf", sources: "Sequence[Source]") -> bool:
    """Put all that `sources` give on the shelf; return True if nothing failed.

    What failed is named, and all is counted at the end, also where that comes early.
    """
    from bot.libraries.corpus_folder import put_all
    from bot.terminal import output as terminal

    outcomes = dict.fromkeys(("added", "there already", _FAILED, "of another kind"), 0)
    pieces = chain.from_iterable(source.pieces for source in sources)
    try:
        with terminal.progress("Importing", sum(source.count for source in sources)) as advance:
            async for became in put_all(shelf, pieces, today=_today()):
                outcomes[_outcome(became)] += 1
                advance()
    finally:
        shown = [word for word, count in outcomes.items() if count or word == "added"]
        click.echo(", ".join(f"{outcomes[word]:,} {word}" for word in shown))
    return not outcomes[_FAILED]


_FAILED = "could not be added"


def _outcome(became: "Added | PassedOver | DocumentError") -> str:
    """Return in words what became of a piece; name what failed."""
    from bot.libraries.corpus_folder import Added

    if isinstance(became, DocumentError):
        _show_error(became)
        return _FAILED
    if isinstance(became, Added):
        return "there already" if became.is_twin else "added"
    return "of another kind"


def _show_error(error: GatheringError) -> None:
    from bot.terminal.output import plain

    click.echo(f"Error: {plain(str(error))}", err=True)


def _today() -> "date":
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


def _problems_of_database(folder: Path) -> tuple[str, ...]:
    """Say what is in the database, name each problem on standard error and return them."""
    from bot.storage.deep_check import check_database
    from bot.terminal import output as terminal

    checked = check_database(folder)
    if checked is None:
        click.echo(f"no database in {folder} yet")
        return ()
    articles = terminal.plural(checked.articles, "article")
    click.echo(f"database: {articles} of {terminal.plural(checked.servers, 'server')}")
    for problem in checked.problems:
        click.echo(f"verbatim: {problem}", err=True)
    return checked.problems


def _draw(found: "Timeline", theme: str, file: Path) -> None:
    """Write the picture of a timeline, if there is anything to draw."""
    if not found.events:
        click.echo(f"verbatim: {file} is not drawn, since there are no dates", err=True)
        return
    from bot.picture import timeline_picture

    try:
        file.write_bytes(timeline_picture(found, theme))
    except OSError as error:
        raise PictureError(f"{file}: cannot be written: {error.strerror}") from error


def _named(collection: "Collection", name: str | None) -> "Article | None":
    return None if name is None else collection.article(name)


def _summaries(
    collection: "Collection", article: "Article | None", topic: str | None, count: int
) -> "Iterator[Summary]":
    if topic is not None:
        yield collection.topic_summary(topic, count, article)
        return
    for one in [article] if article else collection.by_path():
        yield collection.summary(one, count)


def _answer_batch(
    collection: "Collection", batch: TextIO, article: str | None, limit: int
) -> Iterator[str]:
    from bot.terminal import json_output as json_lines

    for asked in json_lines.batch_questions(batch, batch.name):
        within = _named(collection, asked.article or article)
        answer = collection.ask(asked.question, within, limit)
        yield json_lines.line(json_lines.answer_object(answer, asked.id))
