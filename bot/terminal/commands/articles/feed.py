"""`articles feed`: the entries that a feed would bring."""

import asyncio

import click

from bot.ingest.feed import FeedEntry
from bot.ingest.ingest import feed_from_source
from bot.terminal.json_output import feed_object
from bot.terminal.streams import echo, echo_json


@click.command()
@click.argument("source")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def feed(source: str, as_json: bool) -> None:
    """Show the entries that a feed would bring.

    The first 20 entries are shown, and nothing is stored. SOURCE is a file or the address of a
    feed: RSS, Atom or JSON Feed. A moderator adds the feed in Discord, with /articles feed add.

    \b
    Examples:
      python -m bot articles feed https://example.org/news/feed.xml
      python -m bot articles feed --json feed.xml
    """
    content = asyncio.run(feed_from_source(source))
    if as_json:
        echo_json(feed_object(content))
        return
    count = len(content.entries)
    echo(f"{content.title or source}: {count} {'entry' if count == 1 else 'entries'}")
    for entry in content.entries:
        echo(_line(entry))
        if entry.url:
            echo(f"  {entry.url}")


def _line(entry: FeedEntry) -> str:
    day = entry.published.isoformat() if entry.published else "no date"
    parts = [day, entry.title or "no title", *([entry.author] if entry.author else [])]
    return " · ".join(parts)
