"""Quoting: a sentence of a corpus, given by its number or its place, as a quote."""

from collections.abc import Container

from bot.core.answers.answer_span import extract_answer_span
from bot.core.answers.question import Question
from bot.core.corpus import Corpus
from bot.core.text.article import Article
from bot.core.text.quote import Quote, make_quote, passage_span
from bot.core.text.words import Span
from bot.core.verification import verify


def quote_sentence(corpus: Corpus, number: int, score: float = 0.0) -> Quote:
    """Quote a sentence, with the sentences before it that it depends on."""
    article, sentences, position = corpus.place(number)
    passage = passage_span(article.visible_text, sentences, position)
    return make_quote(article, passage, sentences[position].span, score)


def quote_with_answer(
    corpus: Corpus, question: Question, number: int, score: float, read_answer: Span | None = None
) -> Quote:
    """Quote a sentence as `quote_sentence` does, with the answer in it marked if it is plain.

    If it is not, the answer that a reader has marked is taken.
    """
    article, sentences, position = corpus.place(number)
    text, focus = article.visible_text, sentences[position].span
    words = corpus.lexicon.words(text, *focus, sentences[position].language)
    answer = extract_answer_span(text, question, corpus.facts_of(number), words) or read_answer
    return make_quote(article, passage_span(text, sentences, position), focus, score, answer)


def quote_next_to(corpus: Corpus, number: int, others: Container[int]) -> Quote:
    """Quote a sentence by itself if the one before it is quoted too, else as `quote_sentence`."""
    if number - 1 not in others:
        return quote_sentence(corpus, number)
    article, sentences, position = corpus.place(number)
    return make_quote(article, sentences[position].span, sentences[position].span)


def quote_at(corpus: Corpus, article: Article, start: int) -> Quote | None:
    """Return the quote of the sentence that begins at `start` of its file, if it still does."""
    sentences = corpus.sentences_of(article)
    for position, sentence in enumerate(sentences):
        if article.file_span(*sentence.span)[0] == start:
            passage = passage_span(article.visible_text, sentences, position)
            exact, _ = verify(corpus, [make_quote(article, passage, sentence.span)])
            return exact[0] if exact else None
    return None
