"""One member's long article holds up nobody: all that reads articles runs next to the event loop.

A `/summary` of 60 kB of short lines once kept every other server waiting for 100 seconds.
"""

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from bot.core.collection import Collection
from bot.discord_app.features.questions.context_menus import MENUS
from bot.discord_app.framework import interaction, work_queue
from tests.support.responses import (
    ANSWER,
    QUESTION,
    buttons,
    final_text,
    first_label,
    message_text,
    press,
    response_text,
)

pytestmark = pytest.mark.simcord(shard_count=1)

# The methods of a collection whose work grows with the articles.
READING = ("ask", "summary", "topic_summary", "timeline", "near", "quote_at", "articles_named")


@pytest.fixture
def readers(monkeypatch) -> Iterator[dict[str, set[int]]]:
    """Note in which threads the methods run."""
    threads: dict[str, set[int]] = {name: set() for name in READING}
    for name in READING:
        method = getattr(Collection, name)

        def note(collection, *args, name=name, method=method, **options):
            threads[name].add(threading.get_ident())
            return method(collection, *args, **options)

        monkeypatch.setattr(Collection, name, note)
    return threads


async def test_articles_are_read_next_to_the_loop(bot, channel, moderator, readers):
    await moderator.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)
    await press(moderator, channel.last_message, first_label(channel.last_message))  # Context
    await moderator.slash(channel, "ask", question=QUESTION)
    if "More" in buttons(channel.last_message):
        await press(moderator, channel.last_message, "More")
    await moderator.slash(channel, "summary")
    await moderator.slash(channel, "summary", topic="delegation")
    await moderator.slash(channel, "timeline")
    await moderator.autocomplete(channel, "ask", "article", "talks")
    said = await moderator.send(channel, "Medinsky led the Russian delegation in Istanbul.")
    await moderator.context_menu(channel, MENUS[1].name, said)
    loop_thread = threading.get_ident()  # members have a cooldown, moderators have none
    used = {name for name, threads in readers.items() if threads}
    assert used >= {"ask", "summary", "topic_summary", "timeline", "near", "articles_named"}
    assert all(loop_thread not in threads for threads in readers.values())


async def test_a_response_that_takes_long_is_promised(channel, alice, monkeypatch):
    monkeypatch.setattr(interaction, "_PROMISE_SECONDS", 0.01)
    monkeypatch.setattr(Collection, "summary", slowly(Collection.summary))
    result = await alice.slash(channel, "summary")
    assert "Russia" in final_text(result)


async def test_a_busy_bot_says_so(bot, channel, alice, monkeypatch):
    monkeypatch.setattr(work_queue, "MAX_WAITING", 0)
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert "too much to do" in response_text(result)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert "too much to do" in message_text(channel.last_message)


def slowly(method):
    """Return the method, behind a wait that is longer than a response may take."""

    def wait(collection, *args):
        threading.Event().wait(0.1)
        return partial(method, collection)(*args)

    return wait
