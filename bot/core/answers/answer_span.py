"""The answer span: the name, date, number or clause in a sentence that the question asks for."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache

from bot.core.answers.answer_type import AnswerType
from bot.core.answers.features.entities import ENTITY_FIT
from bot.core.answers.features.proximity import Hits, nearness_to_entity
from bot.core.answers.question import Question
from bot.core.dates.time_expressions import find_time_expressions
from bot.core.languages.registry import language_of
from bot.core.text.entities import CURRENCY_SIGNS, Entity, EntityType
from bot.core.text.lexicon import Word
from bot.core.text.sentence_facts import SentenceFacts
from bot.core.text.words import Span

_MIN_FIT = 0.85  # of an entity; below it is too doubtful to be marked
_MIN_NEARNESS = 0.1  # for each term of the question; an entity farther away is doubtful too
_SIGN_BEHIND = re.compile(rf"[ \u00a0\u202f]?[%％٪{''.join(CURRENCY_SIGNS)}](?!\d)")


def extract_answer_span(
    text: str, question: Question, facts: SentenceFacts, words: Sequence[Word]
) -> Span | None:
    """Return the span of `text` that answers, inside the sentence of these `words`, if it is plain.

    Entities of the answer type count, beyond the question's own words. The one nearest to the
    matched words is taken, with the others that *and* joins to it.
    """
    single_words = [word for word in words if not word.is_phrase]
    if question.answer_type is AnswerType.WHY:
        return _cause_span(text, single_words, question.language)
    if question.answer_type is AnswerType.WHEN and (
        times := _find_times(text, question, single_words)
    ):
        return _nearest_time(text, question, facts, times)
    entities = _fitting_entities(question, facts)
    groups = language_of(question.language).groups
    if question.answer_type is AnswerType.WHERE:
        places = groups["before a place"]
        after_place_word = [
            each
            for each in entities
            if each.first > 0 and single_words[each.first - 1].plain in places
        ]
        entities = after_place_word or entities
    best = _nearest(question, facts, entities)
    if best is None:
        return None
    last = _end_of_list(best, entities, single_words, question.language)
    units = groups["currencies"] | groups["percent"]
    return _with_unit(text, single_words, best.first, last, units)


def _nearest(question: Question, facts: SentenceFacts, entities: Iterable[Entity]) -> Entity | None:
    """Return the entity that is nearest to the question's words, if one is near."""
    hits: Hits = [(p, 1.0) for term in question.terms if (p := facts.terms.get(term))]
    nearness = {entity: nearness_to_entity(hits, entity) for entity in entities}
    best = max(nearness, key=lambda each: (nearness[each], -each.first), default=None)
    if best is None or nearness[best] < _MIN_NEARNESS * len(question.terms):
        return None
    return best


def _find_times(text: str, question: Question, words: Sequence[Word]) -> dict[Entity, Span]:
    """Return the dates and times of a sentence that the question does not name, with their spans.

    The grammar of dates knows them better than the entities: *noon on Friday*, *Sept. 5*.
    """
    if not words:
        return {}
    question_words = {word.plain for word in question.words}
    times: dict[Entity, Span] = {}
    span = words[0].start, words[-1].end + 1
    for start, end in find_time_expressions(text, *span, question.language):
        places = [i for i, word in enumerate(words) if start < word.end and word.start < end]
        plains = tuple(words[i].plain for i in places)
        if places and not question_words.issuperset(plains):
            times[Entity(EntityType.DATE, places[0], places[-1], plains)] = start, end
    return times


def _nearest_time(
    text: str, question: Question, facts: SentenceFacts, times: Mapping[Entity, Span]
) -> Span | None:
    """Return the span of the nearest date, with the others that *and* joins to it."""
    best = _nearest(question, facts, times)
    if best is None:
        return None
    start, end = times[best]
    gap = _gap_between_times(question.language)
    for following, last in times.values():
        if gap.fullmatch(text, end, following):
            end = last
    return start, end


def _fitting_entities(question: Question, facts: SentenceFacts) -> list[Entity]:
    question_words = {word.plain for word in question.words}
    fit_of = ENTITY_FIT.get(question.answer_type, {})
    return [
        entity
        for entity in facts.entities
        if fit_of.get(entity.type, 0) >= _MIN_FIT and question_words.isdisjoint(entity.plains)
    ]


def _end_of_list(
    first: Entity, entities: Sequence[Entity], words: Sequence[Word], language: str
) -> int:
    """Return the place of the last word of the list that `first` begins: *Witkoff and Kellogg*."""
    last = first.last
    joins = _joins(language)
    for entity in entities:
        between = words[last + 1 : entity.first]
        if entity.first > last and len(between) == 1 and between[0].plain in joins:
            last = entity.last
    return last


def _with_unit(
    text: str, words: Sequence[Word], first: int, last: int, units: Container[str]
) -> Span:
    """Return the span of some words with the currency before them or the unit behind them."""
    start, end = words[first].start, words[last].end
    if text[start - 1 : start] in CURRENCY_SIGNS:
        start -= 1
    if sign := _SIGN_BEHIND.match(text, end):
        end = sign.end()
    elif last + 1 < len(words) and words[last + 1].plain in units:
        end = words[last + 1].end
    return start, end


def _cause_span(text: str, words: Sequence[Word], language: str) -> Span | None:
    """Return the clause that begins with *because*, up to the next semicolon."""
    plains = tuple(word.plain for word in words)
    causes = _causes(language)
    for i, word in enumerate(words):
        if any(plains[i : i + len(cause)] == cause for cause in causes):
            end = words[-1].end
            semicolon = text.find(";", word.end, end)
            return word.start, end if semicolon < 0 else semicolon
    return None


@cache
def _joins(code: str) -> frozenset[str]:
    """Return the plain words that join answers, such as *and*."""
    language = language_of(code)
    return frozenset(map(language.fold, language.answer_spans["joins"]))


@cache
def _causes(code: str) -> list[tuple[str, ...]]:
    """Return the plain words of each phrase that begins a clause of cause."""
    language = language_of(code)
    phrases = language.answer_spans["causes"]
    return [tuple(map(language.plain, phrase.split())) for phrase in phrases]


@cache
def _gap_between_times(code: str) -> re.Pattern[str]:
    """Return the pattern of what stands between two times that belong together: *and on*."""
    spans = language_of(code).answer_spans
    joins, before_time = (
        "|".join(map(re.escape, spans.get(group, ()))) or "(?!)"
        for group in ("joins", "before a joined time")
    )
    return re.compile(rf"\s+(?:{joins})\s+(?:(?:{before_time})\s+)?")
