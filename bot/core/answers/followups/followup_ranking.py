"""Rank the sentences for a follow-up: its answer depends on the question before and its answer."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from bot.core.answers.answer_span import extract_answer_span
from bot.core.answers.answer_type import AnswerType
from bot.core.answers.features.entities import ENTITY_FIT
from bot.core.answers.followups.followup import FollowUp, follow_up_words
from bot.core.answers.model import load_model
from bot.core.answers.question import Question, parse_question
from bot.core.answers.question_words import question_words_of
from bot.core.answers.ranking import EMPTY, Ranking, search
from bot.core.answers.reader_ranking import rank_with_reader
from bot.core.corpus import Corpus
from bot.core.dates.time_expressions import find_time_expressions
from bot.core.languages.registry import language_of
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.entities import Entity, EntityType
from bot.core.text.lexicon import Word
from bot.core.text.sentence_facts import STYLE, SentenceFacts

UNSURE = 0.49  # confidence below which no answer is marked
_SAME_SENTENCE_GAIN = 10.0  # in score, so that it comes first
_CONTEXT_GAIN = 2.0  # next to it, a sentence is seven times as likely
_MAX_NAME_DISTANCE = 5  # in words, of two names that are listed together
_MIN_CARRIED_SHARE = 0.5  # of the words from the question before
_MIN_FIT = 0.4
_MIN_FIT_OF_LENGTH = 0.3  # *until Friday* says how long
_TYPES_WITHOUT_FIT = (AnswerType.WHO_IS, AnswerType.WHAT, AnswerType.WHAT_DO, AnswerType.YES_NO)
_NUMBERS = (EntityType.NUMBER, EntityType.MONEY, EntityType.PERCENT, EntityType.DURATION)


@dataclass(frozen=True, slots=True)
class FollowUpRanking:
    """The question that was asked in the end, and the sentences for it.

    The confidence is `max_confidence` at most, and for the sentences `near` the previous answer
    `min_confidence` at least.
    """

    question: Question
    ranking: Ranking
    carried_words: tuple[str, ...] = ()
    near: frozenset[int] = frozenset()
    min_confidence: float = 0.0
    max_confidence: float = 1.0

    def confidence(self, ranking: Ranking) -> float:
        """Return the probability that the first sentence of `ranking` answers."""
        confidence = ranking.confidence(load_model(self.question.language))
        if len(ranking.sentences) and int(ranking.sentences[0]) in self.near:
            confidence = max(confidence, self.min_confidence)
        return min(confidence, self.max_confidence)


@dataclass(frozen=True, slots=True)
class PreviousAnswer:
    """The question before, and the number of the sentence that answered it."""

    question: Question
    sentence: int
    article: int
    confidence: float


def rank_follow_up(
    corpus: Corpus, question: Question, follow: FollowUp, before: str, article: Article | None
) -> FollowUpRanking:
    """Rank the sentences for `question`, which `follow` made of one that may depend on `before`."""
    within = corpus.number_or_all(article)
    previous = _previous_answer(corpus, before, within) if follow.depends else None
    if follow.changed:
        return _rank_changed(corpus, question, follow, previous, within)
    if previous is None:
        return FollowUpRanking(question, search(corpus, question, within), follow.carried_words)
    if follow.is_doubt:
        ranking = search(corpus, question, within)
        cap = 1.0 if _fit(corpus, question, previous.sentence, None) == 1 else UNSURE
        return FollowUpRanking(question, ranking, follow.carried_words, max_confidence=cap)
    if follow.asks_for_more:
        return _rank_continuation(corpus, follow, previous)
    person = _antecedent(corpus, follow, previous)
    if person:
        return _rank_about(corpus, question, follow, previous, person)
    is_identity = question.answer_type in (AnswerType.WHO, AnswerType.WHO_IS) and not follow.topic
    if follow.has_pronoun and is_identity:  # of a person who is not known
        return FollowUpRanking(question, EMPTY, follow.carried_words)
    return _rank_elliptical(corpus, question, follow, previous)


def _previous_answer(corpus: Corpus, before: str, within: int | None) -> PreviousAnswer | None:
    """Return the sentence that answered the question `before`, if one did."""
    question = parse_question(corpus, before)
    ranking = search(corpus, question, within)
    confidence = ranking.confidence(load_model(question.language))
    if not len(ranking.sentences) or confidence < corpus.threshold:
        return None
    ranking = rank_with_reader(corpus, question, ranking).ranking  # as it was answered
    return PreviousAnswer(question, int(ranking.sentences[0]), int(ranking.articles[0]), confidence)


# --- Another name or time: "and Ukraine's?", "and in 2019?"


def _rank_changed(
    corpus: Corpus,
    question: Question,
    follow: FollowUp,
    previous: PreviousAnswer | None,
    within: int | None,
) -> FollowUpRanking:
    """Rank the sentences that have what was changed and some of what was asked about it."""
    if previous is None:
        ranking = search(corpus, question, within)
        ranking = ranking.filter(lambda number: _has_any(corpus, number, follow.changed))
        return FollowUpRanking(question, ranking, follow.carried_words)
    question = replace(question, answer_type=previous.question.answer_type)
    carried = frozenset(question.terms) - follow.topic or follow.changed
    ranking = search(corpus, question, within).filter(
        lambda number: (
            _has_any(corpus, number, follow.changed)
            and _has_any(corpus, number, carried)
            and _fit(corpus, question, number, previous) > 0
            and not _answers_for_old_name(corpus, question, follow, previous, number)
        )
    )
    shares = [
        sum(term in corpus.facts_of(int(number)).terms for term in carried) / len(carried)
        for number in ranking.sentences[:1]
    ]
    max_confidence = 1.0 if all(share >= _MIN_CARRIED_SHARE for share in shares) else UNSURE
    return FollowUpRanking(question, ranking, follow.carried_words, max_confidence=max_confidence)


def _has_any(corpus: Corpus, sentence: int, terms: Container[str]) -> bool:
    return any(term in terms for term in corpus.facts_of(sentence).terms)


def _answers_for_old_name(
    corpus: Corpus, question: Question, follow: FollowUp, previous: PreviousAnswer, number: int
) -> bool:
    """Return whether a sentence gives the same answer for the old name, far from the new one."""
    facts = corpus.facts_of(number)
    old = [place for term in follow.old_name for place in facts.terms.get(term, ())]
    new = [place for term in follow.changed for place in facts.terms.get(term, ())]
    if not old or any(abs(i - j) <= _MAX_NAME_DISTANCE for i in old for j in new):
        return False
    text, words = corpus.words(number)
    answer = extract_answer_span(text, question, facts, words)
    return answer is not None and answer == extract_answer_span(
        text, previous.question, facts, words
    )


# --- More of the same: "tell me more"


def _rank_continuation(
    corpus: Corpus, follow: FollowUp, previous: PreviousAnswer
) -> FollowUpRanking:
    """Rank the other sentences of the answer's paragraph, those behind it first."""
    ranking = search(corpus, previous.question, previous.article)
    others = _paragraph(corpus, previous.sentence) - {previous.sentence}
    others = others or frozenset({previous.sentence + 1})
    following = {number for number in others if number > previous.sentence}
    ranking = ranking.filter(others.__contains__).raise_scores(following, _SAME_SENTENCE_GAIN)
    return FollowUpRanking(
        previous.question,
        ranking,
        follow.carried_words,
        others,
        previous.confidence,
        previous.confidence,
    )


