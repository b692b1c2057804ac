"""A cache of a large folder's segments, so that a start does not have to read every article.

The files are memory-mapped: only what a question touches is loaded, and processes that have the
same files open share their memory.
"""

import hashlib
import json
import mmap
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from bot.core.article_files import FileStamp
from bot.core.index.codec import decode, deserialise, encode, serialise
from bot.core.index.segment import Segment
from bot.core.text.lexicon import Lexicon
from bot.errors import ArticleError
from bot.files import make_private_folder, write_atomically

MIN_CACHED_ARTICLES = 1_000  # fewer are read in a second
_SUFFIX = ".part"


@dataclass(frozen=True, slots=True)
class IndexedFolder:
    """The segments of a folder's articles, the stamps of its files, and those that are unusable."""

    segments: tuple[Segment, ...] = ()
    stamps: Mapping[str, FileStamp] = field(default_factory=dict)
    problems: tuple[ArticleError, ...] = ()


def cache_path(folder: Path, data: Path) -> Path:
    """Return the folder below `data` that is the cache of the articles in `folder`."""
    name = hashlib.blake2b(os.fsencode(folder.absolute()), digest_size=8).hexdigest()
    return data / "index" / name


def read_cache(cache: Path, lexicon: Lexicon) -> IndexedFolder:
    """Open the segments in the folder `cache`, except for files that cannot be used."""
    segments: list[Segment] = []
    stamps: dict[str, FileStamp] = {}
    for file in sorted(cache.glob(f"*{_SUFFIX}")):
        with suppress(OSError, ValueError, LookupError):  # cut short, or deleted meanwhile
            segment, segment_stamps = _read(file, lexicon)
            if stamps.keys().isdisjoint(segment_stamps):
                segments.append(segment)
                stamps |= segment_stamps
    return IndexedFolder(tuple(segments), stamps)


def write_cache(
    cache: Path, indexed: IndexedFolder, before: IndexedFolder, lexicon: Lexicon
) -> None:
    """Make the folder `cache` hold `indexed` in place of `before`, if that saves enough time.

    If the folder cannot be written, nothing is cached.
    """
    new = [s for s in indexed.segments if not any(s is old for old in before.segments)]
    if sum(len(segment.articles) for segment in new) < MIN_CACHED_ARTICLES:
        return
    with suppress(OSError):
        for folder in (cache.parent.parent, cache.parent, cache):  # the data folder first
            make_private_folder(folder)
        files = {_file(cache, segment, indexed.stamps): segment for segment in indexed.segments}
        for file, segment in files.items():
            if not file.exists():
                _write(file, segment, indexed.stamps, lexicon)
        for file in set(cache.glob(f"*{_SUFFIX}")) - files.keys():
            file.unlink()


def _read(file: Path, lexicon: Lexicon) -> tuple[Segment, dict[str, FileStamp]]:
    """Open a segment with the stamps of its articles; raise the same errors as `deserialise`."""
    with file.open("rb") as stream:
        content = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = deserialise(content, lexicon)
    texts, ends = arrays["texts"].data, arrays["text_ends"].tolist()
    segment = decode(
        arrays,
        lambda number, _: partial(_text, texts, ends[number - 1] if number else 0, ends[number]),
    )
    stamps = map(FileStamp, arrays["changed"].tolist(), arrays["size"].tolist())
    return segment, dict(zip(segment.numbers, stamps, strict=True))


def _text(texts: memoryview, start: int, end: int) -> str:
    return str(texts[start:end], "utf-8")


def _write(file: Path, segment: Segment, stamps: Mapping[str, FileStamp], lexicon: Lexicon) -> None:
    segment_stamps = [stamps[article.path] for article in segment.articles]
    texts = [article.text.encode() for article in segment.articles]
    arrays = encode(segment) | {
        "changed": np.array([stamp.modified for stamp in segment_stamps], np.int64),
        "size": np.array([stamp.size for stamp in segment_stamps], np.int64),
        "text_ends": np.cumsum([len(text) for text in texts]),
        "texts": np.frombuffer(b"".join(texts), np.uint8),
    }
    with write_atomically(file, private=True) as stream:
        stream.writelines(serialise(arrays, lexicon))


def _file(cache: Path, segment: Segment, stamps: Mapping[str, FileStamp]) -> Path:
    """Return the file of a segment, named after its articles and their stamps."""
    content = json.dumps([(article.path, *stamps[article.path]) for article in segment.articles])
    return cache / f"{hashlib.blake2b(content.encode(), digest_size=16).hexdigest()}{_SUFFIX}"
