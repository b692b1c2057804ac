"""Shelf: a server's own articles as parts of an index, in memory and as they are stored."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from bot.core.index.codec import segment_from_bytes, segment_to_bytes
from bot.core.index.merge_policy import apply_changes
from bot.core.index.segment import Segment
from bot.core.text.article import Article, parse_article
from bot.core.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Shelf:
    """The parts by the hashes of what is stored of each."""

    parts: Mapping[bytes, Segment] = field(default_factory=dict)

    @property
    def sentences(self) -> int:
        """How many sentences the articles have."""
        return sum(part.sentence_count for part in self.parts.values())

    @property
    def paths(self) -> set[str]:
        """The paths of the articles."""
        return {path for part in self.parts.values() for path in part.numbers}


@dataclass(frozen=True, slots=True)
class Step:
    """A shelf after a change, and what of its parts is to be stored and deleted with it."""

    shelf: Shelf
    added: tuple[bytes, ...] = ()
    removed: tuple[bytes, ...] = ()


def open_shelf(stored: Mapping[bytes, bytes], texts: Mapping[str, str], lexicon: Lexicon) -> Step:
    """Open a shelf as it is stored; `texts` are those of all articles by their paths.

    Those that no part holds, since it is damaged or of another version, are read anew.
    """
    opened = {key: segment_from_bytes(content, lexicon, texts) for key, content in stored.items()}
    shelf = Shelf({key: part for key, part in opened.items() if part})
    paths = shelf.paths
    lacking = [parse_article(path, text) for path, text in texts.items() if path not in paths]
    step = change(shelf, lacking, (), lexicon) if lacking else Step(shelf)
    bad = [key for key in opened if key not in shelf.parts and key not in step.shelf.parts]
    return Step(step.shelf, step.added, (*step.removed, *bad))


def change(
    shelf: Shelf, added: Sequence[Article], removed: Container[str], lexicon: Lexicon
) -> Step:
    """Put articles on a shelf and take others away, by their paths."""
    parts = apply_changes(list(shelf.parts.values()), added, removed, lexicon)
    known = {id(part): key for key, part in shelf.parts.items()}
    contents = {
        id(part): segment_to_bytes(part, lexicon) for part in parts if id(part) not in known
    }
    after = {known.get(id(part)) or _key(contents[id(part)]): part for part in parts}
    gone = tuple(key for key in shelf.parts if key not in after)
    return Step(Shelf(after), tuple(contents.values()), gone)


def _key(content: bytes) -> bytes:
    return sha256(content).digest()
