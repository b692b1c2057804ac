"""Periodic tasks: they survive what fails in them, wait longer each time, and log it once."""

import asyncio
import contextlib
import logging

import pytest

from bot.discord_app.periodic import PeriodicTasks
from bot.errors import StoreError
from tests.support.waiting import until


class Script:
    """An action that does what a list says, one item after the other, and then stops."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.outcomes = list(outcomes)
        self.waits: list[float] = []
        self.is_done = False

    async def act(self) -> None:
        """Raise the next outcome, or return."""
        if error := self.outcomes.pop(0):
            raise error

    async def sleep(self, seconds: float) -> None:
        """Note how long the task would sleep."""
        self.waits.append(seconds)
        if not self.outcomes:
            self.is_done = True
            await asyncio.Event().wait()


async def run(*outcomes: Exception | None, every: float = 30, retry_after: float = 60):
    tasks, script = PeriodicTasks(), Script(*outcomes)
    async with tasks.periodic(
        "test", script.act, every=every, retry_after=retry_after, sleep=script.sleep
    ):
        await until(lambda: script.is_done)
    return tasks.statuses["test"], script.waits


async def test_an_action_runs_again_and_again():
    status, waits = await run(None, None, None)
    assert waits == [30, 30, 30]
    assert status.failures == 0
    assert status.last_success


async def test_a_failure_does_not_end_the_task():
    """A bad row of one server ended the checks of the feeds of all, unlogged."""
    status, waits = await run(ValueError(), KeyError(), None)
    assert waits == [60, 120, 30]
    assert status.failures == 0


async def test_the_wait_doubles_up_to_eight_times():
    _, waits = await run(*[OSError()] * 7, None, OSError())
    assert waits == [60, 120, 240, 480, 480, 480, 480, 30, 60]


async def test_the_wait_doubles_up_to_the_usual_one_if_that_is_longer():
    _, waits = await run(*[OSError()] * 100, every=1_000)
    assert waits[:6] == [60, 120, 240, 480, 960, 1_000]
    assert set(waits[5:]) == {1_000}


async def test_a_row_of_failures_is_logged_once_and_its_end_too(caplog):
    caplog.set_level(logging.INFO)
    await run(StoreError("the disk is full"), StoreError("the disk is full"), None, None)
    assert [record.getMessage() for record in caplog.records] == [
        "task 'test' failed and will be retried: the disk is full",
        "task 'test' works again",
    ]


async def test_a_fault_of_ours_is_logged_with_its_place_and_without_its_message(caplog):
    await run(RuntimeError("Who stole the golden wombat?"))
    assert "RuntimeError" in caplog.text
    assert "in act" in caplog.text
    assert "wombat" not in caplog.text


async def test_a_task_that_never_succeeded_says_so():
    status, _ = await run(OSError(), OSError())
    assert status.last_success is None
    assert status.failures == 2


async def test_a_cancellation_that_an_action_turns_into_a_failure_ends_the_task(caplog):
    """A database call that is cancelled can fail: the bot then waited a minute to stop."""
    started = asyncio.Event()

    async def act() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise StoreError("cannot rollback") from None

    async with asyncio.timeout(5):
        async with PeriodicTasks().periodic("test", act, every=60, retry_after=60):
            await started.wait()
    assert caplog.text == ""


async def test_a_cancellation_that_an_action_loses_ends_the_task():
    """`asyncio.wait_for` of Python 3.11 loses one that comes together with a result."""
    started = asyncio.Event()

    async def act() -> None:
        started.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    async with asyncio.timeout(5):
        async with PeriodicTasks().periodic("test", act, every=0, retry_after=60):
            await started.wait()


async def test_a_task_ends_with_the_block():
    tasks, script = PeriodicTasks(), Script(None)
    with pytest.raises(LookupError):
        async with tasks.periodic("test", script.act, every=1, retry_after=1, sleep=script.sleep):
            raise LookupError
    assert not [task for task in asyncio.all_tasks() if "periodic" in task.get_name()]
