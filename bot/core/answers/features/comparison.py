"""Comparison: BM25, the rank of a candidate among all, and the features that all share."""

import numpy as np

from bot.core.answers.answer_type import AnswerType
from bot.core.answers.features.columns import Columns, ranks, ratio_to_best
from bot.core.answers.features.context import FeatureContext


def bm25_columns(context: FeatureContext) -> Columns:
    """Return BM25 of the sentence, its surroundings and its article, also by local rarity."""
    candidates = context.candidates
    local = (candidates.saturation * context.local_rarity).sum(1)
    blend = (candidates.saturation * context.local_rarity * candidates.idf).sum(1)
    scores = {
        "bm25": candidates.bm25,
        "bm25 before": candidates.bm25_before,
        "bm25 after": candidates.bm25_after,
        "bm25 of block": candidates.bm25_of_block,
        "bm25 of article": candidates.bm25_of_article,
        "fused": candidates.fused,
        "local bm25": local,
        "blended bm25": blend,
    }
    return scores | {f"{name} ratio": ratio_to_best(values) for name, values in scores.items()}


def comparison_columns(context: FeatureContext, columns: Columns) -> Columns:
    """Return the rank of each candidate among all, by the columns that matter most."""
    candidates, matches = context.candidates, context.candidates.in_sentence
    counts = matches.sum(1)
    is_subset = (matches[:, None, :] <= matches[None, :, :]).all(2)
    is_proper_subset = is_subset & (counts[:, None] < counts[None, :])
    article_ranks = np.unique(-candidates.bm25_of_article, return_inverse=True)[1]
    return {
        "covered ratio": ratio_to_best(columns["covered term"]),
        "thing near ratio": ratio_to_best(columns["thing near"]),
        "bm25 rank": ranks(candidates.bm25),
        "fused rank": ranks(candidates.fused),
        "local bm25 rank": ranks(columns["local bm25"]),
        "blended bm25 rank": ranks(columns["blended bm25"]),
        "article rank": article_ranks.astype(float),
        "local rank": ranks(columns["covered local"]),
        "thing near rank": ranks(columns["thing near"]),
        "wanted near rank": ranks(columns["wanted near"]),
        "wanted rank": ranks(columns["wanted"] * candidates.fused),
        "whole names rank": ranks(columns["whole names local"] * (1 + candidates.fused)),
        "better matched": is_proper_subset.sum(1).astype(float),
    }


def question_columns(context: FeatureContext) -> Columns:
    """Return the features of the question, which are the same for all candidates."""
    candidates, count = context.candidates, len(context.facts)
    figures = {
        "one article": float(candidates.one_article),
        "terms": float(len(candidates.idf)),
        "information": candidates.idf.sum(),
        "unknown": (1 - candidates.in_corpus) @ context.weights,
        "candidates": float(count),
        **{f"asked {kind}": float(context.question.answer_type is kind) for kind in AnswerType},
    }
    return {name: np.full(count, figure) for name, figure in figures.items()}
