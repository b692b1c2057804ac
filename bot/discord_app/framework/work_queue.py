"""The queue of slow work: threads next to the event loop, in which the servers take turns."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

THREADS = 4  # they share one interpreter; more than one lets short work pass long work
MAX_RUNNING = 2  # jobs of one server at once, so that another server finds a free thread
MAX_WAITING = 100  # jobs in all; at 10 ms each the last one starts within a second
MAX_WAITING_OF_SERVER = 20
MAX_WAIT_SECONDS = 2.0  # Discord drops an interaction that has no response after three
MAX_SECONDS = 30.0  # from the request to the result

T = TypeVar("T")


class WorkError(Exception):
    """A job has no result; `text_key` names the text that says why."""

    text_key: str


class BusyError(WorkError):
    """Too much work is waiting, so the job was not started."""

    text_key = "busy"


class OverdueError(WorkError):
    """The job takes too long, so nobody waits for its result any longer."""

    text_key = "overdue"


class Work(Protocol):
    """Runs a function next to the event loop, when its server or user has its turn."""

    async def __call__(self, function: Callable[..., T], /, *args: object) -> T:
        """Return the result of `function(*args)`; raise WorkError or RefusedError."""


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    function: Callable[[], Any]
    result: asyncio.Future[Any]


class WorkQueue:
    """Runs functions in threads. Each key, such as a server, has a queue of its own.

    The queues take turns, so a key that asks for much only waits longer itself.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self._idle_threads = THREADS
        self._queues: OrderedDict[Hashable, deque[_Job]] = OrderedDict()  # in the order of turns
        self._running = Counter[Hashable]()
        self.refused = 0
        self.overdue = 0

    @property
    def waiting(self) -> int:
        """The number of jobs that have not started."""
        return sum(map(len, self._queues.values()))

    async def run(self, key: Hashable, function: Callable[..., T], *args: object) -> T:
        """Return the result of `function(*args)`, which runs in a thread when `key` has its turn.

        Raises BusyError if it cannot start soon, OverdueError if it does not end in time. A job
        that has started goes on to its end, and occupies its thread until then.
        """
        loop = asyncio.get_running_loop()
        job = _Job(partial(function, *args), loop.create_future())
        self._add(key, job)
        timer = loop.call_later(MAX_WAIT_SECONDS, self._refuse, key, job)
        try:
            async with asyncio.timeout(MAX_SECONDS):
                result: T = await job.result
        except TimeoutError as error:
            self.overdue += 1
            raise OverdueError from error
        finally:
            timer.cancel()
        return result

    def close(self) -> None:
        """Start no more jobs; those that wait are refused."""
        for queue in self._queues.values():
            for job in queue:
                self._fail(job)
        self._queues.clear()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _add(self, key: Hashable, job: _Job) -> None:
        queue = self._queues.get(key, ())
        if self.waiting >= MAX_WAITING or len(queue) >= MAX_WAITING_OF_SERVER:
            self.refused += 1
            raise BusyError
        self._queues.setdefault(key, deque()).append(job)
        self._start_jobs()

    def _start_jobs(self) -> None:
        while self._idle_threads and (key := self._next_key()) is not None:
            queue = self._queues.pop(key)
            job = queue.popleft()
            if queue:
                self._queues[key] = queue  # at the end: the others have their turn first
            if not job.result.done():
                self._start(key, job)

    def _next_key(self) -> Hashable | None:
        return next((key for key in self._queues if self._running[key] < MAX_RUNNING), None)

    def _start(self, key: Hashable, job: _Job) -> None:
        self._idle_threads -= 1
        self._running[key] += 1
        done = asyncio.get_running_loop().run_in_executor(self._threads, job.function)
        done.add_done_callback(partial(self._finish, key, job))

    def _finish(self, key: Hashable, job: _Job, done: asyncio.Future[Any]) -> None:
        self._idle_threads += 1
        self._running[key] -= 1
        if not self._running[key]:
            del self._running[key]
        error = None if done.cancelled() else done.exception()
        if not job.result.done():
            if done.cancelled():
                job.result.cancel()
            elif error is not None:
                job.result.set_exception(error)
            else:
                job.result.set_result(done.result())
        self._start_jobs()

    def _refuse(self, key: Hashable, job: _Job) -> None:
        """Refuse a job that has waited too long; it is never started."""
        queue = self._queues.get(key)
        if queue is None or job not in queue:
            return
        queue.remove(job)
        if not queue:
            del self._queues[key]
        self._fail(job)

    def _fail(self, job: _Job) -> None:
        if not job.result.done():
            self.refused += 1
            job.result.set_exception(BusyError())
