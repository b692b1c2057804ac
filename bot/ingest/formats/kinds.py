"""Recognise the kind of a document by its content."""

import codecs
import re
from enum import StrEnum
from pathlib import PurePath

from bot.errors import DocumentError


class Kind(StrEnum):
    """The kind of a document; the value is its suffix."""

    TEXT = ".txt"
    MARKDOWN = ".md"
    HTML = ".html"
    PDF = ".pdf"
    DOCX = ".docx"
    ODT = ".odt"
    PPTX = ".pptx"
    RTF = ".rtf"
    EPUB = ".epub"
    MAIL = ".eml"
    SUBTITLES = ".srt"
    TABLE = ".csv"


DOCUMENT_SUFFIXES = frozenset(
    ".txt .md .markdown .html .htm .xhtml .pdf .docx .docm .odt .odp .pptx .pptm .rtf .epub .eml"
    " .srt .vtt .csv .tsv".split()
)
_OTHER_KINDS = {  # how files of other kinds begin
    b"PK\x05\x06": "is an empty zip archive",
    b"\xd0\xcf\x11\xe0": "is an older Office file or an Outlook message; save it as .docx or .eml",
    b"\x1f\x8b": "is a compressed file; unpack it first",
    b"BZh": "is a compressed file; unpack it first",
    b"\xfd7zXZ": "is a compressed file; unpack it first",
    b"\x28\xb5\x2f\xfd": "is a compressed file; unpack it first",
    b"7z\xbc\xaf": "is an archive; unpack it first",
    b"Rar!": "is an archive; unpack it first",
    b"\x89PNG": "is a picture; add a text",
    b"\xff\xd8\xff": "is a picture; add a text",
    b"GIF8": "is a picture; add a text",
    b"RIFF": "is a picture, a sound or a film; add a text",
    b"ID3": "is a sound; add a text",
    b"OggS": "is a sound or a film; add a text",
    b"\x00\x00\x01\x00": "is a picture; add a text",
    b"\x7fELF": "is a program; add a text",
    b"%!PS": "is a PostScript file; save it as PDF",
}
_ZIP_START = b"PK\x03\x04"
_ZIP_TYPES = {  # what the first part of OpenDocument and EPUB says
    b"application/epub+zip": Kind.EPUB,
    b"application/vnd.oasis.opendocument.text": Kind.ODT,
    b"application/vnd.oasis.opendocument.presentation": Kind.ODT,
}
_OFFICE_FOLDERS = {b"word/": Kind.DOCX, b"ppt/": Kind.PPTX}
_SPREADSHEET = "is a spreadsheet; save it as CSV"
_OFFICE_CONTENTS = b"[Content_Types].xml"
_BLANK = r"(?:\s|<!--.*?-->|<\?xml[^>]*>)*"
_HTML = re.compile(rf"\ufeff?{_BLANK}<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(rf"\ufeff?{_BLANK}<(?:rss|feed|rdf:RDF)\b", re.I | re.S)
_TIMES = r"(?:\d{1,3}:)?\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*(?:\d{1,3}:)?\d\d:\d\d[,.]\d{1,3}"
_SUBTITLES = re.compile(rf"\ufeff?\s*(?:WEBVTT\b|(?:\d+[ \t]*\r?\n)?{_TIMES})")
_MAIL = re.compile(
    r"\ufeff?(?:>?From [^\r\n]*\r?\n)?"
    r"(?:[A-Za-z][\w-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3,}\r?\n"
)
_MAIL_HEADER = re.compile(
    r"^(?:Return-Path|Received|Message-ID|MIME-Version|Delivered-To|DKIM-Signature):", re.I | re.M
)
_MAX_START_LENGTH = 4_096  # bytes in which a file declares its kind
_MAX_HEADERS_LENGTH = 100_000  # bytes; mails pass many servers, and each adds its headers


def kind_of(name: str, data: bytes, content_type: str | None = None) -> Kind:
    """Return the kind of `data`; the name decides only between kinds of text.

    Raises DocumentError for any other kind.
    """
    if b"%PDF-" in data[:1024]:  # readers allow that much rubbish before it
        return Kind.PDF
    if data.startswith(_ZIP_START):
        return _kind_of_zip(name, data)
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    for magic, problem in _OTHER_KINDS.items():
        if data.startswith(magic):
            raise DocumentError(name, problem)
    return _kind_of_text(name, data, content_type)


def is_zip(data: bytes) -> bool:
    """Return whether `data` is a zip file that is no document."""
    try:
        return data.startswith(_ZIP_START) and _find_kind_of_zip("", data) is None
    except DocumentError:
        return False


def _kind_of_zip(name: str, data: bytes) -> Kind:
    kind = _find_kind_of_zip(name, data)
    if kind is None:
        raise DocumentError(name, "is a zip archive; unpack it, or import it")
    return kind


def _find_kind_of_zip(name: str, data: bytes) -> Kind | None:
    """Return the kind of a zip file, None if it is an archive; its parts' names are not packed."""
    if data[30:38] == b"mimetype":
        mimetype = data[38:200]
        for start, kind in _ZIP_TYPES.items():
            if mimetype.startswith(start):
                return kind
        if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            raise DocumentError(name, _SPREADSHEET)
    if _OFFICE_CONTENTS not in data:
        return Kind.EPUB if b"META-INF/container.xml" in data else None
    contents = data[-_MAX_CONTENTS_BYTES:]
    for folder, kind in _OFFICE_FOLDERS.items():
        if folder in contents:
            return kind
    if b"xl/" in contents:
        raise DocumentError(name, _SPREADSHEET)
    return None


_MAX_CONTENTS_BYTES = 500_000  # the table of contents is at the end


def _kind_of_text(name: str, data: bytes, content_type: str | None) -> Kind:
    start = data[:_MAX_START_LENGTH].decode("utf-16" if is_utf16(data) else "utf-8", "replace")
    suffix = PurePath(name).suffix.lower()
    if _FEED.match(start):
        raise DocumentError(name, "is a feed and no article; add it as a feed")
    if _HTML.match(start) or content_type in {"text/html", "application/xhtml+xml"}:
        return Kind.HTML
    if content_type is None and suffix in {".html", ".htm", ".xhtml"}:
        return Kind.HTML
    if _SUBTITLES.match(start) or suffix in {".srt", ".vtt"}:
        return Kind.SUBTITLES
    if suffix == ".eml" or content_type == "message/rfc822" or _is_mail(data):
        return Kind.MAIL
    if suffix in {".csv", ".tsv"} or content_type in {"text/csv", "text/tab-separated-values"}:
        return Kind.TABLE
    return Kind.MARKDOWN if suffix in {".md", ".markdown"} else Kind.TEXT


def _is_mail(data: bytes) -> bool:
    """Return whether a text begins with headers that mail servers write."""
    head = data[:_MAX_HEADERS_LENGTH].decode("latin-1")
    headers = _MAIL.match(head)
    return headers is not None and len(_MAIL_HEADER.findall(headers[0])) > 1


def is_utf16(data: bytes) -> bool:
    """Return whether `data` begins with the mark of UTF-16."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
