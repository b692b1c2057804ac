"""Summarising: an article or a topic of a corpus, in its own sentences."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from bot.core.answers.question import parse_question
from bot.core.answers.quoting import quote_next_to
from bot.core.corpus import Corpus
from bot.core.index.bm25 import Scores
from bot.core.summaries.summary import Summary, SummaryGap, choose_sentences, find_gap
from bot.core.summaries.topic_summary import choose_topic_sentences, score_topic_sentences
from bot.core.text.article import Article
from bot.core.text.lexicon import without_phrase_parts
from bot.core.text.quote import make_quote
from bot.core.verification import verify

# By the lead's half-life a sentence behind so many weighs a thousandth; a novel has as many.
_MAX_SENTENCES = 5_000


def summarise_article(corpus: Corpus, article: Article, count: int) -> Summary:
    """Return the `count` sentences of `article` that tell the most."""
    number = corpus.number_of(article.path)
    first, end = corpus.index.sentence_range(number)
    numbers = range(first, min(end, first + _MAX_SENTENCES))
    sentences = [corpus.sentence(i)[1] for i in numbers]
    term_counts = [corpus.term_counts(i) for i in numbers]
    choice = choose_sentences(article.visible_text, sentences, term_counts, count)
    quotes, changed = verify(
        corpus, [make_quote(article, sentence.span, sentence.span) for sentence in choice]
    )
    return Summary(quotes, article, gap=find_gap(sentences), changed_articles=changed)


def summarise_topic(corpus: Corpus, topic: str, count: int, article: Article | None) -> Summary:
    """Return the `count` sentences of all articles, or of one, that tell the most of `topic`."""
    topic = " ".join(topic.encode(errors="replace").decode().split())  # as of a question
    question = parse_question(corpus, topic)
    within = corpus.number_or_all(article)
    newness = _newness(corpus)
    worth: dict[int, float] = {}
    for terms in [question.terms, *_terms_of_other_languages(corpus, topic, question.language)]:
        worth |= score_topic_sentences(terms, corpus.index, newness, within)
    positions = corpus.index.positions(np.array(list(worth), np.intp)).tolist()
    numbers = choose_topic_sentences(
        worth,
        corpus.index.sentences.idf,
        corpus.term_counts,
        corpus.place,
        dict(zip(worth, positions, strict=True)),
        count,
    )
    by_date = sorted(
        (quote_next_to(corpus, number, numbers) for number in numbers),
        key=lambda quote: quote.published or date.min,
    )
    quotes, changed = verify(corpus, by_date)
    gap = None if worth else SummaryGap.UNKNOWN_TOPIC
    return Summary(
        quotes,
        article,
        topic,
        gap,
        question.spellings,
        changed,
        question.language,
        corpus.other_languages(question.language, article),
    )


def _terms_of_other_languages(corpus: Corpus, topic: str, language: str) -> Iterator[list[str]]:
    """Yield the terms of a topic as each language of the articles but `language` reads it."""
    for code in corpus.languages:
        if code != language:
            words = without_phrase_parts(corpus.lexicon.words(topic, language=code))
            yield list(dict.fromkeys(word.term for word in words if word.term))


def _newness(corpus: Corpus) -> Scores:
    """Return the newness of each article, from 0 to 1; one without a date is as the oldest."""
    days = corpus.days()
    newest = days.max(initial=1)
    oldest = days[days > 1].min(initial=newest)
    newness: Scores = np.maximum(0, days - oldest) / max(1, newest - oldest)
    return newness
