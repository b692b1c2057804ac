"""The stored format of a segment: plain arrays, which can be opened without reading its articles.

The layout follows that of safetensors: the length of a header in eight bytes, the header in JSON,
and the arrays. The library itself is not used, because its loader for numpy takes bytes and not a
memory map. The texts of the articles are stored elsewhere.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from itertools import chain
from mmap import mmap
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.data_files import data_names, data_text
from bot.core.index.postings import Postings
from bot.core.index.segment import Segment
from bot.core.index.sentence_table import SentenceTable
from bot.core.index.two_level import SegmentIndex
from bot.core.index.word_counts import WordCounts
from bot.core.languages.registry import language_codes
from bot.core.text.article import Article, LazyContent
from bot.core.text.lexicon import Lexicon

FORMAT = 5  # to be raised when the format changes, or the way in which words are read
Arrays = Mapping[str, NDArray[Any]]
TextLoader = Callable[[], str]

_LENGTH_BYTES = 8
_ALIGNMENT_BYTES = 64  # a line of a processor's cache

# The names of arrays by those of the fields. The names of arrays are part of the format.
_POSTINGS_ARRAYS = {
    "starts": "starts",
    "documents": "documents",
    "impacts": "kinds",
    "frequencies": "frequencies",
    "lengths": "lengths",
    "max_impacts": "highest",
    "sample_impacts": "good",
}
_INDEX_ARRAYS = ("first_sentence", "article_of", "block_start", "block_end")
_COUNTER_ARRAYS = {"total": "plains", "inside_sentence": "inside", "with_capital": "high"}


def segment_version(lexicon: Lexicon, codes: Iterable[str] = ()) -> str:
    """Return a hash of everything a stored segment depends on besides its articles.

    Segments with another hash are rebuilt.
    """
    folders = [f"languages/{code}" for code in sorted(codes)]
    folders += [f"detection/{script}" for script in data_names("detection")]
    hashes = {folder: _data_hash(folder) for folder in folders}
    content = json.dumps([FORMAT, language_codes(), lexicon.aliases, hashes]).encode()
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def encode(segment: Segment) -> dict[str, NDArray[Any]]:
    """Return the arrays of a segment, without the texts of its articles."""
    index = segment.index
    codes, languages = np.unique(segment.sentences.columns[4], return_inverse=True)
    columns = *segment.sentences.columns[:4], languages.astype(np.int8)
    arrays = {
        "about": _text_to_array(json.dumps(list(map(_article_fields, segment.articles)))),
        "firsts": segment.sentences.firsts,
        **{f"sentence{n}": column for n, column in enumerate(columns)},
        "languages": _text_to_array("\n".join(language_codes()[code] for code in codes)),
        **{name: getattr(index, name) for name in _INDEX_ARRAYS},
        **_encode_postings("sentences", index.sentences),
        **_encode_postings("articles", index.articles),
    }
    for field, name in _COUNTER_ARRAYS.items():
        counter: Counter[str] = getattr(segment.word_counts, field)
        arrays[name] = _text_to_array("\n".join(counter))
        arrays[f"{name}_counts"] = np.fromiter(counter.values(), np.int32, len(counter))
    return arrays


def decode(arrays: Arrays, text_loader: Callable[[int, str], TextLoader]) -> Segment:
    """Return the segment in `arrays`.

    `text_loader` gets the number and the path of an article, and returns how to load its text.
    """
    about = json.loads(_array_to_text(arrays["about"]))
    articles = tuple(
        _make_article(fields, text_loader(number, fields[0])) for number, fields in enumerate(about)
    )
    start, end, block, kind, language = (arrays[f"sentence{n}"] for n in range(5))
    codes = np.array(list(map(language_codes().index, _lines(arrays["languages"]))), np.int8)
    return Segment(
        articles,
        SentenceTable(arrays["firsts"], (start, end, block, kind, codes[language])),
        SegmentIndex(
            _decode_postings("sentences", arrays, len(arrays["article_of"])),
            _decode_postings("articles", arrays, len(articles)),
            *(arrays[name] for name in _INDEX_ARRAYS),
        ),
        WordCounts(*(_decode_counter(arrays, name) for name in _COUNTER_ARRAYS.values())),
    )


def segment_to_bytes(segment: Segment, lexicon: Lexicon) -> bytes:
    """Return an encoded segment in one piece."""
    return b"".join(serialise(encode(segment), lexicon))


def segment_from_bytes(
    content: bytes, lexicon: Lexicon, texts: Mapping[str, str]
) -> Segment | None:
    """Return the segment in `content` with the texts of its articles by their paths.

    Returns None if it was stored with another version, is damaged or lacks a text.
    """
    try:
        arrays = deserialise(content, lexicon)
        segment = decode(arrays, lambda _, path: partial(texts.__getitem__, path))
    except (ValueError, LookupError):
        return None
    return segment if all(article.path in texts for article in segment.articles) else None


def serialise(arrays: Arrays, lexicon: Lexicon) -> Iterator[bytes]:
    """Yield a header with the place of each array, and then the arrays."""
    places, end = {}, 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, end, len(array))
        end += array.nbytes + _padding(array.nbytes)
    version = segment_version(lexicon, _lines(arrays["languages"]))
    header = json.dumps({"version": version, "arrays": places}).encode()
    header += b" " * _padding(len(header) + _LENGTH_BYTES)
    yield len(header).to_bytes(_LENGTH_BYTES, "little")
    yield header
    for array in arrays.values():
        yield array.tobytes()
        yield bytes(_padding(array.nbytes))


def deserialise(content: bytes | mmap, lexicon: Lexicon) -> dict[str, NDArray[Any]]:
    """Return the arrays in `content` without copying them.

    Raises ValueError or LookupError if they have another version or are cut short.
    """
    view = memoryview(content)
    body = _LENGTH_BYTES + int.from_bytes(view[:_LENGTH_BYTES], "little")
    header = json.loads(bytes(view[_LENGTH_BYTES:body]))
    arrays = {
        name: np.frombuffer(view, dtype, count, body + start)
        for name, (dtype, start, count) in header["arrays"].items()
    }
    if header["version"] != segment_version(lexicon, _lines(arrays["languages"])):
        raise ValueError("another version")
    return arrays


def _padding(length: int) -> int:
    return -length % _ALIGNMENT_BYTES


def _encode_postings(prefix: str, postings: Postings) -> dict[str, NDArray[Any]]:
    return {
        f"{prefix}_terms": _text_to_array("\n".join(postings.term_ids)),
        f"{prefix}_total": np.array([postings.total_length]),
        **{f"{prefix}_{name}": getattr(postings, f) for f, name in _POSTINGS_ARRAYS.items()},
    }


def _decode_postings(prefix: str, arrays: Arrays, document_count: int) -> Postings:
    terms = _lines(arrays[f"{prefix}_terms"])
    return Postings(
        document_count,
        int(arrays[f"{prefix}_total"][0]),
        dict(zip(terms, range(len(terms)), strict=True)),
        *(arrays[f"{prefix}_{name}"] for name in _POSTINGS_ARRAYS.values()),
    )


def _decode_counter(arrays: Arrays, name: str) -> Counter[str]:
    counts = arrays[f"{name}_counts"].tolist()
    return Counter(dict(zip(_lines(arrays[name]), counts, strict=True)))


def _article_fields(article: Article) -> Sequence[Any]:
    published = article.published.isoformat() if article.published else None
    fields = (
        article.path, article.title, published, article.source, article.url, article.language,
    )  # fmt: skip
    author = [article.author] if article.author else []
    pages = [list(article.page_starts)] if article.page_starts else []
    return [*fields, *author, *pages]


def _make_article(fields: Sequence[Any], load_text: TextLoader) -> Article:
    path, title, published, source, url, language, *others = fields
    author = next((field for field in others if isinstance(field, str)), None)
    pages = [field for field in others if isinstance(field, list)]
    return Article(
        path=path,
        title=title,
        content=LazyContent(path, load_text),
        published=date.fromisoformat(published) if published else None,
        source=source,
        url=url,
        language=language,
        author=author,
        page_starts=tuple(chain.from_iterable(pages)),
    )


def _text_to_array(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _array_to_text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode()


def _lines(array: NDArray[np.uint8]) -> list[str]:
    # Interned, because many small servers have the same words.
    return list(map(intern, _array_to_text(array).split("\n"))) if len(array) else []


@cache
def _data_hash(folder: str) -> str:
    """Return a hash of the word lists of a folder of `data/`, which determine how words are read.

    A changed comment changes it too, and all stored segments are rebuilt.
    """
    names = [name for name in data_names(folder) if not name.endswith(".json")]
    content = "".join(data_text(f"{folder}/{name}") for name in names).encode()
    return hashlib.blake2b(content, digest_size=16).hexdigest()
