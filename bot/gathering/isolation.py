"""Read what strangers wrote in a process of its own, which may die of it alone."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bot
from bot.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading one document may cost. Windows knows no limit of memory for a process."""

    seconds: int = 15
    megabytes: int = 512
    max_characters: int = 1_500_000
    max_pages: int = 500


ALLOWANCE = Allowance()


async def read_apart(
    kind: str,
    name: str,
    data: bytes,
    allowance: Allowance = ALLOWANCE,
    **options: str | int | None,
) -> Mapping[str, Any]:
    """Return what `bot.gathering.worker` makes of `data`; raise DocumentError, with the reason.

    The process gets none of the environment's secrets. It takes a third of a second to start.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-c", "from bot.gathering.worker import main; main()"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )
    request = json.dumps({"kind": kind, "allowance": asdict(allowance), "options": options})
    try:
        async with asyncio.timeout(allowance.seconds):
            output, _ = await process.communicate(request.encode() + b"\n" + data)
    except TimeoutError:
        raise DocumentError(name, f"takes more than {allowance.seconds} seconds to read") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise DocumentError(name, "takes more time or memory to read than a document may")
    answer: dict[str, Any] = json.loads(output)
    if "error" in answer:
        raise DocumentError(name, answer["error"])
    return answer


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(Path(bot.__file__).parents[1]), "PYTHONHASHSEED": "0"}
