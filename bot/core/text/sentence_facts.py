"""Sentence facts: the words, entities and style of a sentence, to match a question with."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.languages.registry import language_of
from bot.core.languages.word_lists import Groups
from bot.core.text.blocks import BlockKind
from bot.core.text.entities import Entity, find_entities
from bot.core.text.lexicon import Word
from bot.core.text.sentences import Sentence

BEGINNING = 5  # letters; words that share them are taken for kin

Pair = tuple[str, str]
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """A sentence's words in all their forms, with the places of some, and the entities it names.

    `terms` has the places of each term. `order` has the stems in order. `style` has a figure for
    each name of STYLE.
    """

    terms: Mapping[str, Sequence[int]]
    stems: frozenset[str]
    plains: frozenset[str]
    beginnings: frozenset[str]
    order: tuple[str, ...]
    entities: tuple[Entity, ...]
    speech: tuple[int, ...]
    to_be: tuple[int, ...]
    before_comma: frozenset[int]
    style: tuple[float, ...]

    @property
    def pairs(self) -> Iterable[Pair]:
        """The pairs of adjacent stems, not kept, since tuples slow the garbage collector."""
        return zip(self.order, self.order[1:], strict=False)

    @property
    def triples(self) -> Iterable[Triple]:
        """The triples of adjacent stems."""
        return zip(self.order, self.order[1:], self.order[2:], strict=False)


STYLE = (
    "words", "quoted", "speech verb", "because", "purpose", "means", "question mark", "heading",
    "bullet", "boilerplate", "opens with pronoun", "pronouns", "ends with colon", "comma share",
)  # fmt: skip

_BOILERPLATE = re.compile(
    r"»|contributed to this report|^(?:Watch|Read|See|Click|READ|Share|Follow)\b|@\w|all rights"
)


def extract_facts(
    text: str, sentence: Sentence, words: Sequence[Word], capitals: Mapping[str, float]
) -> SentenceFacts:
    """Return the facts of a sentence in `text`, which has these words."""
    language = language_of(sentence.language)
    groups = language.groups
    single_words = [word for word in words if not word.is_phrase]
    plains = [word.plain for word in single_words]
    stems = frozenset(word.stem for word in words)
    return SentenceFacts(
        terms=_places_of_terms(words),
        stems=stems,
        plains=frozenset(plains),
        beginnings=frozenset(stem[:BEGINNING] for stem in stems if len(stem) >= BEGINNING),
        order=tuple([word.stem for word in single_words]),
        entities=tuple(find_entities(text, single_words, capitals, language)),
        speech=_places_in(groups["speech"], plains),
        to_be=_places_in(groups["to be"], plains),
        before_comma=frozenset(
            [i for i, (*_, end) in enumerate(single_words) if text[end : end + 1] == ","]
        ),
        style=_style(text[slice(*sentence.span)], sentence.kind, plains, groups),
    )


def _places_in(group: frozenset[str], plains: Sequence[str]) -> tuple[int, ...]:
    return tuple([i for i, plain in enumerate(plains) if plain in group])


def _places_of_terms(words: Sequence[Word]) -> dict[str, tuple[int, ...]]:
    """Return the places of each term; a phrase has the place of its last word."""
    places: dict[str, tuple[int, ...]] = {}
    place = -1
    for word in words:
        place += not word.is_phrase
        if word.term:
            places[word.term] = (*places.get(word.term, ()), place)
    return places


def _style(
    sentence: str, kind: BlockKind, plains: Sequence[str], groups: Groups
) -> tuple[float, ...]:
    distinct = frozenset(plains)
    without_closing_quote = sentence.rstrip("\"'”’) ")
    return (
        len(plains),
        any(mark in sentence for mark in '“”"'),
        not distinct.isdisjoint(groups["speech"]),
        not distinct.isdisjoint(groups["because"]),
        not distinct.isdisjoint(groups["purpose"]),
        not distinct.isdisjoint(groups["means"]),
        without_closing_quote.endswith("?"),
        kind is BlockKind.HEADING,
        kind is BlockKind.BULLET,
        _BOILERPLATE.search(sentence) is not None,
        bool(plains) and plains[0] in groups["pronouns"],
        sum(plain in groups["pronouns"] for plain in plains),
        without_closing_quote.endswith(":"),
        sentence.count(",") / max(1, len(plains)),
    )
