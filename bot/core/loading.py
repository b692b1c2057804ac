"""Loading: a collection from the articles of a folder, or from segments."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from bot.core.article_files import FileStamp, file_stamps, read_article, read_text
from bot.core.collection import Collection
from bot.core.defaults import MAX_ARTICLE_BYTES, THRESHOLD
from bot.core.index.cache import IndexedFolder, read_cache, write_cache
from bot.core.index.concatenated import Concatenated
from bot.core.index.merge_policy import apply_changes
from bot.core.index.segment import Segment, rank_articles
from bot.core.index.two_level import TwoLevelIndex
from bot.core.index.word_counts import CapitalisedShares
from bot.core.reader import Reader
from bot.core.text.article import is_article, path_sort_key
from bot.core.text.lexicon import Lexicon, build_lexicon, read_aliases
from bot.core.text.spelling import Vocabulary
from bot.errors import ArticleError, CorpusError

_MAX_REASONS = 3
_NO_STAMPS: Mapping[str, FileStamp] = {}


def load_collection(
    folder: Path,
    threshold: float = THRESHOLD,
    max_bytes: int = MAX_ARTICLE_BYTES,
    before: Collection | None = None,
    cache: Path | None = None,
    *,
    placeholder: Path | None = None,
    may_be_empty: bool = False,
    reader: Reader | None = None,
    announce: Callable[[int], None] | None = None,
) -> Collection:
    """Read and index the articles below `folder`.

    Files that have not changed since `before`, or since they were kept in the folder `cache`, are
    not read again. `announce` takes the number of the others before they are read. Copies of the
    file `placeholder` are left out if another article can be read. Raises CorpusError if none can,
    unless the folder `may_be_empty`; AliasesError if the `aliases` file is wrong.
    """
    lexicon = build_lexicon(read_aliases(folder))
    old = _reuse(before, lexicon) or (read_cache(cache, lexicon) if cache else IndexedFolder())
    new = _read_changes(folder, max_bytes, old, lexicon, placeholder, announce)
    if not new.segments and placeholder:
        new = _read_changes(folder, max_bytes, old, lexicon)
    if not new.segments and not may_be_empty:
        raise CorpusError(_no_article_message(folder, new))
    if cache:
        write_cache(cache, new, old, lexicon)
    return make_collection(
        new.segments,
        lexicon,
        partial(_read_now, folder, max_bytes),
        folder=folder,
        stamps=new.stamps,
        problems=new.problems,
        threshold=threshold,
        max_bytes=max_bytes,
        reader=reader,
    )


def _reuse(before: Collection | None, lexicon: Lexicon) -> IndexedFolder | None:
    if before is None or before.lexicon != lexicon:
        return None
    return IndexedFolder(before.segments, before.stamps, before.problems)


def _read_changes(
    folder: Path,
    max_bytes: int,
    old: IndexedFolder,
    lexicon: Lexicon,
    placeholder: Path | None = None,
    announce: Callable[[int], None] | None = None,
) -> IndexedFolder:
    """Return the folder as it is now, after reading the files that are new or changed."""
    stamps = file_stamps(folder)
    paths = set(filter(is_article, stamps))
    if placeholder:
        paths -= _copies_of(placeholder, folder, paths, stamps)
    read_before = {path for segment in old.segments for path in segment.numbers}
    read_before |= {problem.path for problem in old.problems}
    same = {
        path
        for path in paths & read_before
        if old.stamps.get(path) == stamps[path] and stamps[path].size <= max_bytes
    }
    problems = [problem for problem in old.problems if problem.path in same]
    articles = []
    if announce:
        announce(len(paths - same))
    for path in sorted(paths - same, key=path_sort_key):
        try:
            articles.append(read_article(folder, path, max_bytes))
        except ArticleError as problem:
            problems.append(problem)
    removed = {path for segment in old.segments for path in segment.numbers if path not in same}
    segments = apply_changes(old.segments, articles, removed, lexicon)
    problems.sort(key=lambda problem: path_sort_key(problem.path))
    return IndexedFolder(segments, stamps, tuple(problems))


def _copies_of(
    placeholder: Path, folder: Path, paths: Iterable[str], stamps: Mapping[str, FileStamp]
) -> set[str]:
    """Return the paths of the files that have the content of `placeholder`."""
    content = placeholder.read_bytes()
    same_size = (path for path in paths if stamps[path].size == len(content))
    return {path for path in same_size if _read_bytes(folder / path) == content}


def _read_bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # it becomes a problem when its article is read
        return b""


def make_collection(
    segments: Sequence[Segment],
    lexicon: Lexicon,
    read_now: Callable[[str], str],
    *,
    folder: Path,
    stamps: Mapping[str, FileStamp] = _NO_STAMPS,
    problems: tuple[ArticleError, ...] = (),
    threshold: float = THRESHOLD,
    max_bytes: int = MAX_ARTICLE_BYTES,
    reader: Reader | None = None,
) -> Collection:
    """Return the collection of all articles of the segments, which were built with `lexicon`."""
    segments = tuple(segments)
    return Collection(
        folder=folder,
        stamps=stamps,
        segments=segments,
        articles=Concatenated(segment.articles for segment in segments),
        sentences=Concatenated(segment.sentences for segment in segments),
        read_now=read_now,
        problems=problems,
        lexicon=lexicon,
        vocabulary=Vocabulary(*(segment.words for segment in segments)),
        capitals=CapitalisedShares(segment.word_counts for segment in segments),
        index=TwoLevelIndex((segment.index for segment in segments), rank_articles(segments)),
        threshold=threshold,
        max_bytes=max_bytes,
        reader=reader,
    )


def add_segments(
    shared: Collection, segments: Iterable[Segment], read_now: Callable[[str], str]
) -> Collection:
    """Return the collection of the shared articles and of those of more segments."""
    return replace_segments(shared, [*shared.segments, *segments], read_now)


def replace_segments(
    shared: Collection, segments: Iterable[Segment], read_now: Callable[[str], str]
) -> Collection:
    """Return the collection of the articles of segments, with the options of another one."""
    return make_collection(
        tuple(segments),
        shared.lexicon,
        read_now,
        folder=shared.folder,
        stamps=shared.stamps,
        problems=shared.problems,
        threshold=shared.threshold,
        max_bytes=shared.max_bytes,
        reader=shared.reader,
    )


def _read_now(folder: Path, max_bytes: int, path: str) -> str:
    try:
        return read_text(folder, path, max_bytes)
    except ArticleError:
        return ""


def _no_article_message(folder: Path, folder_state: IndexedFolder) -> str:
    """Return one line that names the first few files and why they are no articles."""
    others = sorted(path for path in folder_state.stamps if not is_article(path))
    reasons = [
        *map(str, folder_state.problems),
        *(f"{path}: is of another kind" for path in others),
    ]
    shown = "; ".join(reasons[:_MAX_REASONS]) or "it is empty"
    rest = f"; and {len(reasons) - _MAX_REASONS:,} more" if len(reasons) > _MAX_REASONS else ""
    others_hint = "other kinds by `articles add`, " if others else ""
    hint = f"add a .txt, .md or .html file, {others_hint}or name another folder with --corpus"
    return f"{folder} holds no article that can be read ({shown}{rest}); {hint}"
