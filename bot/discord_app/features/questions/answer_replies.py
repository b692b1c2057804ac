"""Replies to a question: the answer, more quotes, the lines around one, the nearest passages."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from bot.core.answers.answer import Answer
from bot.core.text.article import Article
from bot.core.text.quote import Quote
from bot.core.text.quote_context import ContextLine
from bot.discord_app.replies.languages import other_language_text
from bot.discord_app.replies.limits import MAX_QUESTION_SHOWN, MAX_TITLE
from bot.discord_app.replies.markdown import (
    block_quote,
    bold,
    escape,
    heading,
    shorten,
    small_print,
)
from bot.discord_app.replies.quotes import highlight, reading_notes, source_line
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import LANGUAGES, Texts, texts_in


def answer_reply(answer: Answer, texts: Texts) -> Reply:
    """Show the quotes of `answer`, or say, without any quote, that the articles have no answer."""
    title = heading(escape(shorten(answer.question, MAX_QUESTION_SHOWN)))
    if answer.other_languages:
        reason = other_language_text(answer.language, answer.other_languages, texts)
        return Reply(
            texts, title, ((reason,),), small_print(texts("untranslated")), is_result=False
        )
    notes = reading_notes(answer.spellings, answer.changed_articles, texts)
    if answer.carried_words:
        notes.append(texts("carried", words=escape(", ".join(answer.carried_words))))
    if not answer.is_answered:
        footer = small_print(texts("hint"), *notes)
        return Reply(texts, title, ((_refusal(answer, texts),),), footer, is_result=False)
    items = tuple(
        (highlight(quote), source_line(quote, texts, answer.newest))
        for quote in answer.visible_quotes
    )
    return Reply(texts, title, items, small_print(texts("quoted"), *notes))


@cache
def answer_footers() -> tuple[str, ...]:
    """Return the beginning of an answer's footer in each language, to recognise answers by it."""
    keys = ("quoted", "hint", "untranslated")
    return tuple(small_print(texts(key)) for texts in map(texts_in, LANGUAGES) for key in keys)


def more_reply(
    quotes: Iterable[Quote], texts: Texts, page: str, notes: Iterable[str] = ()
) -> Reply:
    """Show the quotes that follow those of an answer."""
    items = tuple((highlight(quote), source_line(quote, texts)) for quote in quotes)
    return Reply(texts, heading(texts("more-quotes")), items, small_print(page, *notes))


def near_reply(near: Sequence[tuple[str, Quote]], texts: Texts, notes: Sequence[str]) -> Reply:
    """Show each statement of a message with the passage nearest to it, if there are any."""
    if not near:
        return notice(texts, texts("nothing-near"))
    items = tuple(
        (
            small_print(texts("says", text=escape(shorten(statement, MAX_TITLE)))),
            highlight(quote),
            source_line(quote, texts),
        )
        for statement, quote in near
    )
    footer = "\n".join((texts("no-judgement"), *([small_print(*notes)] if notes else [])))
    return Reply(texts, heading(texts("nearest")), items, footer)


def context_reply(article: Article, lines: Sequence[ContextLine], texts: Texts) -> Reply:
    """Show the lines around a quote with their numbers, and the quote in bold."""
    title = heading(texts("context-of", title=escape(shorten(article.title, MAX_TITLE))))
    groups = groupby(_number_lines(lines), key=lambda line: line.startswith("> "))
    item = tuple("\n".join(group) for _, group in groups)
    footer = small_print(escape(shorten(article.path, MAX_TITLE)), texts("quote-is-bold"))
    return Reply(texts, title, (item,), footer)


def _refusal(answer: Answer, texts: Texts) -> str:
    titles = [f"- {escape(shorten(title, MAX_TITLE))}" for title in answer.closest_titles]
    return "\n".join([texts("refused"), *titles])


def _number_lines(lines: Sequence[ContextLine]) -> Iterable[str]:
    """Yield each line as Markdown, with its number unless the line before has the same."""
    for before, line in zip([None, *lines], lines, strict=False):
        start, end = line.quote_span or (0, 0)
        text = escape(line.text[:start]) + bold(line.text[start:end]) + escape(line.text[end:])
        number = "" if before and before.number == line.number else f"`{line.number}` "
        markdown = number + " ".join(text.split("\n"))
        yield block_quote(markdown) if line.quote_span else markdown
