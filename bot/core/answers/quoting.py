"""Quoting: a sentence of a corpus, given by its number or its place, as a quote."""

from collections.abc import Container

from bot.core.answers.answer_span import extract_answer_span
from bot.core.answers.question import Question
from bot.core.corpus import Corpus
from bot.core.text.article import Article
from bot.core.text.quote import Quote, make_quote, passage_span
from bot.core.verification import verify


def quote_sentence(corpus: Corpus, number: int, score: float = 0.0) -> Quote:
    """Quote a sentence, with the sentences before it that it depends on."""
    article, sentences, position = corpus.place(number)
    focus = sentences[position].start, sentences[position].end
    return make_quote(
        article, passage_span(article.visible_text, sentences, position), focus, score
    )


def quote_marked(corpus: Corpus, question: Question, number: int, score: float) -> Quote:
    """Quote a sentence as `quote_sentence` does, with the answer in it marked if it is plain."""
    article, sentences, position = corpus.place(number)
    text, focus = article.visible_text, (sentences[position].start, sentences[position].end)
    words = corpus.lexicon.words(text, *focus)
    answer = extract_answer_span(text, question, corpus.facts_of(number), words)
    return make_quote(article, passage_span(text, sentences, position), focus, score, answer)


def quote_beside(corpus: Corpus, number: int, chosen: Container[int]) -> Quote:
    """Quote a sentence alone if the one before it is among `chosen`, else as `quote_sentence`."""
    if number - 1 not in chosen:
        return quote_sentence(corpus, number)
    article, sentences, position = corpus.place(number)
    focus = sentences[position].start, sentences[position].end
    return make_quote(article, focus, focus)


def quote_at(corpus: Corpus, article: Article, start: int) -> Quote | None:
    """Return the quote of the sentence that begins at `start` of its file, if it still does."""
    sentences = corpus.sentences_of(article)
    for position, sentence in enumerate(sentences):
        focus = sentence.start, sentence.end
        if article.file_span(*focus)[0] == start:
            found = make_quote(
                article, passage_span(article.visible_text, sentences, position), focus
            )
            exact, _ = verify(corpus, [found])
            return found if exact else None
    return None
