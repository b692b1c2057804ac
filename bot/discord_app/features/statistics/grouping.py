"""Gaps: questions that the articles did not answer, those that ask the same together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

_SAME = 0.6  # of the terms of two questions together, how many they share (the Jaccard index)


@dataclass(slots=True)
class Gap:
    """Questions that ask the same; `example` is the newest of them."""

    example: str
    terms: frozenset[str]
    count: int = 1


def gaps_in(questions: Iterable[str], terms_of: Callable[[str], frozenset[str]]) -> list[Gap]:
    """Group questions by their terms, the most asked first, else in the order that they come in."""
    gaps: list[Gap] = []
    by_term: dict[str, list[Gap]] = {}
    for question in questions:
        terms = terms_of(question) or frozenset({question.casefold()})
        near = {id(gap): gap for term in terms for gap in by_term.get(term, ())}.values()
        best = max(near, key=lambda gap: _overlap(gap.terms, terms), default=None)
        if best is not None and _overlap(best.terms, terms) >= _SAME:
            best.count += 1
            continue
        gap = Gap(question, terms)
        gaps.append(gap)
        for term in terms:
            by_term.setdefault(term, []).append(gap)
    return sorted(gaps, key=lambda gap: -gap.count)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
