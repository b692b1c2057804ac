"""Loading: a collection from the articles of a folder."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from bot.errors import ArticleError, CorpusError
from bot.news.answer import THRESHOLD
from bot.news.article import MAX_BYTES, read_articles, read_text
from bot.news.candidates import Indexes
from bot.news.collection import Collection
from bot.news.lexicon import Lexicon, build_lexicon, read_aliases
from bot.news.part import Capitals, Joined, Part, build_part, places
from bot.news.spelling import Vocabulary


def load_collection(
    folder: Path, threshold: float = THRESHOLD, max_bytes: int = MAX_BYTES
) -> Collection:
    """Read and index the articles below `folder`.

    Raises CorpusError if none can be read, AliasesError if the `aliases` file is wrong.
    """
    read = read_articles(folder, max_bytes)
    if not read.articles:
        raise CorpusError(_nothing_in(folder, read.problems))
    lexicon = build_lexicon(read_aliases(folder))
    return join(
        [build_part(read.articles, lexicon)],
        lexicon,
        partial(_read_now, folder, max_bytes),
        folder=folder,
        problems=read.problems,
        threshold=threshold,
        max_bytes=max_bytes,
    )


def join(
    parts: Sequence[Part],
    lexicon: Lexicon,
    read_now: Callable[[str], str],
    *,
    folder: Path,
    problems: tuple[ArticleError, ...] = (),
    threshold: float = THRESHOLD,
    max_bytes: int = MAX_BYTES,
) -> Collection:
    """Return the collection of all articles of the parts; these were built with `lexicon`."""
    parts = tuple(parts)
    return Collection(
        folder=folder,
        parts=parts,
        articles=Joined(part.articles for part in parts),
        sentences=Joined(part.sentences for part in parts),
        read_now=read_now,
        problems=problems,
        lexicon=lexicon,
        vocabulary=Vocabulary(*(part.words for part in parts)),
        capitals=Capitals(part.counted for part in parts),
        indexes=Indexes((part.indexed for part in parts), places(parts)),
        threshold=threshold,
        max_bytes=max_bytes,
    )


def with_own(
    shared: Collection, parts: Iterable[Part], read_now: Callable[[str], str]
) -> Collection:
    """Return the collection of the shared articles and of others in parts."""
    return join(
        [*shared.parts, *parts],
        shared.lexicon,
        read_now,
        folder=shared.folder,
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
