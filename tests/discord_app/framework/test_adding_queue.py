"""Servers take turns to add articles, and what waits holds nothing."""

import asyncio

import pytest

from bot.discord_app.framework import adding_queue
from bot.discord_app.framework.adding_queue import MAX_ADDING, MAX_REQUESTS_OF_SERVER, AddingQueue
from bot.discord_app.framework.work_queue import BusyError


class Requests:
    """Requests that stay in their turn until they are let go, and the order of their turns."""

    def __init__(self) -> None:
        self.queue = AddingQueue()
        self.servers: list[int] = []
        self._end = asyncio.Semaphore(0)

    async def start(self, *servers: int) -> list[asyncio.Task[None]]:
        """Send a request of each server, and return when nothing more happens by itself."""
        tasks = [asyncio.create_task(self._send(server)) for server in servers]
        await self._settle()
        return tasks

    async def end(self, count: int = 1) -> None:
        """Let some requests end."""
        for _ in range(count):
            self._end.release()
            await self._settle()

    async def _send(self, server: int) -> None:
        async with self.queue.turn(server):
            self.servers.append(server)
            await self._end.acquire()

    async def _settle(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


async def test_a_server_has_one_turn_at_a_time_and_others_come_between():
    requests = Requests()
    tasks = await requests.start(*[1] * MAX_REQUESTS_OF_SERVER)
    assert requests.servers == [1]
    tasks += await requests.start(2, 3)
    assert requests.servers == [1, 2, 3]
    await requests.end(len(tasks))
    assert requests.servers == [1, 2, 3] + [1] * (MAX_REQUESTS_OF_SERVER - 1)
    await asyncio.gather(*tasks)


async def test_a_server_that_asks_for_much_waits_behind_one_that_came_later():
    requests = Requests()
    tasks = await requests.start(*[1] * 3, *range(2, MAX_ADDING + 2))
    assert requests.servers == [*range(1, MAX_ADDING + 1)]
    await requests.end()  # of server 1, whose next request waits for a place behind the last server
    assert requests.servers[MAX_ADDING] == MAX_ADDING + 1
    await requests.end(len(tasks))
    await asyncio.gather(*tasks)


async def test_no_more_requests_wait_than_may(monkeypatch):
    requests = Requests()
    tasks = await requests.start(*[1] * MAX_REQUESTS_OF_SERVER)
    [refused] = await requests.start(1)
    assert isinstance(refused.exception(), BusyError)
    monkeypatch.setattr(adding_queue, "MAX_REQUESTS", len(tasks))
    [refused] = await requests.start(2)
    assert isinstance(refused.exception(), BusyError)
    await requests.end(len(tasks))
    await asyncio.gather(*tasks)
    tasks = await requests.start(1, 2)
    assert requests.servers[-2:] == [1, 2]
    await requests.end(2)
    await asyncio.gather(*tasks)


async def test_a_request_that_is_cancelled_or_fails_frees_its_place():
    requests = Requests()
    [running, waiting, last] = await requests.start(1, 1, 1)
    waiting.cancel()
    running.cancel()
    await asyncio.gather(running, waiting, return_exceptions=True)
    await requests.end()
    await last
    with pytest.raises(ZeroDivisionError):
        async with requests.queue.turn(1):
            1 / 0  # noqa: B018
    async with asyncio.timeout(1), requests.queue.turn(1):
        pass
