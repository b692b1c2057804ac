"""The inside of a sentence: where its words and entities stand, whom it describes, its style."""

import numpy as np

from bot.core.answers.answer_type import AnswerType
from bot.core.answers.features.columns import Columns, to_rows
from bot.core.answers.features.context import FeatureContext
from bot.core.answers.features.entities import entity_features
from bot.core.answers.features.proximity import (
    CLOSE,
    NO_MATCH,
    find_hits,
    nearness_to_any,
    proximity_features,
)
from bot.core.text.sentence_facts import STYLE, SentenceFacts


def inside_columns(context: FeatureContext) -> Columns:
    """Return the features of the matched words and the entities inside each sentence."""
    rows = [_inside_features(context, facts) for facts in context.facts]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _inside_features(context: FeatureContext, facts: SentenceFacts) -> dict[str, float]:
    hits = find_hits(context, facts)
    first = min((places[0] for places, _ in hits), default=NO_MATCH)
    last = max((places[-1] for places, _ in hits), default=0)
    return {
        **proximity_features(context, facts, hits),
        **entity_features(context, facts, hits),
        "speech near": nearness_to_any(hits, facts.speech),
        "be near": nearness_to_any(hits, facts.to_be),
        "opens with match": 1 / (1 + first),
        "words after": len(facts.order) - 1 - last,
    }


def description_columns(context: FeatureContext) -> Columns:
    """Return whether a sentence says more of a name: *Kellogg, an envoy* or *Kellogg is*."""
    question = context.question
    names = [term for term, flag in zip(question.terms, question.names, strict=True) if flag]
    describes, speaks = [], []
    for facts in context.facts:
        places = [place for name in names for place in facts.terms.get(name, ())]
        describes.append(any(p in facts.before_comma or p + 1 in facts.to_be for p in places))
        speaks.append(any(abs(p - verb) <= CLOSE for p in places for verb in facts.speech))
    is_who_is = question.answer_type is AnswerType.WHO_IS
    return {
        "described": np.array(describes, float),
        "speaks": np.array(speaks, float),
        "described who is": np.array(describes, float) * is_who_is,
    }


def style_columns(context: FeatureContext) -> Columns:
    """Return the style of each sentence and its place in its article."""
    candidates = context.candidates
    style = to_rows([facts.style for facts in context.facts], len(STYLE))
    return {
        **dict(zip(STYLE, style.T, strict=True)),
        "position": candidates.position,
        "place": candidates.position / candidates.article_length,
        "position in block": candidates.position_in_block,
        "article length": candidates.article_length,
    }
