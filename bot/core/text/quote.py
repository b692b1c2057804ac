"""Quote: characters of an article's file, exactly as they stand there."""

from dataclasses import dataclass
from datetime import date

from bot.core.text.article import Article
from bot.core.text.words import Span


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of an article's file, exactly; `focus` is the best sentence.

    `answer` is the name, date, number or clause in the focus that answers, where it is plain.
    `visible_text` is `text` as a reader sees it, which differs only in HTML files by the markup;
    `visible_focus` and `visible_answer` are spans of it. `url` is the page of the article.
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
    visible_text: str
    visible_focus: Span
    score: float = 0.0
    answer: Span | None = None
    visible_answer: Span | None = None
    url: str | None = None

    @property
    def lines(self) -> str:
        """The lines in words: `line 7`, `lines 7–9`."""
        if self.first_line == self.last_line:
            return f"line {self.first_line}"
        return f"lines {self.first_line}–{self.last_line}"

    def contains(self, other: "Quote") -> bool:
        """Return True if the focus of `other` stands in this quote."""
        start, end = other.focus
        return self.article == other.article and self.start <= start and end <= self.end

    def repeats(self, other: "Quote") -> bool:
        """Return True if the focus of `other` has the same words, in whatever article."""
        return _words_of_focus(self) == _words_of_focus(other)

    def is_verbatim_in(self, text: str) -> bool:
        """Return True if `text`, the file's now, holds the quote at its place."""
        return text[self.start : self.end] == self.text


def _words_of_focus(one: Quote) -> list[str]:
    return one.visible_text[slice(*one.visible_focus)].casefold().split()


def make_quote(
    article: Article,
    passage: Span,
    focus: Span,
    score: float = 0.0,
    answer: Span | None = None,
) -> Quote:
    """Quote the span `passage` of what a reader sees of `article`; `focus` lies inside it."""
    start, end = article.file_span(*passage)
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
        focus=article.file_span(*focus),
        visible_text=article.visible_text[slice(*passage)],
        visible_focus=(focus[0] - passage[0], focus[1] - passage[0]),
        score=score,
        answer=article.file_span(*answer) if answer else None,
        visible_answer=(answer[0] - passage[0], answer[1] - passage[0]) if answer else None,
        url=article.url,
    )
