"""Replies that show the articles of a server to its moderators: a list, and one of them."""

from collections.abc import Iterable, Sequence

from bot.core.text.quote import Quote
from bot.discord_app.replies.limits import MAX_LISTED_TITLE, MAX_NAME, MAX_TITLE
from bot.discord_app.replies.markdown import escape, heading, shorten, small_print, unescape
from bot.discord_app.replies.quotes import page_link, plain_quote
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import Texts
from bot.errors import IngestError
from bot.libraries.article_store import AddResult
from bot.storage.articles import SERVER_FOLDER, ArticleRecord

MAX_LISTED_OUTCOMES = 10  # one by one in the reply
_MAX_REASONS = 5


def articles_reply(
    articles: Sequence[ArticleRecord], first: int, texts: Texts, search: str, footer: Iterable[str]
) -> Reply:
    """Show some of the articles of a server, numbered from `first`."""
    title = texts("articles-with", search=escape(search)) if search else texts("articles-here")
    items = tuple(
        (_list_item(number, article, texts),) for number, article in enumerate(articles, first)
    )
    return Reply(texts, heading(title), items, small_print(*footer))


def article_reply(
    article: ArticleRecord,
    quotes: Sequence[Quote],
    texts: Texts,
    notes: Iterable[str],
    original_name: str | None,
    language: str | None = None,
) -> Reply:
    """Show the first sentences of an article, its language, and where it comes from."""
    title = heading(escape(shorten(article.title, MAX_TITLE)))
    items = [(note,) for note in notes]
    items += [(f"{small_print(texts.place(quote))}\n{plain_quote(quote)}",) for quote in quotes]
    details = _details(article, texts)
    if language:
        details.append(texts.language_name(language))
    if original_name:
        details.append(texts("made-of", name=escape(shorten(original_name, MAX_TITLE))))
    links = [page_link(quote, texts) for quote in quotes[:1]]
    return Reply(texts, title, tuple(items), small_print(*details, *filter(None, links)))


def outcomes_reply(
    outcomes: Sequence[AddResult | IngestError], texts: Texts, *, has_new: bool
) -> Reply:
    """Report on each source: an article, a duplicate, or the reason why it is neither."""
    lines = [_outcome_line(outcome, texts) for outcome in outcomes]
    if len(lines) == 1:
        return notice(texts, lines[0])
    footer = small_print(texts("added-now")) if has_new else ""
    items = tuple((line,) for line in lines)
    return Reply(texts, heading(texts("articles-here")), items, footer)


def totals_reply(outcomes: Sequence[AddResult | IngestError], texts: Texts) -> Reply:
    """Count what was added and what not, with the first reasons."""
    errors = [outcome for outcome in outcomes if isinstance(outcome, IngestError)]
    duplicate_count = sum(isinstance(one, AddResult) and one.is_duplicate for one in outcomes)
    new_count = len(outcomes) - len(errors) - duplicate_count
    counts = {"total-added": new_count, "total-twins": duplicate_count, "total-failed": len(errors)}
    lines = [texts(key, count) for key, count in counts.items() if count or key == "total-added"]
    lines += [_outcome_line(error, texts) for error in errors[:_MAX_REASONS]]
    footer = small_print(*([texts("added-now")] if new_count else []), texts("total-list"))
    items = tuple((line,) for line in lines)
    return Reply(texts, heading(texts("articles-here")), items, footer)


def outcomes_list(outcomes: Sequence[AddResult | IngestError], texts: Texts) -> str:
    """Return all outcomes as plain text, first what was not added."""
    failed_first = sorted(outcomes, key=lambda outcome: isinstance(outcome, AddResult))
    return "".join(f"{_plain_outcome(outcome, texts)}\n" for outcome in failed_first)


def _plain_outcome(outcome: AddResult | IngestError, texts: Texts) -> str:
    line = unescape(_outcome_line(outcome, texts)).replace("**", "")
    return " ".join(line.split())


def _outcome_line(outcome: AddResult | IngestError, texts: Texts) -> str:
    if isinstance(outcome, IngestError):
        return f"⚠ {escape(shorten(outcome.name, MAX_NAME))}: {escape(outcome.reason)}"
    title = escape(shorten(outcome.title, MAX_NAME))
    path = escape(f"{SERVER_FOLDER}/{outcome.path}")
    line = texts("same-text" if outcome.is_duplicate else "added-one", title=title, path=path)
    return "\n".join([line, *warnings_of(outcome, texts)])


def warnings_of(result: AddResult, texts: Texts) -> list[str]:
    """Return lines about an address that no quote can link to, and a detected encoding."""
    warnings = [texts("encoding-detected", encoding=result.encoding)] if result.encoding else []
    if result.unusable_url:
        warnings.append(texts("no-link", url=escape(shorten(result.unusable_url, MAX_NAME))))
    return warnings


def _list_item(number: int, article: ArticleRecord, texts: Texts) -> str:
    title = escape(shorten(article.title, MAX_LISTED_TITLE))
    return f"**{number}. {title}**\n{small_print(*_details(article, texts))}"


def _details(article: ArticleRecord, texts: Texts) -> list[str]:
    date = [texts.date(article.published)] if article.published else []
    added_on = [texts("added-on", day=texts.date(article.added_on))] if article.added_on else []
    return [escape(f"{SERVER_FOLDER}/{article.path}"), *date, texts.size(article.size), *added_on]
