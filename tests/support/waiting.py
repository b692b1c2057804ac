"""Waiting for what happens in the background."""

import asyncio
from collections.abc import Callable


async def until(is_so: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something is so, which nothing announces; fail if it takes too long."""
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - nothing announces it
            await asyncio.sleep(0.01)
