"""What is too old is deleted while the bot runs."""

from datetime import timedelta

import pytest

from bot.discord_app.operations.expiry import expiring
from tests.support.bots import stop_clock
from tests.support.responses import database_bytes
from tests.support.waiting import until

pytestmark = pytest.mark.simcord(shard_count=1)

SECRET = "Who stole the golden wombat of Ballarat?"


@pytest.fixture
def bot(bot):
    return stop_clock(bot)


async def test_what_is_too_old_goes_while_the_bot_runs_too(bot, logged, channel, alice, tmp_path):
    async with expiring(bot, every=0.01):
        await alice.slash(channel, "ask", question=SECRET)
        assert b"wombat" in database_bytes(tmp_path)
        bot.now += timedelta(days=30)
        await until(lambda: b"wombat" not in database_bytes(tmp_path))
