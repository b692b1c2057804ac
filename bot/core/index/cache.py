"""Cache: the parts of a large folder in files, so that a start need not read every article.

Each file is mapped and not read: what a question touches is loaded, and what several processes
have open is in memory once.
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

from bot.core.index.codec import decode, deserialise, encode, serialise
from bot.core.index.segment import Segment
from bot.core.text.article import Stamp
from bot.core.text.lexicon import Lexicon
from bot.errors import ArticleError

_WORTH = 1_000  # articles; fewer are read in a second
_ENDING = ".part"


@dataclass(frozen=True, slots=True)
class IndexedFolder:
    """What is known of the files of a folder: parts with the articles, stamps, and problems."""

    parts: tuple[Segment, ...] = ()
    stamps: Mapping[str, Stamp] = field(default_factory=dict)
    problems: tuple[ArticleError, ...] = ()


def cache_path(folder: Path, data: Path) -> Path:
    """Return the folder below `data` that is the cache of the articles in `folder`."""
    name = hashlib.blake2b(os.fsencode(folder.absolute()), digest_size=8).hexdigest()
    return data / "index" / name


def read_cache(cache: Path, lexicon: Lexicon) -> IndexedFolder:
    """Open what is kept in the folder `cache`; a file that is of no use is left alone."""
    parts: list[Segment] = []
    stamps: dict[str, Stamp] = {}
    for file in sorted(cache.glob(f"*{_ENDING}")):
        with suppress(OSError, ValueError, LookupError):  # cut short, or gone by now
            part, own = _opened(file, lexicon)
            if stamps.keys().isdisjoint(own):
                parts.append(part)
                stamps |= own
    return IndexedFolder(tuple(parts), stamps)


def write_cache(cache: Path, known: IndexedFolder, before: IndexedFolder, lexicon: Lexicon) -> None:
    """Keep the parts in the folder `cache` in place of those `before`, if that saves enough time.

    A folder that cannot be written to keeps nothing.
    """
    new = [part for part in known.parts if not any(part is one for one in before.parts)]
    if sum(len(part.articles) for part in new) < _WORTH:
        return
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        kept = {_file(cache, part, known.stamps): part for part in known.parts}
        for file, part in kept.items():
            if not file.exists():
                _write(file, part, known.stamps, lexicon)
        for file in set(cache.glob(f"*{_ENDING}")) - kept.keys():
            file.unlink()


def _opened(file: Path, lexicon: Lexicon) -> tuple[Segment, dict[str, Stamp]]:
    """Open a part and the stamps of its articles; raise what `deserialise` does."""
    with file.open("rb") as opened:
        content = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = deserialise(content, lexicon)
    texts, ends = arrays["texts"].data, arrays["text_ends"].tolist()
    part = decode(
        arrays,
        lambda number, _: partial(_text, texts, ends[number - 1] if number else 0, ends[number]),
    )
    stamps = map(Stamp, arrays["changed"].tolist(), arrays["size"].tolist())
    return part, dict(zip(part.numbers, stamps, strict=True))


def _text(texts: memoryview, start: int, end: int) -> str:
    return str(texts[start:end], "utf-8")


def _write(file: Path, part: Segment, stamps: Mapping[str, Stamp], lexicon: Lexicon) -> None:
    own = [stamps[one.path] for one in part.articles]
    texts = [one.text.encode() for one in part.articles]
    arrays = encode(part) | {
        "changed": np.array([stamp.changed for stamp in own], np.int64),
        "size": np.array([stamp.size for stamp in own], np.int64),
        "text_ends": np.cumsum([len(text) for text in texts]),
        "texts": np.frombuffer(b"".join(texts), np.uint8),
    }
    unfinished = file.with_suffix(f".{os.getpid()}")
    with unfinished.open("wb") as opened:
        opened.writelines(serialise(arrays, lexicon))
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(file)


def _file(cache: Path, part: Segment, stamps: Mapping[str, Stamp]) -> Path:
    """Return the file for a part, whose name tells the articles and when they were changed."""
    content = json.dumps([(one.path, *stamps[one.path]) for one in part.articles])
    return cache / f"{hashlib.blake2b(content.encode(), digest_size=16).hexdigest()}{_ENDING}"
