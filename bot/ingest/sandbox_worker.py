"""The process that reads one document: it takes a line of JSON and bytes, and returns JSON."""

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from bot.ingest.unreadable import UnreadableError

Answer = Mapping[str, Any]

_NO_MEMORY = "takes more memory to read than a document may"
_DAMAGED = "is damaged and cannot be read"
_UNKNOWN = "unknown error"  # of lxml, where libxml2 has had no memory


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["limits"])
    try:
        answer = _import_reader(request["kind"])(
            sys.stdin.buffer.read(), request["limits"], **request["options"]
        )
    except MemoryError:
        answer = {"error": _NO_MEMORY}
    except RecursionError:
        answer = {"error": "is nested too deep to be read"}
    except UnreadableError as error:
        answer = {"error": str(error)}
    except Exception as error:  # noqa: BLE001 - the libraries do not document what they raise
        answer = {"error": _NO_MEMORY if _UNKNOWN in str(error) else _DAMAGED}
    sys.stdout.write(json.dumps(answer))


_READERS = {  # by kinds, their modules and functions; each loads libraries that others do not need
    "feed": ("bot.ingest.feed", "read_feed"),
    "page": ("bot.ingest.pages.page", "read_html"),
    "pdf": ("bot.ingest.pdf.reader", "read_pdf"),
    "text": ("bot.ingest.encoding", "read_text"),
    "docx": ("bot.ingest.formats.docx", "read_docx"),
    "odt": ("bot.ingest.formats.odt", "read_odt"),
    "pptx": ("bot.ingest.formats.pptx", "read_pptx"),
    "rtf": ("bot.ingest.formats.rtf", "read_rtf"),
    "epub": ("bot.ingest.formats.epub", "read_epub"),
    "eml": ("bot.ingest.formats.mail", "read_mail"),
    "srt": ("bot.ingest.formats.subtitles", "read_subtitles"),
    "csv": ("bot.ingest.formats.tables", "read_table"),
}


def _import_reader(kind: str) -> Callable[..., Answer]:
    module, function = _READERS[kind]
    reader: Callable[..., Answer] = getattr(import_module(module), function)
    return reader


def _limit(limits: Mapping[str, int]) -> None:
    """Let the system end this process if it takes too much. Windows cannot."""
    if sys.platform == "win32":
        return
    import resource

    # One second more than the parent waits, so that this only counts if the parent is gone.
    memory, seconds = limits["megabytes"] * 1_000_000, limits["seconds"] + 1
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
