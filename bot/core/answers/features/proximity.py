"""Proximity: how near the question's words stand to each other, and to an entity or a verb."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.answers.features.context import FeatureContext
from bot.core.text.entities import Entity
from bot.core.text.sentence_facts import SentenceFacts

Hits = list[tuple[Sequence[int], float]]  # the places of each matched term, and its weight

CLOSE = 3  # words between a matched word and the entity that it says something about
NO_MATCH = 99  # words; longer than most sentences


def find_hits(context: FeatureContext, facts: SentenceFacts) -> Hits:
    """Return the places of the question's terms in a sentence, with their weights."""
    places = (facts.terms.get(term) for term in context.terms)
    return [(p, float(w)) for p, w in zip(places, context.weights, strict=True) if p]


def proximity_features(
    context: FeatureContext, facts: SentenceFacts, hits: Hits
) -> Mapping[str, float]:
    """Return the pairs, triples, order and nearness to each other of the question's words."""
    order = adjacent = 0.0
    for (places, weight), (next_places, next_weight) in zip(hits, hits[1:], strict=False):
        gap = min((y - x for x in places for y in next_places if y > x), default=0)
        order += (gap > 0) * (weight + next_weight)
        adjacent += (0 < gap <= 2) * (weight + next_weight)  # one word between them
    return {
        "pairs": len(context.pairs.intersection(facts.pairs)),
        "triples": len(context.triples.intersection(facts.triples)),
        "order": order,
        "adjacent": adjacent,
        "window": _window(hits),
    }


def _window(hits: Hits) -> float:
    """Return the density of the question in the shortest stretch that has all matched words."""
    if not hits:
        return 0.0
    marks = sorted((place, i) for i, (places, _) in enumerate(hits) for place in places)
    last: dict[int, int] = {}
    shortest = NO_MATCH
    for place, i in marks:
        last[i] = place
        if len(last) == len(hits):
            shortest = min(shortest, place - min(last.values()) + 1)
    return sum(weight for _, weight in hits) * len(hits) / max(shortest, len(hits))


def nearness_to_entity(hits: Hits, entity: Entity) -> float:
    """Return a number that grows with the matched words and with their nearness to an entity."""
    return sum(
        weight
        / (
            2
            + max(
                0,
                min(
                    entity.first - place if place < entity.first else place - entity.last
                    for place in places
                ),
            )
        )
        for places, weight in hits
    )


def nearness_to_any(hits: Hits, marks: Iterable[int]) -> float:
    """Return the nearness of the matched words to the nearest of `marks`."""
    return max(
        (
            sum(
                weight / (1 + min(abs(place - mark) for place in places)) for places, weight in hits
            )
            for mark in marks
        ),
        default=0.0,
    )


def weight_beside(hits: Hits, entity: Entity, direction: int) -> float:
    """Return the weight of the best matched word just before (1) or behind (-1) an entity."""
    edge = entity.first if direction > 0 else entity.last
    return max(
        (
            weight
            for places, weight in hits
            if any(0 < direction * (edge - place) <= CLOSE for place in places)
        ),
        default=0.0,
    )
