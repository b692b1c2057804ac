"""Find the expressions of a date or a time of day in full, whichever day they mean."""

import re
from collections.abc import Iterator
from datetime import date

from bot.core.dates.dates import find_dates
from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.text.words import Span

# Only the spans are used, so any day serves for those from which relative dates are counted.
_ANY_DAY = date(2000, 1, 15)
_ANY_MENTION = DateMention(0, 0, _ANY_DAY.isoformat(), Precision.DAY)

_HOUR = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|midday|midnight"
    r"|[012]?\d)"
)
_ZONE = (
    r"(?:GMT|UTC|BST|IST|JST|AEST|CES?T|[ECMP][SD]?T|(?:Eastern|Central|Pacific|local)(?:\s+time)?)"
)
_CLOCK_TIME = re.compile(
    rf"""(?<![\w.,:$£€])(?:
      [012]?\d(?:[:.][0-5]\d)?(?:\s*[-–]\s*[012]?\d(?:[:.][0-5]\d)?)?\s*(?:[ap]\.\s?m\.|[ap]m\b)
      | [012]?\d:[0-5]\d\b (?![:\d])
      | [012]\d(?:[:.]?[0-5]\d)\s*(?:hours\b|hrs\b|(?=GMT|UTC|BST))
      | (?:half\s+past|(?:a\s+)?quarter\s+(?:past|to)|[a-z]+\s+minutes\s+(?:past|to))\s+{_HOUR}\b
      | {_HOUR}\s+o['’]clock\b
      | (?:noon|midday|midnight)\b
    )(?:\s+in\s+the\s+(?:morning|afternoon|evening)|\s+at\s+night)?(?:,?\s*\(?{_ZONE}\b\)?)?""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_PREFIX_LENGTH = 40  # characters
_PREFIX = re.compile(
    r"(?<!\w)(?:the\s+(?:early\s+|late\s+)?(?:(?:early|small)\s+hours|morning|afternoon|evening"
    r"|night|eve|dawn)\s+of|(?:late|early)\s+(?:on|in))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?<!\w)between\s+$", re.IGNORECASE)
_TIME_BEFORE_DATE = re.compile(r",?\s+(?:on\s+|last\s+|of\s+)?(?:the\s+)?", re.IGNORECASE)
_DATE_BEFORE_TIME = re.compile(
    r",?\s+(?:(?:at|around|about|from)\s+)?(?:(?:just|shortly)\s+(?:before|after)\s+)?",
    re.IGNORECASE,
)


def find_time_expressions(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of dates and times in `text[start:end]`, a date with its time as one."""
    times = [match.span() for match in _CLOCK_TIME.finditer(text, start, end)]
    dates = list(_date_spans(text, start, end))
    times = [time for time in times if not any(_overlap(time, date) for date in dates)]
    spans: list[Span] = []
    for span in sorted([*dates, *times]):
        gap = _TIME_BEFORE_DATE if spans and spans[-1] in times else _DATE_BEFORE_TIME
        is_pair = bool(spans) and (spans[-1] in times) != (span in times)
        if is_pair and gap.fullmatch(text, spans[-1][1], span[0]):
            spans[-1] = spans[-1][0], span[1]
        else:
            spans.append(span)
    return spans


def _date_spans(text: str, start: int, end: int) -> Iterator[Span]:
    for mention in find_dates(text, start, end, _ANY_DAY, [_ANY_MENTION]):
        first = max(start, mention.start - _MAX_PREFIX_LENGTH)
        prefix = _PREFIX.search(text, first, mention.start)
        if prefix is None and mention.until:
            prefix = _BETWEEN.search(text, first, mention.start)
        yield (prefix.start() if prefix else mention.start), mention.end


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]
