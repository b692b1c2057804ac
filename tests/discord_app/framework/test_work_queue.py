"""The work queue: turns, bounds, and jobs that are refused, overdue or cancelled."""

import asyncio
import threading

import pytest

from bot.discord_app.framework import work_queue
from bot.discord_app.framework.work_queue import (
    MAX_RUNNING,
    MAX_WAITING,
    MAX_WAITING_OF_SERVER,
    THREADS,
    BusyError,
    OverdueError,
    WorkQueue,
)


@pytest.fixture
def queue():
    queue = WorkQueue()
    yield queue
    queue.close()


class Gate:
    """A job that runs until the gate is opened."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def wait(self) -> None:
        """Run until then."""
        assert self.opened.wait(10)


@pytest.fixture
def gate():
    gate = Gate()
    yield gate
    gate.opened.set()


async def occupy(queue: WorkQueue, gate: Gate) -> list[asyncio.Task[None]]:
    """Occupy every thread, each for another key."""
    tasks = [asyncio.create_task(queue.run(f"busy {n}", gate.wait)) for n in range(THREADS)]
    await asyncio.sleep(0)
    return tasks


async def test_a_job_returns_its_result_from_another_thread(queue):
    assert await queue.run(1, threading.get_ident) != threading.get_ident()
    assert await queue.run(1, max, 2, 3) == 3


async def test_an_error_reaches_the_caller_and_frees_the_thread(queue):
    for _ in range(2 * THREADS):
        with pytest.raises(ZeroDivisionError):
            await queue.run(1, divmod, 1, 0)


async def test_servers_take_turns(queue, gate):
    """One that asks ten times at once delays another that asks once by no more than a turn."""
    busy = await occupy(queue, gate)
    order: list[str] = []
    greedy = [asyncio.create_task(queue.run("greedy", order.append, "greedy")) for _ in range(10)]
    await asyncio.sleep(0)
    other = asyncio.create_task(queue.run("other", order.append, "other"))
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(*busy, *greedy, other)
    assert order.index("other") <= 2 * THREADS
    assert len(order) == 11


async def test_long_work_of_one_server_leaves_threads_for_the_others(queue, gate):
    long = [asyncio.create_task(queue.run("long", gate.wait)) for _ in range(THREADS)]
    await asyncio.sleep(0)
    assert await queue.run("other", len, "abc") == 3
    assert queue.waiting == THREADS - MAX_RUNNING
    gate.opened.set()
    await asyncio.gather(*long)


async def test_one_long_job_runs_at_a_time_and_holds_up_no_short_one(queue, gate):
    """Two servers' first summaries of 2 MB at once took a question elsewhere from 20 to 280 ms."""
    started: list[str] = []
    first = asyncio.create_task(queue.run("first", gate.wait, is_long=True))
    await asyncio.sleep(0)
    second = asyncio.create_task(queue.run("second", started.append, "second", is_long=True))
    await asyncio.sleep(0)
    assert await queue.run("third", len, "abc") == 3
    assert not started
    gate.opened.set()
    await asyncio.gather(first, second)
    assert started


async def test_servers_that_use_more_than_their_share_have_one_thread_together(
    queue, gate, monkeypatch
):
    """A thread that computes slows down all others, so ten such servers must not get ten."""
    monkeypatch.setattr(work_queue, "thread_time", iter(range(1_000)).__next__)
    greedy = [f"greedy {n}" for n in range(THREADS)]
    await asyncio.gather(*(queue.run(key, int) for key in greedy))
    monkeypatch.setattr(work_queue, "thread_time", lambda: 0)
    running = [asyncio.create_task(queue.run(key, gate.wait)) for key in greedy]
    await asyncio.sleep(0)
    assert queue.waiting == len(greedy) - 1
    assert await queue.run("modest", int) == 0
    gate.opened.set()
    await asyncio.gather(*running)


async def test_a_server_can_only_have_so_much_waiting(queue, gate):
    busy = await occupy(queue, gate)
    waiting = [asyncio.create_task(queue.run("greedy", int)) for _ in range(MAX_WAITING_OF_SERVER)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError):
        await queue.run("greedy", int)
    other = asyncio.create_task(queue.run("other", int))
    gate.opened.set()
    await asyncio.gather(*busy, *waiting, other)
    assert queue.refused == 1


