"""Find the dates that a text mentions in full, in part or by their distance.

Nothing is ever relative to today: relative dates are resolved from the article's own day.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.core.dates.mention import DateMention
from bot.core.dates.patterns import find_matches
from bot.core.dates.periods import Period, Precision, first_day
from bot.core.dates.resolvers.context import MAX_COMPARED, DateContext
from bot.core.dates.tense import Tenses
from bot.core.text.words import Span

_REFERENCE_BACK = re.compile(
    r"\b(?:that|same|following|previous|preceding|next\s+day|later|earlier|before|after|afterwards?"
    r"|then|ago|quarter|period|the\s+\d+(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\b\.?"
    r"(?:\s\d{1,2}\b)?(?!,?\s+\d{4})"
)
MAX_NARRATIVE_LENGTH = 400  # characters; about the three sentences before


def may_refer_back(text: str, start: int, end: int) -> bool:
    """Return whether a date in `text[start:end]` may depend on one mentioned before."""
    return _REFERENCE_BACK.search(text, start, end) is not None


def recent_dates(mentions: Sequence[DateMention]) -> list[DateMention]:
    """Return those of `mentions`, which are in order, that a date after them may refer back to.

    They are the last few, and the last of each precision with a known year and without one.
    """
    last = {(m.precision, first_day(m.value) is None): n for n, m in enumerate(mentions)}
    few = range(max(0, len(mentions) - MAX_COMPARED), len(mentions))
    return [mentions[number] for number in sorted({*last.values(), *few})]


def may_lack_year(text: str, start: int, end: int) -> bool:
    """Return whether `text[start:end]` may name a day or a month without its year."""
    return _MONTH.search(text, start, end) is not None


def find_dates(
    text: str, start: int, end: int, published: date | None, before: Sequence[DateMention] = ()
) -> Iterator[DateMention]:
    """Yield the dates that the sentence `text[start:end]` mentions, in order.

    Relative dates depend on `published`, and *that day* and similar ones on the dates that the text
    mentions `before` the sentence. Without these they are not yielded. The year of *June 9* may be
    that of a date shortly before.
    """
    periods = [_period(mention) for mention in before]
    narrative = [_period(m) for m in before if start - m.end <= MAX_NARRATIVE_LENGTH]
    context = DateContext(published, periods, narrative, Tenses(text, start, end))
    mentions: list[DateMention] = []
    last_end = start
    for match in find_matches(text, start, end):
        first = match.span[0]
        if first < last_end or (match.is_range and _follows_change(text, start, first)):
            continue
        last_end = match.span[1]
        if _is_quoted_title(text, match.span):
            continue
        if period := match.resolve(context):
            periods.append(period)
            narrative.append(period)
            mentions.append(_mention(match.span, period))
    yield from _join(text, start, mentions)


_CLOSING_MARKS = {"“": "”", '"': '"', "‘": "’", "'": "'", "*": "*", "_": "_", "«": "»"}
_MONTH_AND_DAY = re.compile(r"[a-z]\w*\.? \d|\d(?:st|nd|rd|th)? (?:of )?[a-z]", re.IGNORECASE)
_SPEECH_TAG = re.compile(
    r"\s+(?:he|she|it|they|we|I|says?|said|told|replied|answered|asked|wrote"
    r"|(?:[A-Z][\w’'-]+\s+)+(?:says?|said|told|replied|answered|asked|wrote))\b"
)


def _is_quoted_title(text: str, span: Span) -> bool:
    """Return whether quotation marks hold only a year or a word: “1917” is a film, and no speech.

    A day of a month in them is a date.
    """
    start, end = span
    mark = _CLOSING_MARKS.get(text[start - 1 : start])
    if mark is None or _MONTH_AND_DAY.search(text, start, end):
        return False
    closing = re.compile(rf"[,.!?]?{re.escape(mark)}").match(text, end)
    return closing is not None and not _SPEECH_TAG.match(text, closing.end())


def _period(mention: DateMention) -> Period:
    return Period(mention.value, mention.precision, mention.until, mention.label)


def _mention(span: Span, period: Period) -> DateMention:
    return DateMention(*span, period.value, period.precision, period.until, period.label)


_PART = re.compile(
    r"\b(?:the\s+)?(?P<part>early|late|mid|earlier|later|sometime|so\s+far"
    r"|(?:end|start|beginning|middle|close)\s+of)[-\s]+(?:(?:in|on)[-\s]+)?(?:the[-\s]+)?$",
    re.IGNORECASE,
)
_MAX_PART_LENGTH = 30  # characters
_PART_LABELS = {"earlier": "earlier in", "later": "later in", "sometime": "", "so far": ""}
_TO = re.compile(r"\s*[-–—]\s*|\s+(?:to|through|thru|until|till)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:mov|postpon|delay|reschedul|shift|push|extend|chang|rais|cut|ros|rise|fell|fall|grew|up"
    r"|increas|declin)\w*\b[^.;]{0,60}\bfrom\s+$",
    re.IGNORECASE,
)
_MAX_CHANGE_LENGTH = 100  # characters
_APPOSITION = re.compile(r",\s+|\s+\(")


def _join(text: str, start: int, mentions: Sequence[DateMention]) -> Iterator[DateMention]:
    """Yield the mentions extended by words like *early*, with the two ends of a range as one."""
    pending: DateMention | None = None
    last_end = start
    for mention in mentions:
        extended = _extend(text, last_end, mention)
        joined = _join_pair(text, start, pending, extended) if pending else None
        if pending and not joined:
            yield pending
        pending = joined or extended
        last_end = extended.end
    if pending:
        yield pending


def _extend(text: str, start: int, mention: DateMention) -> DateMention:
    """Include the part of the period that stands before it: *early* 1998, *the end of* May."""
    part = _PART.search(text, max(start, mention.start - _MAX_PART_LENGTH), mention.start)
    if part is None:
        return mention
    label = mention.label
    if mention.precision is not Precision.DAY and not label:
        words = " ".join(part["part"].lower().split())
        label = _PART_LABELS.get(words, words)
    return replace(mention, start=part.start(), label=label)


def _follows_change(text: str, start: int, first: int) -> bool:
    """Return whether two dates are a change and no range: *moved from* May 3 to June 2."""
    return _CHANGE.search(text, max(start, first - _MAX_CHANGE_LENGTH), first) is not None


def _join_pair(text: str, start: int, first: DateMention, last: DateMention) -> DateMention | None:
    """Return the range from `first` to `last`, or the one day that both mean, if it is either."""
    gap = text[first.end : last.start]
    if first.precision is not last.precision or first.until or last.until:
        return None
    is_same_day = first.precision is Precision.DAY and first.value == last.value
    if is_same_day and _APPOSITION.fullmatch(gap):
        is_in_brackets = "(" in gap and text.startswith(")", last.end)
        return replace(first, end=last.end + is_in_brackets)
    is_range = _TO.fullmatch(gap) or (
        _AND.fullmatch(gap) and _BETWEEN.search(text, start, first.start)
    )
    if not is_range or first.label or last.label or last.value <= first.value:
        return None
    if _follows_change(text, start, first.start):
        return None
    return replace(first, end=last.end, until=last.value)
