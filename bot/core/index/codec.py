"""Packing: a part as plain arrays, to be stored and opened again without reading its articles.

The texts are stored by somebody else, or beside them; the arrays can be those of a mapped file.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from importlib.resources import files
from mmap import mmap
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.index.candidates import SegmentIndex
from bot.core.index.index import Postings
from bot.core.index.segment import Segment, WordCounts
from bot.core.text.article import Article, LazyContent
from bot.core.text.lexicon import Lexicon
from bot.core.text.passage import Sentences

FORMAT = 1  # changes with what is packed, and with how words are read
Arrays = Mapping[str, NDArray[Any]]

_LENGTH = 8  # bytes that count those of the header
_ALIGNED = 64  # bytes; a line of a processor's cache

_POSTINGS = ("starts", "documents", "kinds", "frequencies", "lengths", "highest", "good")
_PLACES = ("first_sentence", "article_of", "block_start", "block_end")
_ABOUT = ("path", "title", "published", "source", "url")


def segment_version(lexicon: Lexicon) -> str:
    """Return what a part depends on beside its articles: parts of another version are no use."""
    groups = sorted((" ".join(phrase), group) for phrase, group in lexicon.groups.items())
    content = json.dumps([FORMAT, groups, _data()]).encode()
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def encode(part: Segment) -> dict[str, NDArray[Any]]:
    """Return the arrays of a part, without the texts of its articles."""
    indexed = part.index
    arrays = {
        "about": _from_text(json.dumps([_about(article) for article in part.articles])),
        "firsts": part.sentences.firsts,
        **{f"sentence{n}": column for n, column in enumerate(part.sentences.columns)},
        **{name: getattr(indexed, name) for name in _PLACES},
        **_encode_postings("sentences", indexed.sentences),
        **_encode_postings("articles", indexed.articles),
    }
    for name in WordCounts.__dataclass_fields__:
        counter: Counter[str] = getattr(part.word_counts, name)
        arrays[name] = _from_text("\n".join(counter))
        arrays[f"{name}_counts"] = np.fromiter(counter.values(), np.int32, len(counter))
    return arrays


def decode(arrays: Arrays, texts: Callable[[int, str], Callable[[], str]]) -> Segment:
    """Return the part that was packed; `texts` tells how to load the text of an article.

    It is given the article's number and path.
    """
    about = json.loads(_to_text(arrays["about"]))
    articles = tuple(
        _article(fields, texts(number, fields[0])) for number, fields in enumerate(about)
    )
    start, end, block, kind = (arrays[f"sentence{n}"] for n in range(4))
    return Segment(
        articles,
        Sentences(arrays["firsts"], (start, end, block, kind)),
        SegmentIndex(
            _decode_postings("sentences", arrays, len(arrays["article_of"])),
            _decode_postings("articles", arrays, len(articles)),
            *(arrays[name] for name in _PLACES),
        ),
        WordCounts(*(_counter(arrays, name) for name in WordCounts.__dataclass_fields__)),
    )


def segment_to_bytes(part: Segment, lexicon: Lexicon) -> bytes:
    """Return a packed part in one piece."""
    return b"".join(serialise(encode(part), lexicon))


def segment_from_bytes(
    content: bytes, lexicon: Lexicon, texts: Mapping[str, str]
) -> Segment | None:
    """Return the part that was packed with this lexicon, if all texts are at hand by their paths.

    Else, and of what is no part, there is none.
    """
    try:
        part = decode(
            deserialise(content, lexicon), lambda _, path: partial(texts.__getitem__, path)
        )
    except (ValueError, LookupError):
        return None
    return part if all(one.path in texts for one in part.articles) else None


def serialise(arrays: Arrays, lexicon: Lexicon) -> Iterator[bytes]:
    """Yield a header, which says where each array begins, and the arrays."""
    places, end = {}, 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, end, len(array))
        end += array.nbytes + -array.nbytes % _ALIGNED
    header = json.dumps({"version": segment_version(lexicon), "arrays": places}).encode()
    header += b" " * (-(len(header) + _LENGTH) % _ALIGNED)
    yield len(header).to_bytes(_LENGTH, "little")
    yield header
    for array in arrays.values():
        yield array.tobytes()
        yield bytes(-array.nbytes % _ALIGNED)


def deserialise(content: bytes | mmap, lexicon: Lexicon) -> dict[str, NDArray[Any]]:
    """Return the arrays in `content`, without copying them.

    Raises ValueError or LookupError for those of another version, or what is cut short.
    """
    view = memoryview(content)
    body = _LENGTH + int.from_bytes(view[:_LENGTH], "little")
    header = json.loads(bytes(view[_LENGTH:body]))
    if header["version"] != segment_version(lexicon):
        raise ValueError("another version")
    return {
        name: np.frombuffer(view, dtype, count, body + start)
        for name, (dtype, start, count) in header["arrays"].items()
    }


def _encode_postings(of: str, postings: Postings) -> dict[str, NDArray[Any]]:
    return {
        f"{of}_terms": _from_text("\n".join(postings.numbers)),
        f"{of}_total": np.array([postings.total]),
        **{f"{of}_{name}": getattr(postings, name) for name in _POSTINGS},
    }


def _decode_postings(of: str, arrays: Arrays, size: int) -> Postings:
    terms = _lines(arrays[f"{of}_terms"])
    return Postings(
        size,
        int(arrays[f"{of}_total"][0]),
        dict(zip(terms, range(len(terms)), strict=True)),
        *(arrays[f"{of}_{name}"] for name in _POSTINGS),
    )


def _counter(arrays: Arrays, name: str) -> Counter[str]:
    counts = arrays[f"{name}_counts"].tolist()
    return Counter(dict(zip(_lines(arrays[name]), counts, strict=True)))


def _about(article: Article) -> Sequence[str | None]:
    published = article.published.isoformat() if article.published else None
    return article.path, article.title, published, article.source, article.url


def _article(fields: Sequence[str | None], load: Callable[[], str]) -> Article:
    path, title, published, source, url = fields
    return Article(
        path=path or "",
        title=title or "",
        content=LazyContent(path or "", load),
        published=date.fromisoformat(published) if published else None,
        source=source,
        url=url,
    )


def _from_text(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _to_text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode()


def _lines(array: NDArray[np.uint8]) -> list[str]:
    # Interned, since many small servers have the same words.
    return list(map(intern, _to_text(array).split("\n"))) if len(array) else []


@cache
def _data() -> str:
    """Return a hash of the package's own words, by which the words of articles are read."""
    folder = files("bot.core") / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt"))
    every = b"".join((folder / name).read_bytes() for name in names)
    return hashlib.blake2b(every, digest_size=16).hexdigest()
