"""Watch the corpus folder, and load the articles again when its files have changed.

This is the only import of watchfiles. The operating system announces no change of a file that
another machine writes to a network disk, nor of the target of a link; so the stamps of the files
are compared from time to time as well. With WATCHFILES_FORCE_POLLING such changes are noticed at
once, for the price of looking all the time.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from watchfiles import Change, awatch

from bot.core.article_files import file_stamps
from bot.core.loading import load_collection
from bot.errors import CorpusError, VerbatimError
from bot.libraries.seed_article import SEED_FILE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from bot.core.article_files import FileStamp
    from bot.discord_app.client import Verbatim

    Stamps = Mapping[str, FileStamp]

log = logging.getLogger(__name__)

REST_SECONDS = 0.3  # in which no file has changed, or else one may still be being written
COMPARE_SECONDS = 10.0  # between comparisons while no change is announced
_MAX_COMPARING_SHARE = 1 / 200  # of the time, or else they are made less often
_RETRY_SECONDS = 60.0
_STEP_MILLISECONDS = 200  # between looks at what the system has announced


@asynccontextmanager
async def watching_corpus(
    bot: Verbatim, rest: float = REST_SECONDS, compare_every: float = COMPARE_SECONDS
) -> AsyncIterator[None]:
    """Have the bot answer from the current files of its corpus folder, while the body runs."""
    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # it logs each change
    watcher = CorpusWatcher(bot, rest, compare_every)
    try:
        async with bot.tasks.periodic("corpus", watcher.look, every=0, retry_after=_RETRY_SECONDS):
            yield
    finally:
        await watcher.close()


class CorpusWatcher:
    """Notices changes below the corpus folder, and loads its articles."""

    def __init__(self, bot: Verbatim, rest: float, compare_every: float) -> None:
        self._bot = bot
        self._rest, self._compare_every = rest, compare_every
        self._loaded: Stamps = bot.library.shared.stamps
        self._duration = 0.0  # seconds that reading the stamps took
        self._watch: _Watch | None = None

    async def look(self) -> None:
        """Wait for a change, or for a while, and load the articles if their files differ."""
        await self._wait_for_change()
        stamps = await self._stamps()
        if stamps == self._loaded:
            return
        stamps = await self._wait_for_rest(stamps)
        await self._load()
        self._loaded = stamps

    async def close(self) -> None:
        """End the watch."""
        if self._watch is not None:
            await self._watch.close()

    async def _wait_for_change(self) -> None:
        folder = self._bot.library.shared.folder
        identity = _identity(folder)
        watch = self._watch
        if watch is None or watch.identity != identity or watch.has_ended:
            await self.close()
            self._watch = _Watch(folder, identity) if identity else None
            await asyncio.sleep(self._rest)  # files are compared once the new watch has begun
        else:
            await watch.wait(max(self._compare_every, self._duration / _MAX_COMPARING_SHARE))

    async def _wait_for_rest(self, stamps: Stamps) -> Stamps:
        """Return the stamps of the files once these no longer change from look to look."""
        while True:
            await asyncio.sleep(self._rest)
            latest = await self._stamps()
            if latest == stamps:
                return latest
            stamps = latest

    async def _stamps(self) -> Stamps:
        start = perf_counter()
        stamps = await asyncio.to_thread(_stamps, self._bot.library.shared.folder)
        self._duration = perf_counter() - start
        return stamps

    async def _load(self) -> None:
        """Load the articles in a thread, and let the next question find them."""
        old = self._bot.library.shared
        load = partial(
            load_collection,
            old.folder,
            old.threshold,
            old.max_bytes,
            before=old,
            reader=old.reader,
            placeholder=SEED_FILE,
            may_be_empty=not old.articles,  # or a disk that is not mounted would empty it
        )
        try:
            new = await asyncio.to_thread(load)
        except VerbatimError as error:
            log.error("could not load the articles again: %s", error)  # noqa: TRY400 - it says it all
            return
        for problem in new.problems:
            log.warning("left out %s", problem)
        self._bot.library.shared = new
        log.info("loaded %d articles again", len(new.articles))


class _Watch:
    """A watch of a folder, which ends when another folder takes its path."""

    def __init__(self, folder: Path, identity: tuple[int, int]) -> None:
        self.identity = identity
        self._stop, self._change = asyncio.Event(), asyncio.Event()
        self._has_failed = False
        self._task = asyncio.create_task(self._run(str(folder.absolute())))

    @property
    def has_ended(self) -> bool:
        """Whether the folder is gone; a watch that failed stands, so that it is not tried again."""
        return self._task.done() and not self._has_failed

    async def wait(self, seconds: float) -> None:
        """Wait for a change since the last wait, but not for longer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._change.wait()
        self._change.clear()

    async def close(self) -> None:
        """End the watch; its thread cannot be cancelled, but stops by itself."""
        self._stop.set()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, path: str) -> None:
        try:
            watch = awatch(path, watch_filter=None, stop_event=self._stop, step=_STEP_MILLISECONDS)
            async for changes in watch:
                self._change.set()
                if (Change.deleted, path) in changes:  # a new one may have the same number
                    return
        except FileNotFoundError:
            return
        except (OSError, RuntimeError) as error:  # such as too many watches
            self._has_failed = True
            log.warning("the system announces no changes, so they are noticed later: %s", error)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return the device and the number of a folder, None if it is not there."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _stamps(folder: Path) -> Stamps:
    """Return the stamps of the files below `folder`; none if it is not there."""
    try:
        return file_stamps(folder)
    except CorpusError:
        return {}
