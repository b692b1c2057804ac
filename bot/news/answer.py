"""Quote and Answer; the decision to answer or to refuse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.news.article import Article
from bot.news.words import Span

MAX_QUOTES = 3
THRESHOLD = 0.5  # confidence from which an answer is shown


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of an article's file, exactly; `focus` is the best sentence.

    `shown` is what a reader sees of `text`: the same, but for HTML files, where it has no markup;
    `shown_focus` is the span of the focus in it.
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

    @property
    def lines(self) -> str:
        """The lines in words: `line 7`, `lines 7–9`."""
        if self.first_line == self.last_line:
            return f"line {self.first_line}"
        return f"lines {self.first_line}–{self.last_line}"

    def stands_in(self, text: str) -> bool:
        """Return True if `text`, the file's now, holds the quote at its place."""
        return text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotes found, best first; a person sees them only if `answered`.

    `confidence` is the probability that the first quote answers. `changed` names the articles
    whose files no longer hold what was found in them, and whose quotes are left out.
    """

    question: str
    answered: bool
    confidence: float
    quotes: tuple[Quote, ...]
    read_as: Mapping[str, str]
    changed: tuple[str, ...] = ()


def quote(article: Article, passage: Span, focus: Span, score: float = 0.0) -> Quote:
    """Quote the span `passage` of what a reader sees of `article`; `focus` lies inside it."""
    reading = article.reading
    start, end = reading.in_file(*passage)
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
        focus=reading.in_file(*focus),
        shown=reading.text[slice(*passage)],
        shown_focus=(focus[0] - passage[0], focus[1] - passage[0]),
        score=score,
    )
