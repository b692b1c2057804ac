"""Find the verbs of a sentence, and whether they are about the past, the present or the future.

There is no part-of-speech tagger: auxiliaries, the endings of regular verbs and a list of the
irregular ones are enough.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.core.languages.registry import ENGLISH
from bot.core.text.lexicon import Word
from bot.core.timelines.grammar import Grammar, Tense, grammar_of

_MAX_WORDS_TO_VERB = 3  # behind its auxiliary: *has not yet been announced*


class Verb(NamedTuple):
    """A verb with its auxiliary, which begins at `start` of the text."""

    start: int
    tense: Tense


def find_verbs(text: str, words: Sequence[Word], language: str = ENGLISH) -> Iterator[Verb]:
    """Yield the finite verbs of the sentence in `text` that has these words, in order."""
    grammar = grammar_of(language)
    if not grammar.knows_verbs:
        return
    single_words = [word for word in words if not word.is_phrase]
    forms = [grammar.form(text, word) for word in single_words]
    next_place = 0
    for place, word in enumerate(single_words):
        if place < next_place or (place and text[word.start].isupper()):
            continue
        if forms[place] in grammar.tenses:
            tense: Tense | None = _auxiliary_tense(grammar, text, single_words, forms, place)
            next_place = place + 1 + _MAX_WORDS_TO_VERB
        else:
            tense = _verb_tense(grammar, forms, place)
        if tense:
            yield Verb(word.start, tense)


def _auxiliary_tense(
    grammar: Grammar, text: str, words: Sequence[Word], forms: Sequence[str], place: int
) -> Tense:
    form, groups = forms[place], grammar.groups
    following = forms[place + 1 : place + 1 + _MAX_WORDS_TO_VERB]
    if grammar.language.settings.late_participles:
        following = _ends_of_clauses(grammar, text, words, forms, place)
    if form in groups["be"] and not groups["intended"].isdisjoint(following):
        return Tense.FUTURE
    if _is_perfect(grammar, forms, place, following):
        return Tense.PLUPERFECT if form in groups["had"] else Tense.PAST
    if form in groups["was"] and not any(
        grammar.is_participle(word) or grammar.is_progressive(word) for word in following
    ):
        return Tense.STATE
    return grammar.tenses[form]


def _ends_of_clauses(
    grammar: Grammar, text: str, words: Sequence[Word], forms: Sequence[str], place: int
) -> list[str]:
    """Return the words with which the clauses behind an auxiliary end."""
    return [
        forms[i]
        for i in range(place + 1, len(words))
        if i + 1 == len(words)
        or text[words[i].end : words[i + 1].start].strip()
        or forms[i + 1] in grammar.groups["behind a clause"]
    ]


def _is_perfect(
    grammar: Grammar, forms: Sequence[str], place: int, following: Sequence[str]
) -> bool:
    """Return whether an auxiliary makes a perfect: *has left*, *est parti*, *si è dimesso*."""
    form, groups = forms[place], grammar.groups
    if form in groups["be"] and not groups["perfect with be"].isdisjoint(following):
        return True
    is_reflexive = form in groups["be"] and place > 0 and forms[place - 1] in groups["reflexive"]
    return (form in groups["have"] or is_reflexive) and any(map(grammar.is_participle, following))


def _verb_tense(grammar: Grammar, forms: Sequence[str], place: int) -> Tense | None:
    if _is_past(grammar, forms, place):
        return Tense.PAST
    return Tense.FUTURE if grammar.is_future(forms[place]) else None


def _is_past(grammar: Grammar, forms: Sequence[str], place: int) -> bool:
    """Return True for *led*, but not for *the proposed plan* or *a delegation led by him*."""
    form, groups = forms[place], grammar.groups
    if form in groups["reports"]:
        return True
    if not grammar.is_past(form) or (place == 0 and grammar.language.settings.capitalises_nouns):
        return False
    before = forms[place - 1] if place else ""
    after = forms[place + 1] if place + 1 < len(forms) else ""
    return before not in groups["before a noun"] and after not in groups["behind a participle"]
