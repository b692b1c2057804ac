"""The merge policy: which segments are merged when articles are added or removed."""

from collections.abc import Container, Sequence

from bot.core.index.segment import Segment, build_segment, merge_segments
from bot.core.text.article import Article
from bot.core.text.lexicon import Lexicon


def apply_changes(
    segments: Sequence[Segment],
    new_articles: Sequence[Article],
    removed_paths: Container[str],
    lexicon: Lexicon,
) -> tuple[Segment, ...]:
    """Return the segments after articles are added and others are removed.

    Segments that nothing happens to stay the same objects. A new segment is merged with those of
    about its size or smaller, so that each is more than twice the size of all smaller ones, as in a
    log-structured merge tree (O'Neil et al., 1996): n sentences are in at most log2 n segments, and
    an article is merged at most as often.
    """
    remaining = [_remove(segment, removed_paths, lexicon) for segment in segments]
    remaining = [segment for segment in remaining if segment.articles]
    if not new_articles:
        return tuple(remaining)
    small_segments: list[Segment] = []
    new = build_segment(new_articles, lexicon)
    size = new.sentence_count
    remaining.sort(key=lambda segment: -segment.sentence_count)
    while remaining and remaining[-1].sentence_count <= 2 * size:
        smallest = remaining.pop()
        size += smallest.sentence_count
        small_segments.append(smallest)
    merged = merge_segments([*small_segments, new], lexicon) if small_segments else new
    return (*remaining, merged)


def _remove(segment: Segment, paths: Container[str], lexicon: Lexicon) -> Segment:
    if not any(path in paths for path in segment.numbers):
        return segment
    return merge_segments([segment], lexicon, paths)
