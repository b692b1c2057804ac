"""Quote: characters of an article's file, exactly as they stand there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.languages.registry import language_of
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.sentences import Sentence
from bot.core.text.words import Span, token_spans

MAX_PASSAGE_WORDS = 60


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters `start` to `end` of an article's file, exactly; `focus` is the best sentence.

    `answer` is the name, date, number or clause in the focus that answers, if it is plain.
    `visible_text` is `text` as a reader sees it, without the markup of HTML and Markdown;
    `visible_focus` and `visible_answer` are spans of it. `url` is the page of the article, `page`
    the number of the page of a PDF on which the quote begins, and `attribution` who published the
    article, if that is known.
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
    page: int | None = None
    attribution: str | None = None

    @property
    def lines(self) -> str:
        """The lines as a phrase, with the page of a PDF: `lines 7–9`, `line 52 · page 4`."""
        page = f" · page {self.page}" if self.page else ""
        if self.first_line == self.last_line:
            return f"line {self.first_line}{page}"
        return f"lines {self.first_line}–{self.last_line}{page}"

    def contains(self, other: "Quote") -> bool:
        """Return whether the focus of `other` stands in this quote."""
        start, end = other.focus
        return self.article == other.article and self.start <= start and end <= self.end

    def repeats(self, other: "Quote") -> bool:
        """Return whether the focus of `other` has the same words, in whatever article."""
        return _words_of_focus(self) == _words_of_focus(other)

    def is_verbatim_in(self, text: str) -> bool:
        """Return whether `text`, the file as it is now, holds the quote at its place."""
        return text[self.start : self.end] == self.text


def _words_of_focus(quote: Quote) -> list[str]:
    return quote.visible_text[slice(*quote.visible_focus)].casefold().split()


def make_quote(
    article: Article,
    passage: Span,
    focus: Span,
    score: float = 0.0,
    answer: Span | None = None,
) -> Quote:
    """Quote the span `passage` of the visible text of `article`; `focus` lies inside it."""
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
        page=article.page(start),
        attribution=article.attribution,
    )


def depends_on_previous(text: str, sentence: Sentence) -> bool:
    """Return whether `sentence` opens with a word that points at the sentence before it."""
    language = language_of(sentence.language)
    tokens = [text[start:end] for start, end in token_spans(text, *sentence.span)]
    if not tokens:
        return False
    forms = {language.plain(tokens[0]).lower(), language.lower(tokens[0]).replace("’", "'")}
    if forms.isdisjoint(language.dependent_openings):
        return False
    times = language.sentence_words["except before a time"]
    return not times or len(tokens) == 1 or language.plain(tokens[1]) not in times


def passage_span(text: str, sentences: Sequence[Sentence], focus: int) -> Span:
    """Return the span of a sentence with the sentences before it that it depends on.

    They are whole sentences of one paragraph, MAX_PASSAGE_WORDS at most. A longer focus stands by
    itself.
    """
    first, end = focus, sentences[focus].end
    while (
        first > 0
        and sentences[first].kind is BlockKind.PARAGRAPH
        and sentences[first - 1].block == sentences[first].block
        and depends_on_previous(text, sentences[first])
        and len(text[sentences[first - 1].start : end].split()) <= MAX_PASSAGE_WORDS
    ):
        first -= 1
    return sentences[first].start, end