def _paragraph(corpus: Corpus, sentence: int) -> frozenset[int]:
    blocks = corpus.index.block_ranges(np.array([sentence]))
    return frozenset().union(*map(range, *blocks))


# --- A person: "who is he?", "what did she say?"


def _antecedent(corpus: Corpus, follow: FollowUp, previous: PreviousAnswer) -> Entity | None:
    """Return the person whom a pronoun of the follow-up means, if one does."""
    if not follow.has_pronoun:
        return None
    facts = corpus.facts_of(previous.sentence)
    people = _people(corpus, previous, facts)
    if previous.question.answer_type in (AnswerType.WHO, AnswerType.WHO_IS):
        return _answering_person(corpus, previous, facts, people)
    asked = {word.plain for word in previous.question.words}
    named = [entity for entity in people if not asked.isdisjoint(entity.plains)]
    return next(iter([*named, *people]), None)


def _people(corpus: Corpus, previous: PreviousAnswer, facts: SentenceFacts) -> list[Entity]:
    """Return the people that the answer names; *the Green Alliance* is none."""
    determiners = question_words_of(previous.question.language).group("determiners")
    words = _single_words(corpus, previous.sentence)
    return [
        entity
        for entity in facts.entities
        if (entity.type is EntityType.PERSON or _may_be_person(entity))
        and (not entity.first or words[entity.first - 1].plain not in determiners)
    ]


