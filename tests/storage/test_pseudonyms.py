"""People: the file tells members apart and names none."""

from datetime import date, timedelta

import pytest

from bot.storage.pseudonyms import KEPT_FOR, ROTATED_AFTER
from bot.storage.store import open_store

ANNA, BORIS = 1_000_000_000_000_000_001, 1_000_000_000_000_000_002
TODAY = date(2025, 5, 15)


@pytest.fixture
async def people(tmp_path):
    async with open_store(tmp_path) as store:
        yield store.people


async def test_a_member_keeps_the_name_while_the_key_lasts(people):
    first = await people.pseudonym(ANNA, TODAY)
    last_day = TODAY + ROTATED_AFTER - timedelta(days=1)
    assert await people.pseudonym(ANNA, last_day) == first
    assert await people.pseudonym(ANNA, TODAY + ROTATED_AFTER) != first


async def test_members_have_names_of_their_own(people):
    assert await people.pseudonym(ANNA, TODAY) != await people.pseudonym(BORIS, TODAY)


async def test_the_name_tells_nothing_without_the_key(tmp_path, people):
    async with open_store(tmp_path / "other") as other:
        theirs = await other.people.pseudonym(ANNA, TODAY)
    name = await people.pseudonym(ANNA, TODAY)
    assert name != theirs
    assert str(ANNA) not in name


async def test_all_names_of_a_member_are_found_the_newest_first(people):
    days = [TODAY, TODAY + ROTATED_AFTER, TODAY + 2 * ROTATED_AFTER]
    names = [await people.pseudonym(ANNA, day) for day in days]
    assert await people.pseudonyms(ANNA) == names[::-1]


async def test_a_key_goes_when_nothing_can_stand_behind_it(people):
    await people.pseudonym(ANNA, TODAY)
    await people.forget_keys(TODAY + ROTATED_AFTER + KEPT_FOR)
    assert len(await people.pseudonyms(ANNA)) == 1
    await people.forget_keys(TODAY + ROTATED_AFTER + KEPT_FOR + timedelta(days=1))
    assert await people.pseudonyms(ANNA) == []
