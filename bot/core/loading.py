"""Loading: a collection from the articles of a folder."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bot.core.answers.answer import THRESHOLD
from bot.core.article_files import FileStamp, file_stamps, read_article, read_text
from bot.core.collection import Collection
from bot.core.index.cache import IndexedFolder, read_cache, write_cache
from bot.core.index.concatenated import Concatenated
from bot.core.index.merge_policy import apply_changes
from bot.core.index.segment import Segment, rank_articles
from bot.core.index.two_level import TwoLevelIndex
from bot.core.index.word_counts import CapitalisedShares
from bot.core.text.article import MAX_BYTES, is_article, path_sort_key
from bot.core.text.lexicon import Lexicon, build_lexicon, read_aliases
from bot.core.text.spelling import Vocabulary
from bot.errors import ArticleError, CorpusError

_NO_STAMPS: Mapping[str, FileStamp] = {}


def load_collection(
    folder: Path,
    threshold: float = THRESHOLD,
    max_bytes: int = MAX_BYTES,
    before: Collection | None = None,
    cache: Path | None = None,
) -> Collection:
    """Read and index the articles below `folder`.

    Files that have not changed since `before`, or since they were kept in the folder `cache`, are
    not read again. Raises CorpusError if no article can be read, AliasesError if the `aliases` file
    is wrong.
    """
    lexicon = build_lexicon(read_aliases(folder))
    known = _known(before, lexicon) or (read_cache(cache, lexicon) if cache else IndexedFolder())
    read = _read_changed(folder, max_bytes, known, lexicon)
    if not read.segments:
        raise CorpusError(_nothing_in(folder, read.problems))
    if cache:
        write_cache(cache, read, known, lexicon)
    return join(
        read.segments,
        lexicon,
        partial(_read_now, folder, max_bytes),
        folder=folder,
        stamps=read.stamps,
        problems=read.problems,
        threshold=threshold,
        max_bytes=max_bytes,
    )


def _known(before: Collection | None, lexicon: Lexicon) -> IndexedFolder | None:
    if before is None or before.lexicon != lexicon:
        return None
    return IndexedFolder(before.segments, before.stamps, before.problems)


def _read_changed(
    folder: Path, max_bytes: int, known: IndexedFolder, lexicon: Lexicon
) -> IndexedFolder:
    """Return what is known of a folder now, after reading the files that are new or changed."""
    now = file_stamps(folder)
    paths = set(filter(is_article, now))
    same = {
        path
        for path in paths
        if known.stamps.get(path) == now[path] and now[path].size <= max_bytes
    }
    problems = [problem for problem in known.problems if problem.path in same]
    read = []
    for path in sorted(paths - same, key=path_sort_key):
        try:
            read.append(read_article(folder, path, max_bytes))
        except ArticleError as problem:
            problems.append(problem)
    gone = {path for part in known.segments for path in part.numbers if path not in same}
    parts = apply_changes(known.segments, read, gone, lexicon)
    return IndexedFolder(
        parts, now, tuple(sorted(problems, key=lambda one: path_sort_key(one.path)))
    )


def join(
    parts: Sequence[Segment],
    lexicon: Lexicon,
    read_now: Callable[[str], str],
    *,
    folder: Path,
    stamps: Mapping[str, FileStamp] = _NO_STAMPS,
    problems: tuple[ArticleError, ...] = (),
    threshold: float = THRESHOLD,
    max_bytes: int = MAX_BYTES,
) -> Collection:
    """Return the collection of all articles of the parts; these were built with `lexicon`."""
    parts = tuple(parts)
    return Collection(
        folder=folder,
        stamps=stamps,
        segments=parts,
        articles=Concatenated(part.articles for part in parts),
        sentences=Concatenated(part.sentences for part in parts),
        read_now=read_now,
        problems=problems,
        lexicon=lexicon,
        vocabulary=Vocabulary(*(part.words for part in parts)),
        capitals=CapitalisedShares(part.word_counts for part in parts),
        index=TwoLevelIndex((part.index for part in parts), rank_articles(parts)),
        threshold=threshold,
        max_bytes=max_bytes,
    )


def with_own(
    shared: Collection, parts: Iterable[Segment], read_now: Callable[[str], str]
) -> Collection:
    """Return the collection of the shared articles and of others in parts."""
    return join(
        [*shared.segments, *parts],
        shared.lexicon,
        read_now,
        folder=shared.folder,
        stamps=shared.stamps,
        problems=shared.problems,
        threshold=shared.threshold,
        max_bytes=shared.max_bytes,
    )


def _read_now(folder: Path, max_bytes: int, path: str) -> str:
    try:
        return read_text(folder, path, max_bytes)
    except ArticleError:
        return ""


def _nothing_in(folder: Path, problems: Iterable[ArticleError]) -> str:
    reasons = "".join(f"\n  {problem}" for problem in problems)
    hint = "add a .txt, .md or .html file, or name another folder with --corpus"
    return f"{folder} holds no article that can be read; {hint}{reasons}"
