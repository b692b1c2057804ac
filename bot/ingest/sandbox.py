"""Parse untrusted documents in a separate process, so a crash there cannot harm the bot."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import bot
from bot.errors import DocumentError

MAX_READERS = 2  # processes at once, each of up to 512 MB


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """Limits on reading one document. Windows cannot limit the memory of a process."""

    wait_seconds: int = 60  # for other documents; twenty pages at once take four seconds
    seconds: int = 15
    megabytes: int = 512
    max_characters: int = 1_500_000
    max_pages: int = 500


SANDBOX_LIMITS = SandboxLimits()


async def read_in_sandbox(
    kind: str,
    name: str,
    data: bytes,
    limits: SandboxLimits = SANDBOX_LIMITS,
    **options: str | int | None,
) -> Mapping[str, Any]:
    """Return the answer of `bot.ingest.sandbox_worker` for `data`; raise DocumentError.

    The process gets no secrets from the environment. It takes a third of a second to start.
    """
    async with _turn(name, limits):
        return await _read(kind, name, data, limits, options)


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


@asynccontextmanager
async def _turn(name: str, limits: SandboxLimits) -> AsyncIterator[None]:
    """Wait for one of the MAX_READERS places; raise DocumentError if that takes too long."""
    turns = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MAX_READERS))
    try:
        async with asyncio.timeout(limits.wait_seconds):
            await turns.acquire()
    except TimeoutError:
        reason = "many others are being read; add it again in a minute"
        raise DocumentError(name, f"is not read yet, since {reason}") from None
    try:
        yield
    finally:
        turns.release()


async def _read(
    kind: str,
    name: str,
    data: bytes,
    limits: SandboxLimits,
    options: Mapping[str, str | int | None],
) -> Mapping[str, Any]:
    header = json.dumps({"kind": kind, "limits": asdict(limits), "options": options})
    request = header.encode() + b"\n" + data
    process = _start_worker()
    try:
        output = await asyncio.to_thread(_communicate, process, request, limits.seconds)
    except subprocess.TimeoutExpired:
        raise DocumentError(name, f"takes more than {limits.seconds} seconds to read") from None
    finally:  # also if the task is cancelled
        process.kill()
        process.wait()
    if process.returncode != 0:
        raise DocumentError(name, "takes more time or memory to read than a document may")
    answer: dict[str, Any] = json.loads(output)
    if "error" in answer:
        raise DocumentError(name, answer["error"])
    return answer


def _start_worker() -> subprocess.Popen[bytes]:
    """Start a process in which the worker waits for its request.

    Without asyncio, which may wait for ever if the task is cancelled while the process starts, on
    Python 3.11 and 3.12 for good (python/cpython#103847).
    """
    return subprocess.Popen(
        (sys.executable, "-P", "-c", "from bot.ingest.sandbox_worker import main; main()"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )


def _communicate(process: subprocess.Popen[bytes], request: bytes, seconds: int) -> bytes:
    with process:
        try:
            return process.communicate(request, seconds)[0]
        finally:
            process.kill()


def _environment() -> dict[str, str]:
    names = [name for name in ("PATH", "SYSTEMROOT") if name in os.environ]
    python_path = str(Path(bot.__file__).parents[1])
    constants = {"PYTHONPATH": python_path, "PYTHONHASHSEED": "0"}
    return {name: os.environ[name] for name in names} | constants
