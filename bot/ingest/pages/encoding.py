"""The encoding of a page."""

import re

from bot.ingest.encoding import decode_declared, marked_encoding

_DECLARED_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_UTF16 = "utf-16"  # a page in it has a byte order mark; what else claims to be UTF-16 is not


def decode(data: bytes, charset: str | None) -> str:
    """Return the text of a page as browsers read it (WHATWG, Encoding)."""
    encoding = marked_encoding(data)
    if encoding:
        return data.decode(encoding, "replace").removeprefix("\ufeff")
    match = _DECLARED_CHARSET.search(data[:2048])
    declared_charset = match[1].decode("ascii", "replace") if match else None
    labels = (charset, declared_charset, "utf-8")
    decoded = decode_declared(data, (label for label in labels if not _is_utf16(label)))
    return decoded.text if decoded else data.decode("cp1252", "replace")


def _is_utf16(label: str | None) -> bool:
    return (label or "").strip().lower() == _UTF16
