"""PDFs written by hand, since what makes them for real is larger than what reads them."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple


def pdf(*pages: Sequence[str], objects: dict[int, bytes] | None = None, trailer: str = "") -> bytes:
    """Return a PDF with each of `pages` as lines of Helvetica; `objects` replace those it has."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    numbered = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for i, lines in enumerate(pages):
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        numbered[4 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {font}"
            f" /Contents {5 + 2 * i} 0 R >>".encode()
        )
        numbered[5 + 2 * i] = stream(_shown(lines))
    return written(numbered | (objects or {}), trailer)


class Words(NamedTuple):
    """Words that are drawn from a place on; `operators` come before them."""

    x: float
    y: float
    text: str
    size: float = 11
    operators: str = ""


def column(lines: Sequence[str], x: float = 72, y: float = 700, size: float = 11) -> list[Words]:
    """Return lines below each other."""
    return [Words(x, y - 14 * i, line, size) for i, line in enumerate(lines)]


def layout(*pages: Sequence[Words], objects: dict[int, bytes] | None = None) -> bytes:
    """Return a PDF with each of `pages` as words in the order in which they are drawn."""
    streams = {5 + 2 * i: stream(_drawn(words)) for i, words in enumerate(pages)}
    return pdf(*([] for _ in pages), objects=streams | (objects or {}))


def _drawn(words: Sequence[Words]) -> bytes:
    drawn = [
        f"q {w.operators} BT /F1 {w.size} Tf {w.x} {w.y} Td ({_escape(w.text)}) Tj ET Q"
        for w in words
    ]
    return "\n".join(drawn).encode("cp1252")


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _shown(lines: Sequence[str]) -> bytes:
    shown = [f"({line.replace('(', '[').replace(')', ']')}) Tj T*" for line in lines]
    return "\n".join(["BT /F1 11 Tf 14 TL 72 720 Td", *shown, "ET"]).encode("cp1252")


def stream(data: bytes, extra: str = "") -> bytes:
    """Return a compressed stream."""
    packed = zlib.compress(data)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {extra} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def written(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """Return the file of `objects`, with its table of where each stands."""
    out = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {max(objects) + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, max(objects) + 1):
        state = "n" if number in places else "f"
        out += f"{places.get(number, 0):010} 00000 {state} \n".encode()
    out += f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())
