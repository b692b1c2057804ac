"""Find the expressions of a date or a time of day in full, whichever day they mean."""

from collections.abc import Iterator
from datetime import date

from bot.core.dates.dates import find_dates
from bot.core.dates.mention import DateMention
from bot.core.dates.patterns import load_patterns
from bot.core.dates.periods import Precision
from bot.core.dates.vocabulary import DateVocabulary
from bot.core.text.words import Span

# Only the spans are used, so any day serves for those from which relative dates are counted.
_ANY_DAY = date(2000, 1, 15)
_ANY_MENTION = DateMention(0, 0, _ANY_DAY.isoformat(), Precision.DAY)

_MAX_PREFIX_LENGTH = 40  # characters


def find_time_expressions(text: str, start: int, end: int, language: str = "en") -> list[Span]:
    """Return the spans of dates and times in `text[start:end]`, a date with its time as one."""
    vocabulary = load_patterns(language).vocabulary
    times = [match.span() for match in vocabulary.phrase("clock").finditer(text, start, end)]
    dates = list(_date_spans(text, start, end, vocabulary))
    before_date, before_time = vocabulary.phrase("time_date"), vocabulary.phrase("date_time")
    times = [time for time in times if not any(_overlap(time, date) for date in dates)]
    spans: list[Span] = []
    for span in sorted([*dates, *times]):
        gap = before_date if spans and spans[-1] in times else before_time
        is_pair = bool(spans) and (spans[-1] in times) != (span in times)
        if is_pair and gap.fullmatch(text, spans[-1][1], span[0]):
            spans[-1] = spans[-1][0], span[1]
        else:
            spans.append(span)
    return spans


def _date_spans(text: str, start: int, end: int, vocabulary: DateVocabulary) -> Iterator[Span]:
    language = vocabulary.language
    for mention in find_dates(text, start, end, _ANY_DAY, [_ANY_MENTION], language):
        first = max(start, mention.start - _MAX_PREFIX_LENGTH)
        prefix = vocabulary.phrase("time_of").search(text, first, mention.start)
        if prefix is None and mention.until:
            prefix = vocabulary.phrase("between").search(text, first, mention.start)
        yield (prefix.start() if prefix else mention.start), mention.end


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
