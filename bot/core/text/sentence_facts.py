"""SentenceFacts: what a sentence holds that a question may look for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.text.blocks import BlockKind
from bot.core.text.entities import WORD_GROUPS, Entity, find_entities
from bot.core.text.lexicon import Word

BEGINNING = 5  # letters by which words are taken for kin

Pair = tuple[str, str]
Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """A sentence's words in all their forms, with the places of some, and the things it names.

    `terms` has the places of each term. `style` has a figure for each name of STYLE.
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
        """The words that follow each other; thousands of kept tuples would slow the collector."""
        return zip(self.order, self.order[1:], strict=False)

    @property
    def triples(self) -> Iterable[Triple]:
        """Three words each that follow each other."""
        return zip(self.order, self.order[1:], self.order[2:], strict=False)


STYLE = (
    "words", "quoted", "speech verb", "because", "purpose", "means", "question mark", "heading",
    "bullet", "boilerplate", "opens with pronoun", "pronouns", "ends with colon", "comma share",
)  # fmt: skip

_BOILERPLATE = re.compile(
    r"»|contributed to this report|^(?:Watch|Read|See|Click|READ|Share|Follow)\b|@\w|all rights"
)


def extract_facts(
    text: str,
    span: tuple[int, int],
    kind: BlockKind,
    words: Sequence[Word],
    capitals: Mapping[str, float],
) -> SentenceFacts:
    """Return what the sentence `text[slice(*span)]` of these words holds."""
    single = [word for word in words if not word.is_name]
    plains = [word.plain for word in single]
    order = [word.stem for word in single]
    stems = frozenset(word.stem for word in words)
    return SentenceFacts(
        terms=_places(words),
        stems=stems,
        plains=frozenset(plains),
        beginnings=frozenset(stem[:BEGINNING] for stem in stems if len(stem) >= BEGINNING),
        order=tuple(order),
        entities=tuple(find_entities(text, single, capitals)),
        speech=tuple(i for i, plain in enumerate(plains) if plain in WORD_GROUPS["speech"]),
        to_be=tuple(i for i, plain in enumerate(plains) if plain in WORD_GROUPS["to be"]),
        before_comma=frozenset(i for i, w in enumerate(single) if text[w.end : w.end + 1] == ","),
        style=_style(text[slice(*span)], kind, plains),
    )


def _places(words: Sequence[Word]) -> dict[str, tuple[int, ...]]:
    """Return the places of each term; a name of many words has that of its last one."""
    places: dict[str, tuple[int, ...]] = {}
    place = -1
    for word in words:
        place += not word.is_name
        if word.term:
            places[word.term] = (*places.get(word.term, ()), place)
    return places


def _style(sentence: str, kind: BlockKind, plains: Sequence[str]) -> tuple[float, ...]:
    distinct = frozenset(plains)
    bare = sentence.rstrip("\"'”’) ")
    return (
        len(plains),
        any(mark in sentence for mark in '“”"'),
        not distinct.isdisjoint(WORD_GROUPS["speech"]),
        not distinct.isdisjoint(WORD_GROUPS["because"]),
        not distinct.isdisjoint(WORD_GROUPS["purpose"]),
        not distinct.isdisjoint(WORD_GROUPS["means"]),
        bare.endswith("?"),
        kind is BlockKind.HEADING,
        kind is BlockKind.BULLET,
        _BOILERPLATE.search(sentence) is not None,
        bool(plains) and plains[0] in WORD_GROUPS["pronouns"],
        sum(plain in WORD_GROUPS["pronouns"] for plain in plains),
        bare.endswith(":"),
        sentence.count(",") / max(1, len(plains)),
    )
