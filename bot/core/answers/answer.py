"""Quote and Answer; the decision to answer or to refuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.text.article import Article
from bot.core.text.words import Span

MAX_QUOTES = 3
AS_GOOD = 0.8  # in score: nearer than this it is open which of two quotes answers
_NEARLY = 1.5  # in score: a quote this much worse is a fifth as likely to answer
THRESHOLD = 0.1  # confidence from which an answer is shown; see model.ConfidenceModel


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of an article's file, exactly; `focus` is the best sentence.

    `answer` is the name, date, number or clause in the focus that answers, where it is plain.
    `shown` is what a reader sees of `text`: the same, but for HTML files, where it has no markup;
    `shown_focus` and `shown_answer` are spans in it. `url` is the page of the article.
    """

    article: str
    title: str
    published: date | None
    first_line: int
    last_line: int
    start: int
    end: int
    text: str
    focus: Span
    shown: str
    shown_focus: Span
    score: float = 0.0
    answer: Span | None = None
    shown_answer: Span | None = None
    url: str | None = None

    @property
    def lines(self) -> str:
        """The lines in words: `line 7`, `lines 7–9`."""
        if self.first_line == self.last_line:
            return f"line {self.first_line}"
        return f"lines {self.first_line}–{self.last_line}"

    def holds(self, other: "Quote") -> bool:
        """Return True if the focus of `other` stands in this quote."""
        start, end = other.focus
        return self.article == other.article and self.start <= start and end <= self.end

    def says(self, other: "Quote") -> bool:
        """Return True if the focus of `other` has the same words, in whatever article."""
        return _words_of_focus(self) == _words_of_focus(other)

    def stands_in(self, text: str) -> bool:
        """Return True if `text`, the file's now, holds the quote at its place."""
        return text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes found, best first; a person sees them only if `answered`.

    `confidence` is the probability that the first quote answers. `changed` names the articles
    whose files no longer hold what was found in them, and whose quotes are left out. `carried` are
    the words that the question took from the one before, which made it `asked_as`. `closest` are
    the titles of the articles nearest to a question that is refused.
    """

    question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    read_as: Mapping[str, str]
    changed: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    asked_as: str = ""
    closest: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that a person sees: the first, and others that are nearly as good."""
        if not self.answered:
            return ()
        least = self.quotes[0].score - _NEARLY
        good = [quote for quote in self.quotes if quote.score >= least]
        return tuple(one for n, one in enumerate(good) if not any(b.says(one) for b in good[:n]))

    @property
    def newest(self) -> Quote | None:
        """The quote from the article published last, where dates of several articles tell."""
        dated = [quote for quote in self.shown if quote.published]
        if len({quote.published for quote in dated}) < 2:
            return None
        return max(dated, key=lambda quote: quote.published or date.min)


def _words_of_focus(one: Quote) -> list[str]:
    return one.shown[slice(*one.shown_focus)].casefold().split()


def quote(
    article: Article,
    passage: Span,
    focus: Span,
    score: float = 0.0,
    answer: Span | None = None,
) -> Quote:
    """Quote the span `passage` of what a reader sees of `article`; `focus` lies inside it."""
    start, end = article.in_file(*passage)
    first_line, last_line = article.lines(start, end)
    return Quote(
        article=article.path,
        title=article.title,
        published=article.published,
        first_line=first_line,
        last_line=last_line,
        start=start,
        end=end,
        text=article.text[start:end],
        focus=article.in_file(*focus),
        shown=article.shown[slice(*passage)],
        shown_focus=(focus[0] - passage[0], focus[1] - passage[0]),
        score=score,
        answer=article.in_file(*answer) if answer else None,
        shown_answer=(answer[0] - passage[0], answer[1] - passage[0]) if answer else None,
        url=article.url,
    )
