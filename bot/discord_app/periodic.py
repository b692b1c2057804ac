"""Periodic tasks: actions that run again and again while the bot does, whatever fails in them."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.discord_app.framework.failures import describe
from bot.errors import VerbatimError

log = logging.getLogger(__name__)

Action = Callable[[], Awaitable[object]]
Sleep = Callable[[float], Awaitable[object]]

_MAX_DOUBLINGS = 3  # of the wait after failures in a row


@dataclass(slots=True)
class TaskStatus:
    """When a task last succeeded, in seconds since the epoch, and how often it failed since."""

    last_success: float | None = None
    failures: int = 0


class PeriodicTasks:
    """The periodic tasks of the bot, and how each of them fares, by their names."""

    def __init__(self) -> None:
        self.statuses: dict[str, TaskStatus] = {}

    @asynccontextmanager
    async def periodic(
        self,
        name: str,
        action: Action,
        *,
        every: float,
        retry_after: float,
        sleep: Sleep = asyncio.sleep,
    ) -> AsyncIterator[None]:
        """Run `action` now and again every so many seconds, for as long as the body runs.

        After a failure it runs again `retry_after` seconds later, and after each further one twice
        as late as before, up to eight times as late or `every`.
        """
        self.statuses.setdefault(name, TaskStatus())
        task = asyncio.create_task(
            self._run(name, action, every, retry_after, sleep), name=f"periodic {name}"
        )
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)  # before what it uses is closed

    async def _run(
        self, name: str, action: Action, every: float, retry_after: float, sleep: Sleep
    ) -> None:
        failures = 0
        while not _is_cancelled():  # an action may lose a cancellation, or fail because of it
            try:
                await action()
            except Exception as error:  # noqa: BLE001 - whatever it is, it must not end the task
                if _is_cancelled():
                    return
                wait = min(retry_after * 2**failures, max(every, retry_after * 2**_MAX_DOUBLINGS))
                failures = min(failures + 1, 32)
                self._note_failure(name, error)
            else:
                wait, failures = every, 0
                self._note_success(name)
            await sleep(wait)

    def _note_failure(self, name: str, error: Exception) -> None:
        """Log the first failure in a row."""
        status = self.statuses[name]
        status.failures += 1
        if status.failures > 1:
            return
        reason = error if isinstance(error, VerbatimError | OSError) else describe(error)
        log.error("task %r failed and will be retried: %s", name, reason)

    def _note_success(self, name: str) -> None:
        status = self.statuses[name]
        if status.failures:
            log.info("task %r works again", name)
        status.failures, status.last_success = 0, time.time()


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