async def test_only_so_much_waits_in_all(queue, gate):
    busy = await occupy(queue, gate)
    waiting = [asyncio.create_task(queue.run(n, int)) for n in range(MAX_WAITING)]
    await asyncio.sleep(0)
    with pytest.raises(BusyError):
        await queue.run("another", int)
    gate.opened.set()
    await asyncio.gather(*busy, *waiting)


async def test_what_waits_too_long_is_refused_and_never_started(queue, gate, monkeypatch):
    monkeypatch.setattr(work_queue, "MAX_WAIT_SECONDS", 0.01)
    busy = await occupy(queue, gate)
    started: list[int] = []
    with pytest.raises(BusyError):
        await queue.run("late", started.append, 1)
    assert queue.waiting == 0
    gate.opened.set()
    await asyncio.gather(*busy)
    await queue.run("next", int)
    assert not started


async def test_nobody_waits_for_ever(queue, gate, monkeypatch):
    monkeypatch.setattr(work_queue, "MAX_SECONDS", 0.01)
    with pytest.raises(OverdueError):
        await queue.run(1, gate.wait)
    assert queue.overdue == 1
    gate.opened.set()
    monkeypatch.setattr(work_queue, "MAX_SECONDS", 10)
    assert [await queue.run(n, int) for n in range(2 * THREADS)] == [0] * 2 * THREADS


async def test_a_cancelled_job_is_not_started(queue, gate):
    busy = await occupy(queue, gate)
    started: list[int] = []
    task = asyncio.create_task(queue.run(1, started.append, 1))
    await asyncio.sleep(0)
    task.cancel()
    gate.opened.set()
    await asyncio.gather(*busy)
    await queue.run(2, int)
    assert not started
    assert task.cancelled()


async def test_closing_refuses_what_waits(queue, gate):
    busy = await occupy(queue, gate)
    task = asyncio.create_task(queue.run(1, int))
    await asyncio.sleep(0)
    queue.close()
    with pytest.raises(BusyError):
        await task
    gate.opened.set()
    await asyncio.gather(*busy)


async def test_greedy_work_pauses_while_others_are_active(queue, monkeypatch):
    """Threads have no priorities in the interpreter, so without pauses it would get half of it."""
    pauses = await count_pauses(queue, monkeypatch, "other")
    assert pauses > 0


async def test_greedy_work_does_not_pause_while_nobody_else_is_active(queue, monkeypatch):
    assert await count_pauses(queue, monkeypatch, "greedy") == 0


async def test_work_that_is_not_greedy_never_pauses(queue, monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr(work_queue, "sleep", pauses.append)
    monkeypatch.setattr(work_queue, "SLICE_SECONDS", 0)
    await queue.run("other", call_often)
    assert not pauses


async def test_a_long_job_pauses_while_others_have_short_ones(queue, monkeypatch):
    pauses: list[float] = []
    monkeypatch.setattr(work_queue, "sleep", pauses.append)
    monkeypatch.setattr(work_queue, "ACTIVE_SECONDS", 1_000)
    monkeypatch.setattr(work_queue, "SLICE_SECONDS", 0)
    await queue.run("first", call_often, is_long=True)
    assert not pauses
    await queue.run("second", int)
    await queue.run("first", call_often, is_long=True)
    assert len(pauses) > 1_000


async def count_pauses(queue: WorkQueue, monkeypatch, other: str) -> int:
    """Return how often a greedy job pauses after one of `other`."""
    monkeypatch.setattr(work_queue, "thread_time", iter(range(1_000)).__next__)
    await queue.run("greedy", int)
    monkeypatch.setattr(work_queue, "thread_time", lambda: 0)
    monkeypatch.setattr(work_queue, "ACTIVE_SECONDS", 1_000)
    monkeypatch.setattr(work_queue, "SLICE_SECONDS", 0)
    queue._others_active_until = 0  # the first job was not greedy yet
    pauses: list[float] = []
    monkeypatch.setattr(work_queue, "sleep", pauses.append)
    await queue.run(other, int)
    await queue.run("greedy", call_often)
    return len(pauses)


def call_often() -> None:
    """Call functions, as all work does."""
    for _ in range(1_000):
        len("")
