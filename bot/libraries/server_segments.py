"""The index segments of a server's own articles, in memory and as they are stored."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from bot.core.index.codec import segment_from_bytes, segment_to_bytes
from bot.core.index.merge_policy import apply_changes
from bot.core.index.segment import Segment
from bot.core.text.article import Article, parse_article
from bot.core.text.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class ServerSegments:
    """The segments of a server, by the hashes of their stored contents."""

    segments: Mapping[bytes, Segment] = field(default_factory=dict)

    @property
    def sentence_count(self) -> int:
        """The number of sentences in all articles."""
        return sum(segment.sentence_count for segment in self.segments.values())

    @property
    def paths(self) -> set[str]:
        """The paths of the articles."""
        return {path for segment in self.segments.values() for path in segment.numbers}

    def change(
        self, new_articles: Sequence[Article], old_paths: Container[str], lexicon: Lexicon
    ) -> "SegmentChange":
        """Add articles and remove others by their paths."""
        segments = apply_changes(list(self.segments.values()), new_articles, old_paths, lexicon)
        hashes = {id(segment): digest for digest, segment in self.segments.items()}
        contents = {
            id(segment): segment_to_bytes(segment, lexicon)
            for segment in segments
            if id(segment) not in hashes
        }
        hashes |= {key: sha256(content).digest() for key, content in contents.items()}
        after = {hashes[id(segment)]: segment for segment in segments}
        old_hashes = tuple(digest for digest in self.segments if digest not in after)
        return SegmentChange(ServerSegments(after), tuple(contents.values()), old_hashes)


@dataclass(frozen=True, slots=True)
class SegmentChange:
    """The segments after a change, with the contents to store and the hashes to delete for it."""

    after: ServerSegments
    new_contents: tuple[bytes, ...] = ()
    old_hashes: tuple[bytes, ...] = ()


def open_segments(
    contents: Mapping[bytes, bytes], texts: Mapping[str, str], lexicon: Lexicon
) -> SegmentChange:
    """Decode the stored `contents`; `texts` are those of all articles by their paths.

    Articles in no usable segment (damaged, or written by another version) are indexed again.
    """
    segments = {
        digest: segment_from_bytes(content, lexicon, texts) for digest, content in contents.items()
    }
    usable = ServerSegments({digest: segment for digest, segment in segments.items() if segment})
    paths = usable.paths
    missing = [parse_article(path, text) for path, text in texts.items() if path not in paths]
    change = usable.change(missing, (), lexicon) if missing else SegmentChange(usable)
    unusable = (
        digest
        for digest in segments
        if digest not in usable.segments and digest not in change.after.segments
    )
    return SegmentChange(change.after, change.new_contents, (*change.old_hashes, *unusable))