def _may_be_person(entity: Entity) -> bool:
    """Return whether a name may have a title before it: *Farmer Greta Lind*."""
    return entity.type is EntityType.NAME and entity.last > entity.first


def _answering_person(
    corpus: Corpus, previous: PreviousAnswer, facts: SentenceFacts, people: Sequence[Entity]
) -> Entity | None:
    """Return the person who is the answer to *who*, or else the first one there."""
    text, words = corpus.words(previous.sentence)
    span = extract_answer_span(text, previous.question, facts, words)
    singles = _single_words(corpus, previous.sentence)
    for entity in people:
        if span and span[0] <= singles[entity.first].start < span[1]:
            return entity
    return next(iter(people), None)


def _rank_about(
    corpus: Corpus,
    question: Question,
    follow: FollowUp,
    previous: PreviousAnswer,
    person: Entity,
) -> FollowUpRanking:
    """Rank the sentences about a person, whose name stands there or just before."""
    name = _name(corpus, previous.sentence, person)
    question = parse_question(corpus, f"{follow.own_text} {name}?")
    if question.answer_type is AnswerType.WHO and not follow.topic:
        question = replace(question, answer_type=AnswerType.WHO_IS)
    ranking = search(corpus, question, previous.article)
    rules = follow_up_words(question.language)
    pronouns = rules.pronouns - rules.pronouns_of_things

    def is_about(number: int) -> bool:
        if _names_person(corpus, number, person):
            return True
        has_pronoun = not pronouns.isdisjoint(corpus.facts_of(number).plains)
        return has_pronoun and number > 0 and _names_person(corpus, number - 1, person)

    ranking = ranking.filter(is_about)
    return _select_fitting(corpus, question, follow, previous, ranking, (name,))


def _names_person(corpus: Corpus, number: int, person: Entity) -> bool:
    """Return whether a sentence names a person, and not another one of the same family."""
    titles = language_of(corpus.sentence(number)[1].language).groups["before a person"]
    surname = person.plains[-1]
    return any(
        surname in entity.plains
        and (
            not (first := entity.plains[: entity.plains.index(surname)])
            or first[-1] in titles
            or first[-1] in person.plains
        )
        for entity in corpus.facts_of(number).entities
    )


def _name(corpus: Corpus, sentence: int, person: Entity) -> str:
    """Return the name of a person, of the first one in *Medinsky and Fomin*."""
    text, words = corpus.words(sentence)[0], _single_words(corpus, sentence)
    fillers = follow_up_words(corpus.sentence(sentence)[1].language).fillers
    name = [*takewhile(lambda w: w.plain not in fillers, words[person.first : person.last + 1])]
    return text[name[0].start : name[-1].end]


def _single_words(corpus: Corpus, sentence: int) -> list[Word]:
    return [word for word in corpus.words(sentence)[1] if not word.is_phrase]


# --- Without a topic of its own, or with a pronoun for a thing: "why?", "when was it built?"


def _rank_elliptical(
    corpus: Corpus, question: Question, follow: FollowUp, previous: PreviousAnswer
) -> FollowUpRanking:
    ranking = search(corpus, question, previous.article)
    return _select_fitting(corpus, question, follow, previous, ranking, follow.carried_words)


