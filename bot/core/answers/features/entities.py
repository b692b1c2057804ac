"""Entities that a sentence names beyond the question's words, and how well they fit."""

from collections.abc import Mapping

from bot.core.answers.answer_type import AnswerType
from bot.core.answers.features.context import FeatureContext
from bot.core.answers.features.proximity import CLOSE, Hits, nearness_to_entity, weight_beside
from bot.core.answers.question import Question
from bot.core.text.entities import Entity, EntityType
from bot.core.text.sentence_facts import SentenceFacts

# For each answer type, how well an entity of a type fits it.
ENTITY_FIT: Mapping[AnswerType, Mapping[EntityType, float]] = {
    AnswerType.WHO: {EntityType.PERSON: 1, EntityType.NAME: 0.9, EntityType.PLACE: 0.3},
    AnswerType.WHEN: {EntityType.DATE: 1, EntityType.DURATION: 0.4},
    AnswerType.WHERE: {EntityType.PLACE: 1, EntityType.NAME: 0.5, EntityType.PERSON: 0.2},
    AnswerType.HOW_MANY: {EntityType.NUMBER: 1, EntityType.PERCENT: 0.5, EntityType.DURATION: 0.3},
    AnswerType.HOW_MUCH: {EntityType.MONEY: 1, EntityType.PERCENT: 0.8, EntityType.NUMBER: 0.5},
    AnswerType.HOW_LONG: {EntityType.DURATION: 1, EntityType.NUMBER: 0.4, EntityType.DATE: 0.3},
    AnswerType.WHAT_NAME: {EntityType.NAME: 1, EntityType.PERSON: 0.9, EntityType.PLACE: 0.7},
}
_COLUMN_OF_TYPE = {f"new {kind.name.lower()}": kind for kind in EntityType}
_COUNTABLE = frozenset({EntityType.NUMBER, EntityType.PERCENT, EntityType.MONEY})


def entity_features(
    context: FeatureContext, facts: SentenceFacts, hits: Hits
) -> Mapping[str, float]:
    """Return the number of new entities, their fit, and their nearness to the matched words."""
    new = [
        entity for entity in facts.entities if not context.question_words.issuperset(entity.plains)
    ]
    types = [entity.type for entity in new]
    fit_of = ENTITY_FIT.get(context.question.answer_type, {})
    fits = [
        (fit_of.get(entity.type, 0.0), entity, nearness_to_entity(hits, entity)) for entity in new
    ]
    near_name = max(
        (near for _, entity, near in fits if entity.type <= EntityType.PLACE), default=0.0
    )
    near_number = max(
        (near for _, entity, near in fits if EntityType.PLACE < entity.type <= EntityType.PERCENT),
        default=0.0,
    )
    return {
        **{name: types.count(kind) for name, kind in _COLUMN_OF_TYPE.items()},
        "wanted": max((fit for fit, _, _ in fits), default=0.0),
        "wanted near": max((fit * near for fit, _, near in fits), default=0.0),
        "wanted behind match": max(
            (fit * weight_beside(hits, entity, 1) for fit, entity, _ in fits if fit), default=0.0
        ),
        "wanted before match": max(
            (fit * weight_beside(hits, entity, -1) for fit, entity, _ in fits if fit), default=0.0
        ),
        "name near": near_name,
        "number near": near_number,
        "thing near": max(near_name, near_number),
        "any near": max((near for _, _, near in fits), default=0.0),
        "number of head": any(_counts_head(context.question, facts, entity) for entity in new),
    }


def _counts_head(question: Question, facts: SentenceFacts, entity: Entity) -> bool:
    """Return whether `entity` is a number of the things that the question counts: *40 people*."""
    if entity.type not in _COUNTABLE or not question.head_stem:
        return False
    return question.head_stem in facts.order[entity.last + 1 : entity.last + 1 + CLOSE]
