"""Find the dates that a text mentions in full, in part or by their distance.

Nothing is ever relative to today: relative dates are resolved from the article's own day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.core.dates.mention import DateMention
from bot.core.dates.patterns import find_matches, load_patterns
from bot.core.dates.periods import Period, Precision, first_day
from bot.core.dates.resolvers.context import MAX_COMPARED, DateContext
from bot.core.dates.tense import Tenses
from bot.core.dates.vocabulary import DateVocabulary
from bot.core.text.words import Span

MAX_NARRATIVE_LENGTH = 400  # characters; about the three sentences before


def may_refer_back(text: str, start: int, end: int, language: str = "en") -> bool:
    """Return whether a date in `text[start:end]` may depend on one mentioned before."""
    return _phrase(language, "refers_back").search(text, start, end) is not None


def recent_dates(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return those of `mentions`, which are in order, that a date after them may refer back to.

    They are the last few, and the last of each precision with a known year and without one.
    """
    last = {(m.precision, first_day(m.value) is None): n for n, m in enumerate(mentions)}
    few = range(max(0, len(mentions) - MAX_COMPARED), len(mentions))
    return [mentions[number] for number in sorted({*last.values(), *few})]


def may_lack_year(text: str, start: int, end: int, language: str = "en") -> bool:
    """Return whether `text[start:end]` may name a day or a month without its year."""
    return _phrase(language, "lacks_year").search(text, start, end) is not None


def _phrase(language: str, name: str) -> re.Pattern[str]:
    return load_patterns(language).vocabulary.phrase(name)


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date | None,
    before: Sequence[DateMention] = (),
    language: str = "en",
) -> Iterator[DateMention]:
    """Yield the dates that the sentence `text[start:end]` mentions, in order.

    Relative dates depend on `published`, and *that day* and similar ones on the dates that the text
    mentions `before` the sentence. Without these they are not yielded. The year of *June 9* may be
    that of a date shortly before.
    """
    periods = [_period(mention) for mention in before]
    narrative = [_period(m) for m in before if start - m.end <= MAX_NARRATIVE_LENGTH]
    vocabulary = load_patterns(language).vocabulary
    context = DateContext(published, periods, narrative, Tenses(text, start, end, vocabulary))
    mentions: list[DateMention] = []
    last_end = start
    for match in find_matches(text, start, end, language):
        first = match.span[0]
        if first < last_end or (match.is_range and _follows_change(text, start, first, vocabulary)):
            continue
        last_end = match.span[1]
        if _is_quoted_title(text, match.span, vocabulary):
            continue
        if period := match.resolve(context):
            periods.append(period)
            narrative.append(period)
            mentions.append(_mention(match.span, period))
    yield from _join(text, start, mentions, vocabulary)


_CLOSING_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'", "*": "*", "_": "_", "«": "»"}
_MONTH_AND_DAY = re.compile(r"[^\W\d_]\w*\.? \d|\d\w{0,2}\.? [^\W\d_]")


def _is_quoted_title(text: str, span: Span, vocabulary: DateVocabulary) -> bool:
    """Return whether quotation marks hold only a year or a word: “1917” is a film, and no speech.

    A day of a month in them is a date.
    """
    start, end = span
    mark = _CLOSING_MARKS.get(text[start - 1 : start])
    if mark is None or _MONTH_AND_DAY.search(text, start, end):
        return False
    closing = re.compile(rf"[,.!?]?{re.escape(mark)}").match(text, end)
    return closing is not None and not vocabulary.phrase("says").match(text, closing.end())


def _period(mention: DateMention) -> Period:
    return Period(mention.value, mention.precision, mention.until, mention.label)


def _mention(span: Span, period: Period) -> DateMention:
    return DateMention(*span, period.value, period.precision, period.until, period.label)


_MAX_PART_LENGTH = 30  # characters
_MAX_CHANGE_LENGTH = 100  # characters
_APPOSITION = re.compile(r",\s+|\s+\(")


def _join(
    text: str, start: int, mentions: Sequence[DateMention], vocabulary: DateVocabulary
) -> Iterator[DateMention]:
    """Yield the mentions extended by words like *early*, with the two ends of a range as one."""
    pending: DateMention | None = None
    last_end = start
    for mention in mentions:
        extended = _extend(text, last_end, mention, vocabulary)
        joined = _join_pair(text, start, pending, extended, vocabulary) if pending else None
        if pending and not joined:
            yield pending
        pending = joined or extended
        last_end = extended.end
    if pending:
        yield pending


def _extend(text: str, start: int, mention: DateMention, vocabulary: DateVocabulary) -> DateMention:
    """Include the part of the period that stands before it: *early* 1998, *the end of* May."""
    first = max(start, mention.start - _MAX_PART_LENGTH)
    part = vocabulary.phrase("part").search(text, first, mention.start)
    if part is None:
        return mention
    label = mention.label
    if mention.precision is not Precision.DAY and not label:
        label = vocabulary.value("part", part["part"]) or ""
    return replace(mention, start=part.start(), label=label)


def _follows_change(text: str, start: int, first: int, vocabulary: DateVocabulary) -> bool:
    """Return whether two dates are a change and no range: *moved from* May 3 to June 2."""
    first_possible = max(start, first - _MAX_CHANGE_LENGTH)
    return vocabulary.phrase("changes").search(text, first_possible, first) is not None


def _join_pair(
    text: str, start: int, first: DateMention, last: DateMention, vocabulary: DateVocabulary
) -> DateMention | None:
    """Return the range from `first` to `last`, or the one day that both mean, if it is either."""
    gap = text[first.end : last.start]
    if first.precision is not last.precision or first.until or last.until:
        return None
    is_same_day = first.precision is Precision.DAY and first.value == last.value
    if is_same_day and _APPOSITION.fullmatch(gap):
        is_in_brackets = "(" in gap and text.startswith(")", last.end)
        return replace(first, end=last.end + is_in_brackets)
    is_range = vocabulary.phrase("to").fullmatch(gap) or (
        vocabulary.phrase("and").fullmatch(gap)
        and vocabulary.phrase("between").search(text, start, first.start)
    )
    if not is_range or first.label or last.label or last.value <= first.value:
        return None
    if _follows_change(text, start, first.start, vocabulary):
        return None
    return replace(first, end=last.end, until=last.value)
