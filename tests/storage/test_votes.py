"""Votes: one of each member on a message."""

from dataclasses import replace
from datetime import date

import pytest

from bot.storage.store import open_store
from bot.storage.votes import Vote

SERVER, OTHER = 10, 20
VOTE = Vote(1, "alice", SERVER, date(2025, 5, 15), helpful=True)


@pytest.fixture
async def votes(tmp_path):
    async with open_store(tmp_path) as store:
        yield store.votes


async def test_at_first_there_are_none(votes):
    assert await votes.counts(SERVER) == (0, 0)
    assert await votes.of_member(["alice"]) == []


async def test_the_last_vote_on_a_message_counts(votes):
    await votes.set(VOTE)
    await votes.set(replace(VOTE, helpful=False, reason="no"))
    assert await votes.of_member(["alice"]) == [replace(VOTE, helpful=False, reason="no")]


async def test_a_vote_replaces_that_under_an_older_name_and_no_other(votes):
    await votes.set(replace(VOTE, pseudonym="alice in april"))
    await votes.set(replace(VOTE, pseudonym="bob"))
    await votes.set(replace(VOTE, message_id=2, pseudonym="alice in april"))
    await votes.set(replace(VOTE, helpful=False), ["alice", "alice in april"])
    assert await votes.counts(SERVER) == (2, 1)


async def test_votes_are_counted_by_server_and_from_a_day_on(votes):
    await votes.set(VOTE)
    await votes.set(replace(VOTE, message_id=2, helpful=False, day=date(2025, 6, 1)))
    await votes.set(replace(VOTE, message_id=3, server_id=OTHER))
    await votes.set(replace(VOTE, message_id=4, server_id=None))
    assert await votes.counts(SERVER) == (1, 1)
    assert await votes.counts(SERVER, date(2025, 5, 16)) == (0, 1)


async def test_a_reason_is_kept_with_ones_own_vote(votes):
    await votes.set(VOTE)
    await votes.set(replace(VOTE, pseudonym="bob"))
    await votes.set_reason(VOTE.message_id, ["older", "alice"], "the wrong country")
    assert [one.reason for one in await votes.of_member(["alice", "bob"])] == [
        "the wrong country",
        "",
    ]


async def test_a_new_vote_has_no_old_reason(votes):
    await votes.set(replace(VOTE, reason="good"))
    await votes.set(replace(VOTE, helpful=False), ["alice"])
    assert [one.reason for one in await votes.of_member(["alice"])] == [""]


async def test_a_reason_without_a_vote_is_not_kept(votes):
    await votes.set_reason(VOTE.message_id, ["alice"], "good")
    assert await votes.of_member(["alice"]) == []


async def test_a_person_is_forgotten_under_every_name(votes):
    await votes.set(VOTE)
    await votes.set(replace(VOTE, message_id=2, pseudonym="older"))
    await votes.set(replace(VOTE, pseudonym="bob"))
    await votes.forget_member(["alice", "older"])
    assert await votes.counts(SERVER) == (1, 0)


async def test_a_server_is_forgotten_with_its_votes(tmp_path):
    async with open_store(tmp_path) as store:
        await store.votes.set(VOTE)
        await store.votes.set(replace(VOTE, message_id=2, server_id=OTHER))
        await store.servers.forget(SERVER)
        assert await store.votes.counts(SERVER) == (0, 0)
        assert await store.votes.counts(OTHER) == (1, 0)


async def test_old_votes_expire(votes):
    await votes.set(VOTE)
    await votes.set(replace(VOTE, message_id=2, day=date(2025, 5, 16)))
    await votes.expire(date(2025, 5, 16))
    assert [one.message_id for one in await votes.of_member(["alice"])] == [2]
