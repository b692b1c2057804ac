"""The date expressions in the sentences of an article."""

from collections.abc import Iterable, Iterator, Sequence

from bot.core.dates.dates import (
    MAX_NARRATIVE_LENGTH,
    find_dates,
    may_lack_year,
    may_refer_back,
    recent_dates,
)
from bot.core.dates.mention import DateMention
from bot.core.text.article import Article
from bot.core.text.quote import make_quote
from bot.core.text.sentences import Sentence
from bot.core.timelines.events import Event, Status


def find_date_expressions(article: Article, sentences: Sequence[Sentence]) -> Iterator[Event]:
    """Yield an event for each date expression of an article, in the order of the text."""
    for position, dates in dates_by_sentence(article, sentences, range(len(sentences))).items():
        for date in dates:
            yield make_event(article, sentences[position], date)


def dates_by_sentence(
    article: Article, sentences: Sequence[Sentence], positions: Iterable[int]
) -> dict[int, list[DateMention]]:
    """Return the dates that the sentences at `positions`, which are in order, mention.

    Other sentences are only read if a date may refer back to one that they mention.
    """

    def read(position: int, dates_before: Sequence[DateMention]) -> list[DateMention]:
        start, end = sentences[position].span
        language = sentences[position].language
        return list(find_dates(text, start, end, article.published, dates_before, language))

    text = article.visible_text
    dates: dict[int, list[DateMention]] = {}
    dates_nearby: dict[int, list[DateMention]] = {}
    dates_before: list[DateMention] = []
    first_unread = 0
    for position in positions:
        span, language = sentences[position].span, sentences[position].language
        if may_refer_back(text, *span, language):
            for number in range(first_unread, position):
                dates_before += dates[number] if number in dates else read(number, dates_before)
                dates_before = recent_dates(dates_before)  # or each sentence would read them all
            first_unread = position
        context = list(dates_before)
        if may_lack_year(text, *span, language):
            for number in range(max(first_unread, _first_nearby(sentences, position)), position):
                if number not in dates_nearby:
                    dates_nearby[number] = dates.get(number) or read(number, ())
                context += dates_nearby[number]
        dates[position] = read(position, context)
    return dates


def _first_nearby(sentences: Sequence[Sentence], position: int) -> int:
    """Return the first sentence so near that it may tell the year of a day in the one at hand."""
    first = position
    while first and sentences[position].start - sentences[first - 1].end <= MAX_NARRATIVE_LENGTH:
        first -= 1
    return first


def make_event(
    article: Article,
    sentence: Sentence,
    date: DateMention,
    status: Status = Status.HAPPENED,
    *,
    is_in_sentence: bool = True,
) -> Event:
    """Return the event that `sentence` reports; the date may also come from elsewhere."""
    span = sentence.start, sentence.end
    sentence_quote = make_quote(article, span, span)
    if not is_in_sentence:
        return Event(date, None, "", sentence_quote, status=status)
    start, end = article.file_span(date.start, date.end)
    return Event(date, (start, end), article.text[start:end], sentence_quote, status=status)
