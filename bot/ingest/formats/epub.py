"""Read books (.epub).

ebooklib is under the AGPL; of a book only the order of its chapters has to be known.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.ingest.formats.html_paragraphs import html_paragraphs
from bot.ingest.formats.packages import Package, part_name
from bot.ingest.formats.paragraphs import Paragraph, document, one_line
from bot.ingest.formats.xml_trees import attribute, descendants, text_of
from bot.ingest.unreadable import UnreadableError

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_FONT_ENCRYPTION = re.compile(r"idpf\.org/2008/embedding|adobe\.com/pdf/enc#RC")
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")


def read_epub(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return a book as Markdown, with its title, authors and day; raise UnreadableError."""
    package = Package(data)
    _refuse_encrypted(package)
    container = package.xml("META-INF/container.xml")
    roots = descendants(container, "rootfile") if container is not None else []
    name = attribute(roots[0], "full-path") if roots else None
    root = package.xml(name) if name else None
    if name is None or root is None:
        raise UnreadableError("is no EPUB, or a damaged one")
    paragraphs: list[Paragraph] = []
    length = 0
    for chapter in _chapters(root, posixpath.dirname(name)):
        for paragraph in html_paragraphs(package.read(chapter) or b""):
            paragraphs.append(paragraph)
            length += len(paragraph.text)
        if length > limits["max_characters"]:
            break
    return document(
        paragraphs,
        limits,
        title=text_of(root, "title"),
        author=", ".join(_creators(root)) or None,
        published=_day(root),
        source=text_of(root, "publisher"),
    )


def _chapters(root: Any, folder: str) -> Iterator[str]:  # noqa: ANN401
    """Yield the names of the parts with text, in the order of reading, without the contents."""
    items = {attribute(item, "id"): item for item in descendants(root, "item")}
    for reference in descendants(root, "itemref"):
        item = items.get(attribute(reference, "idref"))
        if item is None or attribute(item, "media-type") not in _PAGES:
            continue
        if "nav" not in (attribute(item, "properties") or "").split():
            yield part_name(folder, attribute(item, "href") or "")


def _creators(root: Any) -> Iterator[str]:  # noqa: ANN401
    for creator in descendants(root, "creator"):
        if attribute(creator, "role") in {None, "aut"}:
            yield one_line("".join(creator.itertext()))


def _day(root: Any) -> str | None:  # noqa: ANN401
    """Return the day of publication, if it is one and not a year."""
    for element in descendants(root, "date"):
        text = one_line(element.text)
        if attribute(element, "event") in {None, "publication"} and _FULL_DAY.fullmatch(text):
            return None if text.endswith("-01-01") else text[:10]  # a year, written as a day
    return None


def _refuse_encrypted(package: Package) -> None:
    """Raise UnreadableError if more than the fonts are encrypted, as shops do."""
    root = package.xml("META-INF/encryption.xml")
    methods = descendants(root, "EncryptionMethod") if root is not None else []
    if any(not _FONT_ENCRYPTION.search(attribute(m, "Algorithm") or "") for m in methods):
        raise UnreadableError("is protected against copying, so its text cannot be read")
