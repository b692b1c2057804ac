"""A question with its candidates, and the weights that most groups of features need."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.answers.question import Question
from bot.core.answers.retrieval import Candidates
from bot.core.index.bm25 import Scores
from bot.core.text.sentence_facts import STYLE, SentenceFacts


@dataclass(frozen=True, slots=True)
class FeatureContext:
    """A question with its candidates and their facts.

    `weights` of the terms sum to 1; `common_weights` are those of the words that are neither names
    nor numbers. `local_rarity` is the rarity of each term inside each candidate's article.
    `matches_by_name` is `candidates.in_sentence` with all words of a name where one of them stands.
    """

    question: Question
    candidates: Candidates
    facts: Sequence[SentenceFacts]
    weights: Scores
    local_rarity: Scores
    matches_by_name: Scores
    is_name: Scores
    common_weights: Scores
    pronoun_counts: Scores
    terms: tuple[str, ...]
    question_words: frozenset[str]  # an entity that has one of them is not new
    stems: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]


def make_context(
    question: Question, candidates: Candidates, facts: Sequence[SentenceFacts]
) -> FeatureContext:
    """Return the context of a question; `facts` are those of each candidate."""
    is_name = np.array(question.names, float)
    is_number = np.array([word.plain[0].isdigit() for word in question.forms], float)
    weights = candidates.idf / max(candidates.idf.sum(), 1e-9)
    length, with_term = candidates.article_length[:, None], candidates.sentences_with
    stems = tuple(word.stem for word in question.words if not word.is_phrase)
    return FeatureContext(
        question=question,
        candidates=candidates,
        facts=facts,
        weights=weights,
        local_rarity=np.log1p((length - with_term + 0.5) / (with_term + 0.5)),
        matches_by_name=_complete_names(question, candidates.in_sentence),
        is_name=is_name,
        common_weights=weights * (1 - is_name) * (1 - is_number),
        pronoun_counts=np.array([each.style[STYLE.index("pronouns")] for each in facts]),
        terms=question.terms,
        question_words=frozenset(word.plain for word in question.words),
        stems=stems,
        pairs=frozenset(zip(stems, stems[1:], strict=False)),
        triples=frozenset(zip(stems, stems[1:], stems[2:], strict=False)),
    )


def _complete_names(question: Question, matches: Scores) -> Scores:
    """Return `matches` with all words of a name where one of them stands (*Mr Rubio*)."""
    forms, names = question.forms, question.names
    run = list(range(len(forms)))
    for i in range(1, len(forms)):
        if names[i - 1] and names[i] and forms[i].start - forms[i - 1].end <= 1:
            run[i] = run[i - 1]
    if len(set(run)) == len(run):
        return matches
    is_same_run = np.equal.outer(run, run)
    return (matches @ is_same_run > 0).astype(float)
