"""Group questions that the articles did not answer, those that ask the same together."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

_MIN_OVERLAP = 0.6  # the Jaccard index of the terms of two questions that ask the same


@dataclass(slots=True)
class Gap:
    """Questions that ask the same; `example` is the newest of them."""

    example: str
    terms: frozenset[str]
    count: int = 1


def group_questions(
    questions: Iterable[str], terms_of: Callable[[str], frozenset[str]]
) -> list[Gap]:
    """Group questions by their terms, the largest groups first, else in the given order."""
    gaps: list[Gap] = []
    by_term: dict[str, list[Gap]] = {}
    for question in questions:
        terms = terms_of(question) or frozenset({question.casefold()})
        similar = {id(gap): gap for term in terms for gap in by_term.get(term, ())}.values()
        best = max(similar, key=lambda gap: _overlap(gap.terms, terms), default=None)
        if best is not None and _overlap(best.terms, terms) >= _MIN_OVERLAP:
            best.count += 1
            continue
        gap = Gap(question, terms)
        gaps.append(gap)
        for term in terms:
            by_term.setdefault(term, []).append(gap)
    return sorted(gaps, key=lambda gap: -gap.count)


def _overlap(terms: frozenset[str], other_terms: frozenset[str]) -> float:
    return len(terms & other_terms) / len(terms | other_terms)
