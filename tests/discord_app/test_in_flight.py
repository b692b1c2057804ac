"""A bound on what is answered at once: no server takes all of it, and who is refused is told."""

import asyncio

import pytest

from bot.discord_app import in_flight
from bot.discord_app.in_flight import MAX_IN_FLIGHT, MAX_IN_FLIGHT_OF_SERVER, InFlight
from tests.support.responses import QUESTION, message_text, response_text


class Answers:
    """Tasks that are answering until they are ended."""

    def __init__(self) -> None:
        self.in_flight = InFlight()
        self._end = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self, key: object, count: int = 1) -> list[bool]:
        """Return whether each of so many new tasks of `key` is admitted."""
        admitted: list[bool] = []

        async def answer() -> None:
            admitted.append(self.in_flight.admit(key))
            await self._end.wait()

        self._tasks += [asyncio.create_task(answer()) for _ in range(count)]
        await asyncio.sleep(0)
        return admitted

    async def end(self) -> None:
        """End all tasks."""
        self._end.set()
        await asyncio.gather(*self._tasks)
        await asyncio.sleep(0)


async def test_one_server_leaves_room_for_the_others():
    answers = Answers()
    assert sum(await answers.begin("flooded", 2 * MAX_IN_FLIGHT)) == MAX_IN_FLIGHT_OF_SERVER
    assert await answers.begin("other") == [True]
    assert answers.in_flight.refused == 2 * MAX_IN_FLIGHT - MAX_IN_FLIGHT_OF_SERVER
    await answers.end()


async def test_all_servers_together_have_a_bound():
    answers = Answers()
    for number in range(2 * MAX_IN_FLIGHT):
        await answers.begin(number)
    assert answers.in_flight.count == MAX_IN_FLIGHT
    await answers.end()


async def test_what_has_ended_counts_no_longer():
    answers = Answers()
    await answers.begin("server", MAX_IN_FLIGHT)
    await answers.end()
    assert answers.in_flight.count == 0
    assert sum(await answers.begin("server", MAX_IN_FLIGHT)) == MAX_IN_FLIGHT_OF_SERVER


async def test_a_channel_is_told_once_until_something_was_answered():
    answers = Answers()
    await answers.begin("server")
    assert answers.in_flight.is_first_refusal("server")
    assert not answers.in_flight.is_first_refusal("server")
    assert answers.in_flight.is_first_refusal("other")
    await answers.end()
    assert answers.in_flight.is_first_refusal("server")


@pytest.mark.simcord(shard_count=1)
async def test_every_refused_interaction_is_told_before_any_other_work(
    bot, channel, alice, monkeypatch
):
    monkeypatch.setattr(in_flight, "MAX_IN_FLIGHT", 0)
    monkeypatch.setattr(bot, "server_settings", None)  # so that a read of them fails
    for _ in range(3):
        result = await alice.slash(channel, "ask", question=QUESTION)
        assert "too much to do" in response_text(result)


@pytest.mark.simcord(shard_count=1)
async def test_a_refused_mention_is_told(bot, channel, alice, monkeypatch):
    monkeypatch.setattr(in_flight, "MAX_IN_FLIGHT", 0)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert "too much to do" in message_text(channel.last_message)


@pytest.mark.simcord(shard_count=1)
async def test_discord_py_keeps_no_view_of_a_private_answer(bot, channel, alice, monkeypatch):
    """It keeps those that are not stopped for 15 minutes, each with all of its items."""
    kept = []
    monkeypatch.setattr(bot._connection, "store_view", lambda *view: kept.append(view))
    await alice.slash(channel, "ask", question=QUESTION, private=True)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert not kept
