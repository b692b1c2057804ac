"""Topic summary: the sentences over all articles that tell the most about a topic."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.core.answers.retrieval import LEAD_SENTENCES
from bot.core.corpus import SentencePlace
from bot.core.index.bm25 import Scores
from bot.core.index.two_level import ARTICLE_WEIGHT, Numbers, TwoLevelIndex
from bot.core.summaries.summary import (
    LEAD_HALF_LIFE,
    Predecessors,
    SummaryCandidate,
    choose_candidates,
    is_informative,
    speaker_worth,
)
from bot.core.text.blocks import BlockKind

_MAX_COMPARED = 200  # sentences; hardly any after them would be chosen
_NEWNESS_WEIGHT = 0.25  # by how much the newest article counts more than the oldest


def score_topic_sentences(
    terms: Sequence[str], index: TwoLevelIndex, newness: Scores, within: int | None
) -> dict[int, float]:
    """Return the sentences that are most about a topic with these terms, with their worth.

    They have a term of it and stand in articles that have all. `newness` is that of each article,
    from 0 to 1.
    """
    if not terms or not all(term in index.sentences for term in terms):
        return {}
    scores = index.sentences.scores(terms)
    articles = np.arange(len(newness))
    has_all = np.all([index.articles.term_weights(term, articles) > 0 for term in terms], axis=0)
    first, end = index.sentence_range(within)
    numbers = first + np.flatnonzero(scores[first:end])
    numbers = numbers[has_all[index.articles_of(numbers)]]
    article = index.articles_of(numbers)
    worth = scores[numbers] + ARTICLE_WEIGHT * index.articles.scores(terms)[article]
    worth *= 1 + _share_in_lead(terms, index, article)
    worth *= 1 + LEAD_HALF_LIFE / (LEAD_HALF_LIFE + numbers - index.sentence_ranges(article)[0])
    worth *= 1 + _NEWNESS_WEIGHT * newness[article]
    best = index.order_by_score(worth, numbers)[:_MAX_COMPARED]
    return dict(zip(numbers[best].tolist(), worth[best].tolist(), strict=True))


def choose_topic_sentences(
    worth: Mapping[int, float],
    idf: Callable[[str], float],
    term_counts_of: Callable[[int], Mapping[str, int]],
    place_of: Callable[[int], SentencePlace],
    positions: Mapping[int, int],
    count: int,
) -> list[int]:
    """Return the numbers of `count` sentences, or as many as there are, in order.

    `worth` is the result of `score_topic_sentences`; `positions` have the order of all sentences.
    """
    places = {number: place_of(number) for number in worth}
    numbers = _informative_numbers(places) or list(places)
    terms = {number: tuple(term_counts_of(number)) for number in numbers}
    counts = Counter(term for number in numbers for term in terms[number])
    weights = {term: n * idf(term) for term, n in counts.items()}
    predecessors = {
        place.article.path: Predecessors(place.article.visible_text, place.sentences)
        for place in places.values()
    }
    candidates = [
        _make_candidate(
            positions[number], worth[number], terms[number], places[number], predecessors
        )
        for number in numbers
    ]
    choice = choose_candidates(candidates, weights, count)
    if not choice:  # all depend on sentences that have nothing of the topic
        independent = [replace(candidate, predecessor=None) for candidate in candidates]
        choice = choose_candidates(independent, weights, count)
    number_at = {positions[number]: number for number in numbers}
    return [number_at[position] for position in sorted(each.number for each in choice)]


def _informative_numbers(places: Mapping[int, SentencePlace]) -> list[int]:
    """Return the numbers of the informative sentences, or if there is none, of all but headings."""
    informative = [
        number
        for number, (article, sentences, i) in places.items()
        if is_informative(article.visible_text, sentences[i])
    ]
    return informative or [
        number
        for number, (_, sentences, i) in places.items()
        if sentences[i].kind is not BlockKind.HEADING
    ]


def _make_candidate(
    number: int,
    worth: float,
    terms: tuple[str, ...],
    place: SentencePlace,
    predecessors: Mapping[str, Predecessors],
) -> SummaryCandidate:
    article, sentences, position = place
    text = article.visible_text
    predecessor = predecessors[article.path].find(position)
    return SummaryCandidate(
        number=number,
        terms=terms,
        worth=worth * speaker_worth(text, sentences[position]),
        predecessor=None if predecessor is None else number - position + predecessor,
    )


def _share_in_lead(terms: Sequence[str], index: TwoLevelIndex, article: Numbers) -> Scores:
    """Return the share of the terms that stand in the lead of each article."""
    first, end = index.sentence_ranges(article)
    end = np.minimum(first + LEAD_SENTENCES, end)
    is_in_lead = [index.sentences.count_in_ranges(term, first, end) > 0 for term in terms]
    share: Scores = np.mean(is_in_lead, axis=0)
    return share
