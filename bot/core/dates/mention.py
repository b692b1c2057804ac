"""A date mention in a text, and how it is written for people."""

from dataclasses import dataclass

from bot.core.dates.numerals import ORDINALS
from bot.core.dates.periods import MONTHS, Precision


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression, `text[start:end]`, and the period that it means: see `Period`."""

    start: int
    end: int
    value: str
    precision: Precision
    until: str | None = None
    label: str = ""

    def in_words(self) -> str:
        """Return the date as a person writes it: 15 May 2025, mid-1990s, 1–5 May 2024."""
        words = self._words()
        return f"{self.label}{'-' if self.label == 'mid' else ' '}{words}" if self.label else words

    def _words(self) -> str:
        if self.precision in {Precision.QUARTER, Precision.HALF}:
            year, month = self.value.split("-")
            months = 3 if self.precision is Precision.QUARTER else 6
            return f"{ORDINALS[int(month) // months]} {self.precision} of {year}"
        if self.precision is Precision.WEEK:
            return f"week of {' '.join(_parts(self.value))}"
        if self.until is None or self.until == self.value:
            return " ".join(_parts(self.value))
        return _range_in_words(_parts(self.value), _parts(self.until))


def _parts(value: str) -> list[str]:
    """Return the day, the month and the year of a value, as far as it has them."""
    if len(value) < 4:
        return [f"{value}0s" if len(value) == 3 else f"{ordinal(int(value) + 1)} century"]
    year, *rest = value.replace("--", "-").split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return [part for part in (day, month, year) if part]


def ordinal(number: int) -> str:
    """Return an English ordinal: 1st, 2nd, 11th."""
    if number in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number % 10, 'th')}"


def _range_in_words(first: list[str], last: list[str]) -> str:
    """Return a range; the parts that both ends share are written once."""
    shared = 0
    while shared < len(first) - 1 and first[-1 - shared :] == last[-1 - shared :]:
        shared += 1
    first = first[: len(first) - shared]
    return f"{' '.join(first)}{'–' if len(first) == 1 else ' – '}{' '.join(last)}"
