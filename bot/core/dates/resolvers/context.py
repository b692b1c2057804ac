"""The context of a date expression, on which its meaning depends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.dates.periods import Period, Precision, first_day
from bot.core.dates.tense import Direction, Tenses
from bot.core.dates.vocabulary import DateVocabulary
from bot.core.text.words import Span

MAX_COMPARED = 6  # dates back in which the subject of a comparison was mentioned
_MAX_DAYS_AGAINST_TENSE = 60  # so close to the article, the tense of a news sentence tells little


@dataclass(frozen=True, slots=True)
class Match:
    """A match of a pattern of dates.txt, with the vocabulary of its language."""

    groups: re.Match[str]
    vocabulary: DateVocabulary

    def __getitem__(self, group: str) -> str:
        return self.groups[group]

    @property
    def text(self) -> str:
        """The text in which the match stands."""
        return self.groups.string

    @property
    def words(self) -> str:
        """The words of the match, with those before the date on which the pattern depends."""
        return self.groups[0]

    @property
    def date_span(self) -> Span:
        """The span of the date in the match."""
        return date_span(self.groups)

    def start(self, group: str | int = 0) -> int:
        """Return where a group begins in the text."""
        return self.groups.start(group)


@dataclass(frozen=True, slots=True)
class DateContext:
    """The article's day, the dates mentioned before, and the tenses of the sentence.

    `narrative` has those of `before` that are so near that they may tell the year of a day.
    """

    published: date | None
    before: Sequence[Period]
    narrative: Sequence[Period]
    tenses: Tenses

    @property
    def today(self) -> date:
        """The article's day; raises ValueError if it is unknown."""
        if self.published is None:
            raise ValueError("the day of the article is not known")
        return self.published

    def last(self, *precisions: Precision) -> tuple[Period, date]:
        """Return the last date mentioned before that has one of `precisions`, and its first day.

        Raises ValueError if there is none.
        """
        for period in reversed(self.before):
            day = first_day(period.value)
            if day and period.precision in (precisions or Precision):
                return period, day
        raise ValueError("no such date was mentioned before")

    def comparison_base(self, *precisions: Precision) -> tuple[Period, date]:
        """Return the last date mentioned before that is not the year before another one.

        Reports compare again and again: profit rose from … a year earlier, sales from … a year ago.
        """
        last, last_day = self.last(*precisions)
        next_year = f"{last_day.year + 1:04}{last.value[4:]}"
        for period in reversed(self.before[-MAX_COMPARED:]):
            if period.value.startswith(next_year) and period.precision in (precisions or Precision):
                return period, first_day(period.value) or last_day
        return last, last_day

    def direction(self, match: Match) -> Direction:
        """Return the direction in time of the verb that governs `match`."""
        return self.tenses.direction_at(*match.date_span)

    def distance(self, day: date, direction: Direction) -> tuple[bool, int]:
        """Return a sort key: whether the tense speaks against a day, and how far away it is."""
        days = (day - self.today).days
        return direction * days < -_MAX_DAYS_AGAINST_TENSE, abs(days)


def date_span(match: re.Match[str]) -> Span:
    """Return the span of the date in a match: that of the group `core` if there is one."""
    return match.span("core" if "core" in match.re.groupindex else 0)
