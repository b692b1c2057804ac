"""Replies to `/summary`: sentences of one article, or of all articles about a topic."""

from bot.core.summaries.summary import Summary
from bot.core.text.quote import Quote
from bot.discord_app.replies.languages import other_language_text
from bot.discord_app.replies.limits import MAX_TITLE
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print
from bot.discord_app.replies.quotes import (
    plain_quote,
    publication_date,
    reading_notes,
    source_line,
)
from bot.discord_app.replies.reply import Reply
from bot.discord_app.texts import Texts


def summary_reply(summary: Summary, texts: Texts) -> Reply:
    """Show the sentences of a summary: an article's with lines, a topic's with their sources."""
    title = heading(escape(shorten(summary.heading, MAX_TITLE)))
    notes = reading_notes(summary.spellings, summary.changed_articles, texts)
    if summary.other_languages:
        notes = [other_language_text(summary.language, summary.other_languages, texts)]
    elif summary.gap:
        notes.append(texts(summary.gap))
    if not summary.quotes:
        return Reply(texts, title, (("\n".join(notes),),), is_result=False)
    of_article = summary.topic is None
    items = tuple((_item(quote, texts, of_article=of_article),) for quote in summary.quotes)
    first = summary.quotes[0]
    name = escape(first.attribution or first.article)
    source = [name, *publication_date(first, texts)] if of_article else []
    return Reply(texts, title, items, small_print(*source, *notes) if source or notes else "")


def _item(quote: Quote, texts: Texts, *, of_article: bool) -> str:
    source = small_print(texts.place(quote)) if of_article else source_line(quote, texts)
    return f"{source}\n{plain_quote(quote)}"
