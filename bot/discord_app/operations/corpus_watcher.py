"""Reloading: the articles are loaded anew when the corpus folder has changed."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from bot.core.article_files import file_stamps
from bot.core.loading import load_collection
from bot.errors import CorpusError, VerbatimError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from bot.core.article_files import FileStamp
    from bot.discord_app.client import Verbatim

log = logging.getLogger(__name__)

EVERY = 0.3  # seconds between looks at the folder, or more where a look takes long
_SHARE = 20  # of the time at most a twentieth is for looking


@asynccontextmanager
async def reloading(bot: Verbatim, every: float = EVERY) -> AsyncIterator[None]:
    """Have `bot` answer from what its folder holds, as long as this is open."""
    task = asyncio.create_task(_reload(bot, every))
    try:
        yield
    finally:
        task.cancel()


async def _reload(bot: Verbatim, every: float) -> None:
    seen = loaded = bot.library.shared.stamps
    wait = every
    while True:
        await asyncio.sleep(wait)
        began = perf_counter()
        now = await asyncio.to_thread(_stamps, bot.library.shared.folder)
        wait = max(every, _SHARE * (perf_counter() - began))
        # Files that are still being copied change from look to look.
        is_at_rest, seen = now == seen, now
        if is_at_rest and now != loaded:
            await _load(bot)
            loaded = now


async def _load(bot: Verbatim) -> None:
    """Load the articles beside the answering, and let the next question find them."""
    old = bot.library.shared
    try:
        load = partial(load_collection, old.folder, old.threshold, old.max_bytes, before=old)
        new = await asyncio.to_thread(load)
    except VerbatimError as error:
        log.error("the articles are not loaded anew: %s", error)  # noqa: TRY400 - it says it all
        return
    for problem in new.problems:
        log.warning("left out %s", problem)
    bot.library.shared = new
    log.info("loaded %d articles anew", len(new.articles))


def _stamps(folder: Path) -> Mapping[str, FileStamp]:
    """Return the stamps of the files below `folder`; none if it is not there."""
    try:
        return file_stamps(folder)
    except CorpusError:
        return {}
