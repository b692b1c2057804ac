"""Quotes in replies: the text as a block quote, and the line that says where it stands."""

from collections.abc import Iterable, Mapping

from bot.core.text.article import MESSAGE_URL
from bot.core.text.quote import Quote
from bot.discord_app.replies.limits import MAX_TITLE
from bot.discord_app.replies.markdown import (
    block_quote,
    bold,
    escape,
    shorten,
    small_print,
    underline,
)
from bot.discord_app.replies.text_fragment import fragment_link
from bot.discord_app.texts import Texts


def plain_quote(quote: Quote) -> str:
    """Return the quote with nothing highlighted."""
    return block_quote(escape(quote.visible_text))


def highlight(quote: Quote) -> str:
    """Return the quote with its focus in bold, and the answer inside it underlined as well."""
    start, end = quote.visible_focus
    first, last = quote.visible_answer or (end, end)
    text = quote.visible_text
    return block_quote(
        escape(text[:start])
        + bold(text[start:first])
        + underline(text[first:last])
        + bold(text[last:end])
        + escape(text[end:])
    )


def source_line(quote: Quote, texts: Texts, newest: Quote | None = None) -> str:
    """Return the source, date and lines of a quote, in small print.

    Where no source is known, the title and the file of the article stand for it.
    """
    mark = [texts("newest")] if quote is newest else []
    place = [texts.place(quote), *filter(None, [page_link(quote, texts)])]
    if quote.attribution:
        name, file = quote.attribution, []
    else:
        name, file = quote.title, [_short(quote.article)]
    return small_print(_short(name), *publication_date(quote, texts), *mark, *file, *place)


def _short(name: str) -> str:
    return escape(shorten(name, MAX_TITLE))


def page_link(quote: Quote, texts: Texts) -> str | None:
    """Return a link to the page of a quote, or to the message that its article was made from."""
    url = fragment_link(quote)
    if url is None:
        return None
    if url.startswith(MESSAGE_URL):  # Discord recognises it only without a text to scroll to
        return f"[{texts('message')}](<{url.partition('#')[0]}>)"
    return f"[{texts('source')}](<{url}>)"  # Discord shows no preview of a link in < >


def publication_date(quote: Quote, texts: Texts) -> list[str]:
    """Return the date of a quote's article, or nothing if it has none."""
    return [texts.date(quote.published)] if quote.published else []


def reading_notes(read_as: Mapping[str, str], changed: Iterable[str], texts: Texts) -> list[str]:
    """Return notes on the words that were read as others, and on articles that have changed."""
    notes = [
        texts("read-as", typed=escape(word), meant=escape(correction))
        for word, correction in read_as.items()
    ]
    return notes + [texts("changed", path=escape(path)) for path in changed]
