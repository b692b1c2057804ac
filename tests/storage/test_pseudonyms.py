"""People: the file tells members apart and names none."""

from datetime import date, timedelta

import pytest

from bot.storage.pseudonyms import KEPT_FOR, ROTATED_AFTER
from bot.storage.store import open_store

ANNA, BORIS = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
TODAY = date(2025, 5, 15)


@pytest.fixture
async def pseudonyms(tmp_path):
    async with open_store(tmp_path) as store:
        yield store.pseudonyms


async def test_a_member_keeps_the_name_while_the_key_lasts(pseudonyms):
    first = await pseudonyms.current(ANNA, TODAY)
    last_day = TODAY + ROTATED_AFTER - timedelta(days=1)
    assert await pseudonyms.current(ANNA, last_day) == first
    assert await pseudonyms.current(ANNA, TODAY + ROTATED_AFTER) != first


async def test_members_have_names_of_their_own(pseudonyms):
    assert await pseudonyms.current(ANNA, TODAY) != await pseudonyms.current(BORIS, TODAY)


async def test_the_name_tells_nothing_without_the_key(tmp_path, pseudonyms):
    async with open_store(tmp_path / "other") as other:
        theirs = await other.pseudonyms.current(ANNA, TODAY)
    name = await pseudonyms.current(ANNA, TODAY)
    assert name != theirs
    assert str(ANNA) not in name


async def test_all_names_of_a_member_are_found_the_newest_first(pseudonyms):
    days = [TODAY, TODAY + ROTATED_AFTER, TODAY + 2 * ROTATED_AFTER]
    names = [await pseudonyms.current(ANNA, day) for day in days]
    assert await pseudonyms.of_member(ANNA) == names[::-1]


async def test_a_key_goes_when_nothing_can_stand_behind_it(pseudonyms):
    await pseudonyms.current(ANNA, TODAY)
    await pseudonyms.delete_old_keys(TODAY + ROTATED_AFTER + KEPT_FOR)
    assert len(await pseudonyms.of_member(ANNA)) == 1
    await pseudonyms.delete_old_keys(TODAY + ROTATED_AFTER + KEPT_FOR + timedelta(days=1))
    assert await pseudonyms.of_member(ANNA) == []
