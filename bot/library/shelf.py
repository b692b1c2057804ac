"""Shelf: a server's own articles as parts of an index, in memory and as they are stored."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from bot.news.article import Article, parse_article
from bot.news.lexicon import Lexicon
from bot.news.packing import from_bytes, to_bytes
from bot.news.part import Part, build_part, merge_parts


@dataclass(frozen=True, slots=True)
class Shelf:
    """The parts by the hashes of what is stored of each."""

    parts: Mapping[bytes, Part] = field(default_factory=dict)

    @property
    def sentences(self) -> int:
        """How many sentences the articles have."""
        return sum(part.indexed.sentences.size for part in self.parts.values())

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
    opened = {key: from_bytes(content, lexicon, texts) for key, content in stored.items()}
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
    touched = {
        key: part
        for key, part in shelf.parts.items()
        if any(path in removed for path in part.numbers)
    }
    left = [merge_parts([part], lexicon, removed) for part in touched.values()]
    new = [part for part in left if part.articles]
    kept = {key: part for key, part in shelf.parts.items() if key not in touched}
    if added:
        fresh, absorbed = _stacked(build_part(added, lexicon), kept, lexicon)
        kept = {key: part for key, part in kept.items() if key not in absorbed}
        new.append(fresh)
    contents = [to_bytes(part, lexicon) for part in new]
    made = dict(zip(map(_key, contents), new, strict=True))
    gone = tuple(key for key in shelf.parts if key not in kept and key not in made)
    return Step(Shelf(kept | made), tuple(contents), gone)


def _stacked(
    fresh: Part, parts: Mapping[bytes, Part], lexicon: Lexicon
) -> tuple[Part, Container[bytes]]:
    """Merge a new part with those of about its size or smaller, so that there are never many.

    Each part is more than twice the size of all smaller ones, as in a log-structured merge tree
    (O'Neil et al., 1996): of n sentences there are at most log2 n parts, and an article is merged
    as often.
    """
    size, absorbed = _size(fresh), []
    for key in sorted(parts, key=lambda key: _size(parts[key])):
        if _size(parts[key]) > 2 * size:
            break
        size += _size(parts[key])
        absorbed.append(key)
    if not absorbed:
        return fresh, ()
    return merge_parts([*(parts[key] for key in absorbed), fresh], lexicon), absorbed


def _size(part: Part) -> int:
    return part.indexed.sentences.size


def _key(content: bytes) -> bytes:
    return sha256(content).digest()
