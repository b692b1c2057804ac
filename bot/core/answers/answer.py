"""Answer: the quotes found for a question, and the decision to show them or to refuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.languages.registry import ENGLISH
from bot.core.reader import ReaderUse
from bot.core.text.quote import Quote

MAX_QUOTES = 3
SCORE_TOLERANCE = 0.8  # two quotes whose scores differ by less may answer equally well
_MAX_SCORE_LOSS = 1.5  # to the first quote; such a quote is a fifth as likely to answer


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes found, best first; a person sees them only if `is_answered`.

    `confidence` is the probability that the first quote answers. `spellings` has the word for which
    each misspelt word was taken. `changed_articles` are those whose files no longer hold the quotes
    found in them, which are left out. `carried_words` were taken from the question before or from
    its answer, which made the question `full_question`. A refusal has the `closest_titles`.
    `language` is the code of the question's language; if no article is in it, there are no quotes,
    and `other_languages` are those of the articles, the most frequent first. `reader_use` says if
    a reader was asked, or why not.
    """

    question: str
    is_answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    spellings: Mapping[str, str]
    changed_articles: tuple[str, ...] = ()
    carried_words: tuple[str, ...] = ()
    full_question: str = ""
    closest_titles: tuple[str, ...] = ()
    language: str = ENGLISH
    other_languages: tuple[str, ...] = ()
    reader_use: ReaderUse = ReaderUse.NONE

    @property
    def visible_quotes(self) -> tuple[Quote, ...]:
        """The quotes that a person sees: the first, and others that are nearly as good."""
        if not self.is_answered:
            return ()
        min_score = self.quotes[0].score - _MAX_SCORE_LOSS
        good = [quote for quote in self.quotes if quote.score >= min_score]
        return tuple(
            quote
            for n, quote in enumerate(good)
            if not any(better.repeats(quote) for better in good[:n])
        )

    @property
    def newest(self) -> Quote | None:
        """The quote from the article published last, if the quotes have several dates."""
        quotes = [quote for quote in self.visible_quotes if quote.published]
        if len({quote.published for quote in quotes}) < 2:
            return None
        return max(quotes, key=lambda quote: quote.published or date.min)
