"""The process that reads one document: it takes a line of JSON and bytes, and returns JSON."""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from bot.ingest.unreadable import UnreadableError

Answer = Mapping[str, Any]


def main() -> None:
    """Answer the request on standard input."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["limits"])
    try:
        answer = _import_reader(request["kind"])(
            sys.stdin.buffer.read(), request["limits"], **request["options"]
        )
    except MemoryError:
        answer = {"error": "takes more memory to read than a document may"}
    except RecursionError:
        answer = {"error": "is nested too deep to be read"}
    except UnreadableError as error:
        answer = {"error": str(error)}
    except Exception:  # noqa: BLE001 - the libraries do not document what they raise
        answer = {"error": "is damaged and cannot be read"}
    sys.stdout.write(json.dumps(answer))


def _import_reader(kind: str) -> Callable[..., Answer]:
    """Import the reader of a kind; each loads a library that the others do not need."""
    if kind == "pdf":
        from bot.ingest.pdf.reader import read_pdf

        return read_pdf
    if kind == "feed":
        from bot.ingest.feed import read_feed

        return read_feed
    from bot.ingest.html import read_html

    return read_html


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
