"""Read mails (.eml): the body, with the subject, the sender and the day of the headers."""

import re
from collections.abc import Iterator, Mapping
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from bot.ingest.encoding import decode_declared, decode_unicode, guess
from bot.ingest.feeds.days import iso_day
from bot.ingest.feeds.titles import author_names
from bot.ingest.formats.html_paragraphs import html_paragraphs
from bot.ingest.formats.paragraphs import Paragraph, ParagraphStyle, document, one_line
from bot.ingest.unreadable import UnreadableError

_REPLY_START = re.compile(
    r"^(?:On .{10,200} wrote:|-{2,}\s*(?:Original Message|Forwarded message)\s*-{2,}"
    r"|.{0,80}\d{4}.{0,120}"
    r"(?:пишет|написал|пише|написав|schrieb.*|a écrit|escribió|yazdı)\s*:)\s*$",
    re.I,
)
_SIGNATURE = "-- "
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_MAX_PARTS = 200


def read_mail(data: bytes, limits: Mapping[str, int]) -> Mapping[str, Any]:
    """Return the body of a mail as Markdown; attachments and quoted mails are left out.

    Raises UnreadableError.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    part = _body(message)
    if part is None:
        raise UnreadableError("is a mail without text")
    text = _text(part)
    is_html = part.get_content_type() == "text/html"
    paragraphs = html_paragraphs(text) if is_html else list(_plain_paragraphs(text, part))
    return document(
        paragraphs,
        limits,
        title=_header(message, "Subject"),
        author=author_names([_sender(message)]),
        published=_day(message),
    )


def _body(message: EmailMessage) -> EmailMessage | None:
    """Return the part with the text; HTML only if there is no plain text."""
    parts = [part for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False)]
    if any(part.get_content_type() == "application/pkcs7-mime" for part in parts):
        raise UnreadableError("is an encrypted mail")
    texts = [part for part in _own_parts(message) if part.get_content_maintype() == "text"]
    for kind in ("text/plain", "text/html"):
        for part in texts:
            if part.get_content_type() == kind and not part.is_attachment() and _text(part).strip():
                return part
    return None


def _own_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts of a mail, but not of a mail that is attached to it."""
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, EmailMessage) and part.get_content_type() != "message/rfc822":
            yield from _own_parts(part)


def _text(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    labels = (part.get_content_charset(),)
    text = (data.isascii() and decode_declared(data, labels)) or decode_unicode(data)
    return (text or decode_declared(data, labels) or guess(data)).text


def _plain_paragraphs(text: str, part: EmailMessage) -> Iterator[Paragraph]:
    """Yield the paragraphs above the signature and the mail that is answered."""
    is_flowed = part.get_param("format") == "flowed"
    lines: list[str] = []
    for line in text.splitlines():
        if line == _SIGNATURE or _REPLY_START.match(line):
            break
        if line.startswith(">"):
            continue
        bullet = _BULLET.match(line)
        if not line.strip() or bullet:
            yield from _paragraph(lines, is_flowed=is_flowed)
            lines = []
        lines.append(line)
    yield from _paragraph(lines, is_flowed=is_flowed)


def _paragraph(lines: list[str], *, is_flowed: bool) -> Iterator[Paragraph]:
    bullet = _BULLET.match(lines[0]) if lines else None
    words = [line[bullet.end() :] if bullet and i == 0 else line for i, line in enumerate(lines)]
    if is_flowed:  # RFC 3676: a space at the end of a line means that its paragraph goes on
        words = ["".join(line if line.endswith(" ") else f"{line}\n" for line in words)]
    yield Paragraph("\n".join(words), ParagraphStyle.BULLET if bullet else ParagraphStyle.TEXT)


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        return one_line(str(message.get(name) or "")) or None
    except (ValueError, IndexError, AttributeError, MessageError):  # headers are damaged at times
        return None


def _sender(message: EmailMessage) -> str | None:
    value = _header(message, "From") or ""
    return re.sub(r'^"|"$', "", re.sub(r"\s*<[^<>]*>\s*$", "", value)) or None


def _day(message: EmailMessage) -> str | None:
    """Return the day of the header, in the zone of the sender."""
    try:
        header = message["Date"]
        moment = header.datetime if header else None
    except (ValueError, TypeError, IndexError, AttributeError, MessageError):
        return None
    return iso_day(moment.isoformat()) if moment else None
