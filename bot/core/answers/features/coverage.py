"""Coverage: how much of the question stands in a candidate, around it, and nowhere."""

import numpy as np

from bot.core.answers.features.columns import (
    Columns,
    nonzero,
    ratio_to_best,
    share_of_weights,
    to_rows,
)
from bot.core.answers.features.context import FeatureContext
from bot.core.answers.question_words import question_words_of
from bot.core.index.bm25 import Scores
from bot.core.text.sentence_facts import BEGINNING


def coverage_columns(context: FeatureContext) -> Columns:
    """Return the share of the question that the sentence covers, by each form of its words."""
    candidates, question, weights = context.candidates, context.question, context.weights
    matches, by_name, rarity = candidates.in_sentence, context.matches_by_name, context.local_rarity
    forms, facts = question.forms, context.facts
    width = len(forms)
    stems = to_rows([[word.stem in each.stems for word in forms] for each in facts], width)
    plains = to_rows([[word.plain in each.plains for word in forms] for each in facts], width)
    beginnings = to_rows(
        [[word.stem[:BEGINNING] in each.beginnings for word in forms] for each in facts], width
    )
    soft_share = np.maximum(matches, beginnings) @ weights
    number_weights = weights * [word.plain[0].isdigit() for word in forms]
    name_weights, common_weights = weights * context.is_name, context.common_weights
    local_share, local_by_name = (
        share_of_weights(matches, rarity),
        share_of_weights(by_name, rarity),
    )
    common_share = by_name @ common_weights / nonzero(common_weights.sum())
    rare_share = share_of_weights(by_name, rarity * candidates.idf)
    no_term = np.full(len(facts), -1.0)
    return {
        "covered term": matches @ weights,
        "covered stem": stems @ weights,
        "covered plain": plains @ weights,
        "covered soft": soft_share,
        "covered local": local_share,
        "covered name": matches @ name_weights / nonzero(name_weights.sum()),
        "covered number": matches @ number_weights / nonzero(number_weights.sum()),
        "covered whole names": by_name @ weights,
        "whole names local": local_by_name,
        "covered common": common_share,
        "covered rare": rare_share,
        "rarest": matches[:, int(np.argmax(weights))] if forms else no_term,
        "first term": matches[:, 0] if forms else no_term,
        "last term": matches[:, -1] if forms else no_term,
        "head": matches[:, question.head] if question.head >= 0 else no_term,
        "matched": matches.sum(1),
        "matched share": matches.sum(1) / max(width, 1),
        "local ratio": ratio_to_best(local_share),
        "soft ratio": ratio_to_best(soft_share),
        "whole names ratio": ratio_to_best(local_by_name),
        "common ratio": ratio_to_best(common_share),
        "rare ratio": ratio_to_best(rare_share),
    }


def surroundings_columns(context: FeatureContext) -> Columns:
    """Return the share of the question that is only around the sentence, or not in its article."""
    candidates, weights = context.candidates, context.weights
    common_weights = context.common_weights
    missing, missing_by_name = 1 - candidates.in_sentence, 1 - context.matches_by_name
    name_weights, has_pronoun = weights * context.is_name, context.pronoun_counts > 0
    name_before = (missing * candidates.before) @ name_weights
    name_three_before = (missing_by_name * candidates.three_before) @ name_weights
    around = np.maximum.reduce([candidates.three_before, candidates.after, candidates.in_block])
    return {
        "covered only before": (missing * candidates.before) @ weights,
        "covered only three before": (missing * candidates.three_before) @ weights,
        "covered only after": (missing * candidates.after) @ weights,
        "covered only block": (missing * candidates.in_block) @ weights,
        "covered only lead": (missing * candidates.in_lead) @ weights,
        "covered only article": (missing * candidates.in_article) @ weights,
        "common around": (missing * around) @ common_weights / nonzero(common_weights.sum()),
        "name before": name_before,
        "name three before": name_three_before,
        "pronoun for name before": name_before * has_pronoun,
        "pronoun for name three before": name_three_before * has_pronoun,
        "missing": (1 - candidates.in_article) @ weights,
        "missing names": (1 - candidates.in_article) @ name_weights,
        "missing most": (missing * candidates.idf).max(1, initial=0),
    }


def all_word_columns(context: FeatureContext) -> Columns:
    """Return the share of all words and pairs, weighed by how few candidates have them."""
    question_stems = question_words_of(context.question.language).stems
    words = tuple(dict.fromkeys(stem for stem in context.stems if stem not in question_stems))
    pairs = tuple(dict.fromkeys(zip(context.stems, context.stems[1:], strict=False)))
    word_share = _share_by_rarity(
        [[word in facts.stems for word in words] for facts in context.facts], len(words)
    )
    matching_pairs = (context.pairs.intersection(facts.pairs) for facts in context.facts)
    pair_share = _share_by_rarity(
        [[pair in matching for pair in pairs] for matching in matching_pairs], len(pairs)
    )
    return {
        "covered every": word_share,
        "covered pairs": pair_share,
        "every ratio": ratio_to_best(word_share),
        "pairs ratio": ratio_to_best(pair_share),
    }


def _share_by_rarity(rows: list[list[bool]], width: int) -> Scores:
    matches = to_rows(rows, width)
    counts = matches.sum(0)
    rarity = np.log((len(rows) + 1) / (counts + 0.5)) * (counts > 0)
    share: Scores = matches @ rarity / nonzero(rarity.sum())
    return share
