"""The answer inside the sentence: the name, date, number or clause that the question asks for."""

from collections.abc import Sequence

from bot.core.answers.features import ENTITY_FIT, Hits, nearness
from bot.core.answers.question import AnswerType, Question
from bot.core.text.entities import WORD_GROUPS, Entity
from bot.core.text.lexicon import Word
from bot.core.text.sentence_facts import SentenceFacts
from bot.core.text.words import Span

_FITS = 0.85  # of a thing, below which it is too doubtful to be marked
_JOINTS = frozenset({"and", "or", "&"})
_NEAR = 0.1  # of the question's words; a thing that stands farther from them is not sure either
_SIGNS = frozenset("$£€¥")
_CAUSES = frozenset({"because", "amid"})
_CAUSES_BEFORE_TO = frozenset({"due", "owing"})
_UNITS = WORD_GROUPS["currencies"] | {"percent"}


def extract_answer_span(
    text: str, question: Question, facts: SentenceFacts, words: Sequence[Word]
) -> Span | None:
    """Return the span of `text` that answers, inside the sentence of these `words`, if it is plain.

    Things of the kind that is asked for count, beyond the question's own words; the one nearest to
    the matched words is taken, with another of its kind that *and* joins to it.
    """
    single = [word for word in words if not word.is_name]
    if question.answer_type is AnswerType.WHY:
        return _cause(text, single)
    fitting = _fitting(question, facts)
    if not fitting:
        return None
    if question.answer_type is AnswerType.WHERE:
        fitting = [thing for thing in fitting if _is_after_place_word(thing, single)] or fitting
    hits: Hits = [(p, 1.0) for term in question.terms if (p := facts.terms.get(term))]
    best = max(fitting, key=lambda thing: (nearness(hits, thing), -thing.first))
    if nearness(hits, best) < _NEAR * len(question.terms):
        return None
    last = _joined(best, fitting, single)
    start, end = single[best.first].start, single[last].end
    if text[start - 1 : start] in _SIGNS:
        start -= 1
    if text[end : end + 1] == "%":
        end += 1
    elif last + 1 < len(single) and single[last + 1].plain in _UNITS:
        end = single[last + 1].end
    return start, end


def _fitting(question: Question, facts: SentenceFacts) -> list[Entity]:
    asked = {word.plain for word in question.words}
    wanted = ENTITY_FIT.get(question.answer_type, {})
    return [
        thing
        for thing in facts.entities
        if wanted.get(thing.kind, 0) >= _FITS and asked.isdisjoint(thing.plains)
    ]


def _is_after_place_word(thing: Entity, words: Sequence[Word]) -> bool:
    return thing.first > 0 and words[thing.first - 1].plain in WORD_GROUPS["before a place"]


def _joined(best: Entity, fitting: Sequence[Entity], words: Sequence[Word]) -> int:
    """Return where the list of things that begins with `best` ends: *Witkoff and Kellogg*."""
    last = best.last
    for thing in fitting:
        between = [word.plain for word in words[last + 1 : thing.first]]
        if thing.first > last and len(between) == 1 and between[0] in _JOINTS:
            last = thing.last
    return last


def _cause(text: str, words: Sequence[Word]) -> Span | None:
    """Return the clause that begins with *because*, up to the next semicolon."""
    plains = [word.plain for word in words]
    for i, word in enumerate(words):
        after = plains[i + 1] if i + 1 < len(plains) else ""
        if word.plain in _CAUSES or (word.plain in _CAUSES_BEFORE_TO and after in {"to", "of"}):
            end = words[-1].end
            stop = text.find(";", word.end, end)
            return word.start, end if stop < 0 else stop
    return None
