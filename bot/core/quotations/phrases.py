"""Phrases: every sentence that has the same words, and how many there are in each month."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from bot.core.corpus import Corpus
from bot.core.quotations.candidates import sentences_with_all
from bot.core.quotations.folding import fold, fold_with_places
from bot.core.quotations.matching import has_whole_words
from bot.core.text.quote import Quote, make_quote
from bot.core.text.words import Span, has_word
from bot.core.verification import verify

DEFAULT_MATCHES = 10


@dataclass(frozen=True, slots=True)
class PhraseMatches:
    """Some of the `total` sentences with a phrase, the newest first.

    `months` counts them all by month (`2025-05`), the oldest first; None is an unknown one.
    """

    phrase: str
    total: int
    quotes: tuple[Quote, ...]
    months: tuple[tuple[str | None, int], ...]
    changed_articles: tuple[str, ...] = ()


def find_phrase(
    corpus: Corpus, words: str, first: int = 0, limit: int = DEFAULT_MATCHES
) -> PhraseMatches:
    """Find the sentences with exactly these words, but for case and typography.

    The focus of each quote are the words; `first` counts from 0.
    """
    phrase = words.strip()
    sentences = _matching_sentences(corpus, phrase)
    quotes = [_quote(corpus, *match) for match in sentences[first : first + limit]]
    exact, changed_articles = verify(corpus, quotes)
    return PhraseMatches(
        phrase, len(sentences), exact, _count_months(corpus, sentences), changed_articles
    )


def _matching_sentences(corpus: Corpus, phrase: str) -> list[tuple[int, Span]]:
    """Return the sentences with a phrase and its place in the text, the newest first."""
    if not has_word(phrase, 0, len(phrase)):
        return []
    numbers = sentences_with_all(corpus, phrase.casefold())
    days = corpus.days()[corpus.index.articles_of(numbers)]
    order = np.lexsort((corpus.index.positions(numbers), -days))
    folded = fold(phrase).casefold()
    matches = ((number, _span(corpus, number, folded)) for number in numbers[order].tolist())
    return [(number, span) for number, span in matches if span]


def _span(corpus: Corpus, number: int, phrase: str) -> Span | None:
    """Return the span of a folded phrase in a sentence, if it has it in whole words."""
    text, sentence = corpus.sentence(number)
    if phrase not in fold(text[slice(*sentence.span)]).casefold():
        return None
    folded = fold_with_places(text[slice(*sentence.span)])
    return next(
        (
            (sentence.start + start, sentence.start + end)
            for start, end in folded.spans_without_case(phrase)
            if has_whole_words(text, sentence.start + start, sentence.start + end)
        ),
        None,
    )


def _quote(corpus: Corpus, number: int, focus: Span) -> Quote:
    article, sentences, position = corpus.place(number)
    return make_quote(article, sentences[position].span, focus)


def _count_months(
    corpus: Corpus, sentences: list[tuple[int, Span]]
) -> tuple[tuple[str | None, int], ...]:
    published = (corpus.place(number).article.published for number, _ in sentences)
    counts = Counter(f"{day:%Y-%m}" if day else None for day in published)
    return tuple(sorted(counts.items(), key=lambda item: item[0] or ""))
