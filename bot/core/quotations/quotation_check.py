"""The result of checking a quotation."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.text.quote import Quote
from bot.core.text.words import Span


class QuotationKind(StrEnum):
    """How a quotation differs from the articles."""

    EXACT = "exact"
    TYPOGRAPHY = "typography"
    ELIDED = "elided"
    CHANGED = "changed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: a span of the quotation, and the span of the visible text of the quote.

    One of them is empty where words were added or dropped.
    """

    quoted: Span
    source: Span
    is_negation: bool


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """Whether a quotation stands in the articles; it says nothing about what is true.

    `quote` is the place that is nearest to it; None if it is absent. `pieces` are the parts of an
    elided quotation, as quotes. `differences` are those of a changed one, negations first.
    `changed_articles` are the files that have changed since they were loaded.
    """

    quotation: str
    kind: QuotationKind
    quote: Quote | None = None
    pieces: tuple[Quote, ...] = ()
    differences: tuple[Difference, ...] = ()
    changed_articles: tuple[str, ...] = ()

    @property
    def is_in_articles(self) -> bool:
        """Whether the articles have these words in this order."""
        return self.kind not in {QuotationKind.CHANGED, QuotationKind.ABSENT}
