"""The text of a PDF; the only import of pypdf. Runs in the worker.

pypdf is pure Python under BSD, of 2 MB; pdfminer.six is larger and needs cryptography.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from bot.ingest.unreadable import UnreadableError

_WORDS_PER_PAGE = 3  # a scan has none, or only what a stamp or a viewer put on it


def read_pdf(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the text of a PDF as paragraphs; raise UnreadableError."""
    try:
        pages = list(_pages(data, limits))
    except DependencyError as error:
        raise UnreadableError("is encrypted; save it without a password") from error
    except LimitReachedError as error:
        raise UnreadableError("takes more memory to read than a document may") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableError(
            "is a damaged PDF; save it again as PDF, or paste its text"
        ) from error
    lines = list(chain.from_iterable(_without_margins(pages)))
    if len(re.findall(r"[^\W\d_]{2,}", " ".join(lines))) < _WORDS_PER_PAGE * len(pages):
        raise UnreadableError("is a scan: it holds pictures and no text; use one with text in it")
    return {"text": "\n\n".join(paragraphs(lines))}


def _pages(data: bytes, limits: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the lines of each page."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("is encrypted; save it without a password")
    if len(reader.pages) > limits["max_pages"]:
        raise UnreadableError(f"has more than {limits['max_pages']} pages")
    left = limits["max_characters"]
    for page in reader.pages:
        text = page.extract_text()
        left -= len(text)
        if left < 0:
            raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
        yield [" ".join(line.split()) for line in text.splitlines()]


def _without_margins(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the pages without the heads and feet that most share, and without page numbers."""
    ends = [_ends_of(page) for page in pages]
    counts = Counter(
        chain.from_iterable(
            {_same(page[i]) for i in places} for page, places in zip(pages, ends, strict=True)
        )
    )
    for page, places in zip(pages, ends, strict=True):
        margins = {
            i
            for i in places
            if _same(page[i]) in _NUMBERS or counts[_same(page[i])] > max(2, len(pages) // 2)
        }
        yield [line for i, line in enumerate(page) if i not in margins]


def _ends_of(page: Sequence[str]) -> set[int]:
    """Return the places of the first and the last line of a page that are not blank."""
    shown = [i for i, line in enumerate(page) if line]
    return {shown[0], shown[-1]} if shown else set()


_NUMBERS = {"#", "- # -", "page #", "page # of #", "# / #", "#/#"}


def _same(line: str) -> str:
    return re.sub(r"\d+", "#", line).lower()


_ENDS = tuple(".!?:”\"')")
_BULLET = re.compile(r"(?:[-*•‣◦▪–—]|\d{1,3}[.)])\s")


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs that `lines` were broken from.

    A PDF does not say where one ends: it is where a line is blank, where it ends a sentence
    well before the margin, or is a heading.
    """
    widths = sorted(len(line) for line in lines if line)
    full = widths[len(widths) * 3 // 4] if widths else 0
    words = Counter(re.findall(r"[\w-]+", " ".join(lines).lower()))
    found: list[list[str]] = []
    open_line = ""  # the last line of the paragraph that may go on
    for line in lines:
        if not line:
            # pypdf gives blank lines inside of sentences too, at columns and pages.
            open_line = "" if open_line.endswith(_ENDS) else open_line
            continue
        if open_line and _goes_on(open_line, line, full):
            found[-1][-1] = _ready_for(found[-1][-1], line, words)
            found[-1].append(line)
        else:
            found.append([line])
        open_line = line
    return ["".join(parts) for parts in found]


def _goes_on(line: str, following: str, full: int) -> bool:
    if _BULLET.match(following):
        return False
    if following[:1].islower():
        return True
    if len(line) < full * 0.75:  # a heading, or the last line of a paragraph
        return False
    return not line.endswith(_ENDS) or len(line) > full * 0.9


_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-\u00ad\u2010])\Z")


def _ready_for(line: str, following: str, words: Counter[str]) -> str:
    """Return `line` with a space, or without the hyphen that only parts it from `following`.

    The document's own spelling decides. Where it has neither, small letters on both sides mean a
    word that was parted, which is what most are.
    """
    broken = _BROKEN.search(line)
    rest = re.match(r"[^\W\d_]+", following)
    if not broken or not rest:
        return f"{line} "
    whole, parted = f"{broken[1]}{rest[0]}".lower(), f"{broken[1]}-{rest[0]}".lower()
    is_parted = rest[0].islower() and (words[whole] > 0 or words[parted] == 0)
    return line[: broken.start(2)] if broken[2] == "\u00ad" or is_parted else line
