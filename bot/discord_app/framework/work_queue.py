"""The queue of slow work: threads next to the event loop, in which the servers take turns."""

import asyncio
import sys
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from time import monotonic, sleep, thread_time
from types import FrameType
from typing import Any, Protocol, TypeVar

THREADS = 4  # they share one interpreter; more than one lets short work pass long work
MAX_RUNNING = 2  # jobs of one server at once, so that another server finds a free thread
SHARE = 0.05  # of a processor that a server may use in the long run
BURST_SECONDS = 0.1  # of processor time that it may use at once before it counts as greedy
MAX_WAITING = 100  # jobs in all; at 10 ms each the last one starts within a second
MAX_WAITING_OF_SERVER = 20
MAX_WAIT_SECONDS = 2.0  # Discord drops an interaction that has no response after three
MAX_REMEMBERED = 10_000  # servers and users whose use is known; the one idle for longest goes first
MAX_SECONDS = 30.0  # from the request to the result
SLICE_SECONDS = 0.001  # that long or greedy work runs for while others are active
PAUSE_SECONDS = 0.001  # between two slices of long work
GREEDY_PAUSE_SECONDS = 0.004
ACTIVE_SECONDS = 0.25  # for which a key counts as active after it has asked

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
    is_long: bool

    def measure(self, slices: "_Slices | None") -> tuple[Any, BaseException | None, float]:
        """Run the function; return its result or its error, and the seconds of processor time."""
        start = thread_time()
        sys.setprofile(slices)
        try:
            result, error = self.function(), None
        except BaseException as raised:  # noqa: BLE001 - it is handed to who waits for the result
            result, error = None, raised
        finally:
            sys.setprofile(None)
        return result, error, thread_time() - start


class _Slices:
    """Makes the thread that it profiles pause between short slices of work while others are active.

    The interpreter shares itself equally between threads, which have no priorities in it. As a
    profile function it is called whenever a function is, so the work itself need not yield.
    """

    def __init__(self, others_active_until: Callable[[], float], pause_seconds: float) -> None:
        self._others_active_until = others_active_until
        self._pause_seconds = pause_seconds
        self._end = monotonic() + SLICE_SECONDS

    def __call__(self, _frame: FrameType, _event: str, _argument: object) -> None:
        now = monotonic()
        if now < self._end:
            return
        if now < self._others_active_until():
            sleep(self._pause_seconds)
        self._end = monotonic() + SLICE_SECONDS


class WorkQueue:
    """Runs functions in threads. Each key, such as a server, has a queue of its own.

    The queues take turns, so a key that asks for much only waits longer itself. Threads share one
    interpreter, in which long jobs slow down short ones; so all keys that use more than their share
    have one thread together. Of the long jobs of others one runs at a time. Both work in slices
    while somebody else has short jobs.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self._idle_threads = THREADS
        self._queues: OrderedDict[Hashable, deque[_Job]] = OrderedDict()  # in the order of turns
        self._running = Counter[Hashable]()
        self._long_job: _Job | None = None  # the running one of a key that is not greedy
        self._paid_until: dict[Hashable, float] = {}  # by when the time used is the share of a key
        self._others_active_until = 0.0  # with short jobs, and not greedy
        self.refused = 0
        self.overdue = 0

    @property
    def waiting(self) -> int:
        """The number of jobs that have not started."""
        return sum(map(len, self._queues.values()))

    async def run(
        self, key: Hashable, function: Callable[..., T], *args: object, is_long: bool = False
    ) -> T:
        """Return the result of `function(*args)`, which runs in a thread when `key` has its turn.

        Raises BusyError if it cannot start soon, OverdueError if it does not end in time. A job
        that has started goes on to its end, and occupies its thread until then.
        """
        loop = asyncio.get_running_loop()
        job = _Job(partial(function, *args), loop.create_future(), is_long)
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
        if not job.is_long and not self._is_greedy(key):
            self._others_active_until = monotonic() + ACTIVE_SECONDS
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
        return next(filter(self._may_start, self._queues), None)

    def _may_start(self, key: Hashable) -> bool:
        if self._is_greedy(key):
            return not any(self._is_greedy(other) for other in self._running)
        if self._long_job and self._queues[key][0].is_long:
            return False
        return self._running[key] < MAX_RUNNING

    def _is_greedy(self, key: Hashable) -> bool:
        debt = self._paid_until.get(key, 0) - asyncio.get_running_loop().time()
        return debt > BURST_SECONDS / SHARE

    def _start(self, key: Hashable, job: _Job) -> None:
        self._idle_threads -= 1
        self._running[key] += 1
        if job.is_long and not self._is_greedy(key):
            self._long_job = job
        slices = self._slices(key, job)
        done = asyncio.get_running_loop().run_in_executor(self._threads, job.measure, slices)
        done.add_done_callback(partial(self._finish, key, job))

    def _slices(self, key: Hashable, job: _Job) -> _Slices | None:
        """Return the slices that a job works in, or None, since they double its processor time."""
        if self._is_greedy(key):
            return _Slices(lambda: self._others_active_until, GREEDY_PAUSE_SECONDS)
        if job.is_long and monotonic() < self._others_active_until:
            return _Slices(lambda: self._others_active_until, PAUSE_SECONDS)
        return None

    def _finish(self, key: Hashable, job: _Job, done: asyncio.Future[Any]) -> None:
        self._idle_threads += 1
        if job is self._long_job:
            self._long_job = None
        self._running[key] -= 1
        if not self._running[key]:
            del self._running[key]
        if done.cancelled():
            job.result.cancel()
            return
        result, error, seconds = done.result()
        self._charge(key, seconds)
        if not job.result.done():
            if error is None:
                job.result.set_result(result)
            else:
                job.result.set_exception(error)
        self._start_jobs()

    def _charge(self, key: Hashable, seconds: float) -> None:
        now = asyncio.get_running_loop().time()
        self._paid_until[key] = max(now, self._paid_until.pop(key, now)) + seconds / SHARE
        while len(self._paid_until) > MAX_REMEMBERED:
            del self._paid_until[next(iter(self._paid_until))]

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
