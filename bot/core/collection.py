"""Collection: a corpus with every way to ask it as a method. Every way to ask ends here."""

from collections.abc import Iterable

from bot.core.answers.answer import MAX_QUOTES, Answer
from bot.core.answers.answering import answer_question, explain_answer
from bot.core.answers.explanation import Explanation
from bot.core.answers.nearest import match_statements
from bot.core.answers.question import Question, parse_question
from bot.core.answers.quoting import quote_at
from bot.core.corpus import Corpus
from bot.core.quotations.checking import check_quotation
from bot.core.quotations.phrases import DEFAULT_MATCHES, PhraseMatches, find_phrase
from bot.core.quotations.quotation_check import QuotationCheck
from bot.core.summaries.summarising import summarise_article, summarise_topic
from bot.core.summaries.summary import DEFAULT_SENTENCES, Summary
from bot.core.text.article import Article
from bot.core.text.quote import Quote
from bot.core.timelines.building import build_timeline, list_date_expressions
from bot.core.timelines.events import DEFAULT_EVENTS, Timeline
from bot.core.verification import is_as_loaded


class Collection(Corpus):
    """The facade of the core: each method calls the function that does the work."""

    __slots__ = ()

    def ask(
        self,
        question: str,
        article: Article | None = None,
        limit: int = MAX_QUOTES,
        before: str | None = None,
        locale: str | None = None,
    ) -> Answer:
        """Answer `question` from all articles, or from one, with at most `limit` quotes.

        A question that depends on the one asked `before` takes words from it or its answer.
        The `locale` of the reader helps to tell the language of a short question.
        """
        return answer_question(self, question, article, limit, before, locale)

    def explain(self, question: str, article: Article | None = None) -> Explanation | None:
        """Explain why the first quote of the answer is the first, if there is one."""
        return explain_answer(self, question, article)

    def parse_question(self, question: str) -> Question:
        """Return `question` in the words that the articles have."""
        return parse_question(self, question)

    def summary(self, article: Article, count: int = DEFAULT_SENTENCES) -> Summary:
        """Return the `count` sentences of `article` that tell the most."""
        return summarise_article(self, article, count)

    def topic_summary(
        self, topic: str, count: int = DEFAULT_SENTENCES, article: Article | None = None
    ) -> Summary:
        """Return the `count` sentences of all articles, or of one, that tell most of `topic`."""
        return summarise_topic(self, topic, count, article)

    def timeline(
        self,
        article: Article | None = None,
        topic: str | None = None,
        limit: int | None = DEFAULT_EVENTS,
    ) -> Timeline:
        """Return the dated events of `article` or of all, only of `topic` if one is named."""
        return build_timeline(self, article, topic, limit)

    def date_expressions(self, article: Article | None = None) -> Timeline:
        """Return every date expression of `article` or of all, neither chosen nor merged."""
        return list_date_expressions(self, article)

    def near(self, statements: Iterable[str]) -> list[tuple[str, Quote]]:
        """Match each statement with the most similar sentence, if one is similar enough."""
        return match_statements(self, statements)

    def check_quotation(self, text: str) -> QuotationCheck:
        """Compare a quotation with the articles, word for word."""
        return check_quotation(self, text)

    def find(self, words: str, first: int = 0, limit: int = DEFAULT_MATCHES) -> PhraseMatches:
        """Return sentences with exactly these words, the newest first, from `first` on."""
        return find_phrase(self, words, first, limit)

    def quote_at(self, article: Article, start: int) -> Quote | None:
        """Return the quote of the sentence that begins at `start` of its file, if it still does."""
        return quote_at(self, article, start)

    def is_as_loaded(self, article: Article) -> bool:
        """Return whether the file of `article`, read again now, has not changed."""
        return is_as_loaded(self, article)
