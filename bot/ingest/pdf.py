"""Read the text of a PDF; the only import of pypdf, used in the sandbox.

pypdf is pure Python under a BSD licence and 2 MB large; pdfminer.six is larger and needs
cryptography.
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

_MIN_WORDS_PER_PAGE = 3  # a scan has none, or only those of a stamp or of a viewer


def read_pdf(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the text of a PDF as paragraphs; raise UnreadableError."""
    try:
        pages = list(_read_pages(data, limits))
    except DependencyError as error:
        raise UnreadableError("is encrypted; save it without a password") from error
    except LimitReachedError as error:
        raise UnreadableError("takes more memory to read than a document may") from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableError(
            "is a damaged PDF; save it again as PDF, or paste its text"
        ) from error
    lines = list(chain.from_iterable(_drop_margins(pages)))
    if len(re.findall(r"[^\W\d_]{2,}", " ".join(lines))) < _MIN_WORDS_PER_PAGE * len(pages):
        raise UnreadableError("is a scan: it holds pictures and no text; use one with text in it")
    return {"text": "\n\n".join(paragraphs(lines))}


def _read_pages(data: bytes, limits: Mapping[str, int]) -> Iterator[list[str]]:
    """Yield the lines of each page."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("is encrypted; save it without a password")
    if len(reader.pages) > limits["max_pages"]:
        raise UnreadableError(f"has more than {limits['max_pages']} pages")
    characters_left = limits["max_characters"]
    for page in reader.pages:
        text = page.extract_text()
        characters_left -= len(text)
        if characters_left < 0:
            raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
        yield [" ".join(line.split()) for line in text.splitlines()]


def _drop_margins(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the pages without the headers and footers that most share, and without page numbers."""
    ends = [_end_indexes(page) for page in pages]
    counts = Counter(
        chain.from_iterable(
            {_mask_numbers(page[i]) for i in indexes}
            for page, indexes in zip(pages, ends, strict=True)
        )
    )
    max_count = max(2, len(pages) // 2)
    for page, indexes in zip(pages, ends, strict=True):
        masks = {i: _mask_numbers(page[i]) for i in indexes}
        margins = {
            i for i, mask in masks.items() if mask in _PAGE_NUMBERS or counts[mask] > max_count
        }
        yield [line for i, line in enumerate(page) if i not in margins]


def _end_indexes(page: Sequence[str]) -> set[int]:
    """Return the indexes of the first and the last line that are not blank."""
    indexes = [i for i, line in enumerate(page) if line]
    return {indexes[0], indexes[-1]} if indexes else set()


_PAGE_NUMBERS = {"#", "- # -", "page #", "page # of #", "# / #", "#/#"}


def _mask_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", line).lower()


_SENTENCE_ENDS = tuple(".!?:”\"')")
_BULLET = re.compile(r"(?:[-*•‣◦▪–—]|\d{1,3}[.)])\s")


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Join `lines` into paragraphs.

    A PDF does not mark them: a paragraph ends before a blank line, after a sentence that ends well
    before the margin, and after a heading.
    """
    widths = sorted(len(line) for line in lines if line)
    full_width = widths[len(widths) * 3 // 4] if widths else 0
    words = Counter(re.findall(r"[\w-]+", " ".join(lines).lower()))
    result: list[list[str]] = []
    open_line = ""  # the last line of a paragraph that may continue
    for line in lines:
        if not line:
            # pypdf also puts blank lines inside sentences, between columns and pages.
            open_line = "" if open_line.endswith(_SENTENCE_ENDS) else open_line
            continue
        if open_line and _continues(open_line, line, full_width):
            result[-1][-1] = _join(result[-1][-1], line, words)
            result[-1].append(line)
        else:
            result.append([line])
        open_line = line
    return ["".join(parts) for parts in result]


def _continues(line: str, next_line: str, full_width: int) -> bool:
    """Return whether the paragraph of `line` continues in `next_line`."""
    if _BULLET.match(next_line):
        return False
    if next_line[:1].islower():
        return True
    if len(line) < full_width * 0.75:  # a heading, or the last line of a paragraph
        return False
    return not line.endswith(_SENTENCE_ENDS) or len(line) > full_width * 0.9


_HYPHENATED = re.compile(r"(?<![^\W\d_])([^\W\d_]+)([-\u00ad\u2010])\Z")


def _join(line: str, next_line: str, words: Counter[str]) -> str:
    """Return `line` with a space before `next_line`, or without the hyphen that splits a word.

    The document's other spellings decide. Without one, small letters after the hyphen mean a word
    that was split, as most are.
    """
    start = _HYPHENATED.search(line)
    rest = re.match(r"[^\W\d_]+", next_line)
    if not start or not rest:
        return f"{line} "
    whole, compound = f"{start[1]}{rest[0]}".lower(), f"{start[1]}-{rest[0]}".lower()
    is_split = rest[0].islower() and (words[whole] > 0 or words[compound] == 0)
    return line[: start.start(2)] if start[2] == "\u00ad" or is_split else line