def _select_fitting(
    corpus: Corpus,
    question: Question,
    follow: FollowUp,
    previous: PreviousAnswer,
    ranking: Ranking,
    carried_words: tuple[str, ...],
) -> FollowUpRanking:
    """Keep the sentences that have what is asked for, those next to the answer before first."""
    ranking = ranking.filter(lambda number: _fit(corpus, question, number, previous) > 0)
    topic = ranking.filter(lambda n: not follow.topic.isdisjoint(corpus.facts_of(n).terms))
    has_topic = bool(len(topic.sentences))
    if has_topic:
        ranking = topic
    context = _context(corpus, previous)
    if not follow.topic:
        fits = {n: _fit(corpus, question, n, previous) for n in (*context, previous.sentence)}
        is_bare = not follow.has_pronoun and not follow.has_thing
        for number, fit in fits.items():
            is_same = number == previous.sentence and is_bare and fit == 1
            gain = _SAME_SENTENCE_GAIN if is_same else _CONTEXT_GAIN * fit
            ranking = ranking.raise_scores({number}, gain)
    best = int(ranking.sentences[0]) if len(ranking.sentences) else None
    near = context | {previous.sentence}
    is_sure = best is not None and _fit(corpus, question, best, previous) == 1
    is_sure &= has_topic if follow.topic else best in near and not follow.has_thing
    is_sure &= _fit(corpus, previous.question, previous.sentence, None) == 1
    return FollowUpRanking(
        question,
        ranking,
        carried_words,
        near,
        min(UNSURE, previous.confidence),
        max(UNSURE, previous.confidence) if is_sure else UNSURE,
    )


def _context(corpus: Corpus, previous: PreviousAnswer) -> frozenset[int]:
    """Return the sentences of the paragraph of the answer, and those before and behind it."""
    first, end = corpus.index.sentence_range(previous.article)
    sentence = previous.sentence
    around = range(max(first, sentence - 1), min(end, sentence + 2))
    return (frozenset(around) | _paragraph(corpus, sentence)) - {sentence}


def _fit(corpus: Corpus, question: Question, number: int, previous: PreviousAnswer | None) -> float:
    """Return from 0 to 1 how well a sentence has the date, place, cause … that is asked for."""
    facts, kind = corpus.facts_of(number), question.answer_type
    text, sentence = corpus.sentence(number)
    if sentence.kind is BlockKind.HEADING and previous:
        return 0.0
    if kind is AnswerType.WHY:
        return _fit_of_cause(corpus, question, number, previous)
    if kind is AnswerType.SAY:
        return float(bool(facts.speech) or facts.style[STYLE.index("quoted")] > 0)
    if kind is AnswerType.WHEN and find_time_expressions(text, *sentence.span, question.language):
        return 1.0
    if kind is AnswerType.WHEN and _has_relative_time(corpus, question, number):
        return 1.0
    asked = {word.plain for word in question.words}
    if previous:
        asked.update(word.plain for word in previous.question.words)
    new = [entity for entity in facts.entities if not asked.issuperset(entity.plains)]
    fit_of = ENTITY_FIT.get(kind)
    if kind is AnswerType.HOW and _asks_for_degree(question):
        return UNSURE if any(entity.type in _NUMBERS for entity in new) else 0.0
    if fit_of is None:
        return 1.0 if question.answer_type in _TYPES_WITHOUT_FIT else UNSURE
    min_fit = _MIN_FIT_OF_LENGTH if kind is AnswerType.HOW_LONG else _MIN_FIT
    return max((fit for e in new if (fit := fit_of.get(e.type, 0)) >= min_fit), default=0.0)


def _asks_for_degree(question: Question) -> bool:
    degrees = follow_up_words(question.language).degrees
    return any(word.plain in degrees for word in question.words)


def _has_relative_time(corpus: Corpus, question: Question, number: int) -> bool:
    """Return whether a sentence has a time such as *twenty minutes later*."""
    directions = follow_up_words(question.language).directions
    words = _single_words(corpus, number)
    return any(
        not directions.isdisjoint(
            word.plain
            for word in (*words[max(0, e.first - 1) : e.first], *words[e.last + 1 : e.last + 2])
        )
        for e in corpus.facts_of(number).entities
        if e.type is EntityType.DURATION
    )


def _fit_of_cause(
    corpus: Corpus, question: Question, number: int, previous: PreviousAnswer | None
) -> float:
    """Return from 0 to 1 how surely a sentence tells the cause of the answer.

    A cause inside another sentence is that of what this one tells.
    """
    rules, facts = follow_up_words(question.language), corpus.facts_of(number)
    text, sentence = corpus.sentence(number)
    if rules.causes.search(text, *sentence.span):
        return 1.0
    if rules.clauses_of_cause.search(text, *sentence.span):
        return 1.0 if previous is None or number == previous.sentence else UNSURE
    # Many of these have another meaning too: *since Monday*.
    has_cause = not language_of(question.language).groups["because"].isdisjoint(facts.plains)
    return UNSURE if has_cause else 0.0
