"""Topic: the sentences over all articles that tell the most about it."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.core.answers.retrieval import LEAD_SENTENCES
from bot.core.corpus import SentencePlace
from bot.core.index.bm25 import Scores
from bot.core.index.two_level import ARTICLE_WEIGHT, Numbers, TwoLevelIndex
from bot.core.summaries.summary import HALF_LEAD, Choice, choose, needed_before, spoken_worth, tells
from bot.core.text.blocks import BlockKind

_MOST = 200  # sentences that are compared: of those after them hardly any is chosen
_NEWEST = 0.25  # by how much the newest article counts more than the oldest


def about(
    terms: Sequence[str], indexes: TwoLevelIndex, newness: Scores, within: int | None
) -> dict[int, float]:
    """Return the sentences that are most about a topic with these terms, and how much so.

    They have a term of it and stand in articles that have all. `newness` is that of each article,
    from 0 to 1.
    """
    if not terms or not all(term in indexes.sentences for term in terms):
        return {}
    own = indexes.sentences.scores(terms)
    articles = np.arange(len(newness))
    has_all = np.all([indexes.articles.term_weights(term, articles) > 0 for term in terms], axis=0)
    first, end = indexes.sentence_range(within)
    numbers = first + np.flatnonzero(own[first:end])
    numbers = numbers[has_all[indexes.articles_of(numbers)]]
    article = indexes.articles_of(numbers)
    worth = own[numbers] + ARTICLE_WEIGHT * indexes.articles.scores(terms)[article]
    worth *= 1 + _in_lead(terms, indexes, article)
    worth *= 1 + HALF_LEAD / (HALF_LEAD + numbers - indexes.sentence_ranges(article)[0])
    worth *= 1 + _NEWEST * newness[article]
    best = indexes.order_by_score(worth, numbers)[:_MOST]
    return dict(zip(numbers[best].tolist(), worth[best].tolist(), strict=True))


def summarise_topic(
    worth: Mapping[int, float],
    idf: Callable[[str], float],
    terms_of: Callable[[int], Mapping[str, int]],
    place: Callable[[int], SentencePlace],
    positions: Mapping[int, int],
    count: int,
) -> list[int]:
    """Return the numbers of `count` sentences, or as many as there are, in order.

    `worth` is what `about` returns; `terms_of` counts the terms of a sentence, `place` tells where
    it stands, and `positions` have the order of all.
    """
    places = {number: place(number) for number in worth}
    numbers = _telling(places) or list(places)
    terms = {number: tuple(terms_of(number)) for number in numbers}
    counts = Counter(term for number in numbers for term in terms[number])
    weights = {term: n * idf(term) for term, n in counts.items()}
    choices = [
        _choice(positions[number], worth[number], terms[number], places[number])
        for number in numbers
    ]
    chosen = choose(choices, weights, count)
    if not chosen:  # all lean on sentences that have nothing of the topic
        chosen = choose([replace(one, before=None) for one in choices], weights, count)
    at = {positions[number]: number for number in numbers}
    return [at[one] for one in sorted(one.number for one in chosen)]


def _telling(places: Mapping[int, SentencePlace]) -> list[int]:
    """Return the numbers of the sentences that tell something, or of what else is no heading."""
    telling = [n for n, (article, own, i) in places.items() if tells(article.visible_text, own[i])]
    return telling or [
        n for n, (_, own, i) in places.items() if own[i].kind is not BlockKind.HEADING
    ]


def _choice(number: int, worth: float, terms: tuple[str, ...], place: SentencePlace) -> Choice:
    article, own, position = place
    text = article.visible_text
    before = needed_before(text, own, position)
    return Choice(
        number=number,
        terms=terms,
        worth=worth * spoken_worth(text, own[position]),
        before=None if before is None else number - position + before,
    )


def _in_lead(terms: Sequence[str], indexes: TwoLevelIndex, article: Numbers) -> Scores:
    """Return the share of the terms that stand in the lead of each article."""
    first, end = indexes.sentence_ranges(article)
    end = np.minimum(first + LEAD_SENTENCES, end)
    held = [indexes.sentences.count_in_ranges(term, first, end) > 0 for term in terms]
    share: Scores = np.mean(held, axis=0)
    return share
