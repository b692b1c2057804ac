"""Commands that fail: the member is told, and the log has the cause once."""

import sqlite3

import pytest
from discord import app_commands

from tests.support.responses import QUESTION, response_text

pytestmark = pytest.mark.simcord(shard_count=1, check_errors=False)


@pytest.fixture
def add_check(bot):
    """Return how to add a check to /ask, which all bots of a process share."""
    command, checks = bot.tree.get_command("ask"), []

    def add(check) -> None:
        checks.append(check)
        command.add_check(check)

    yield add
    for check in checks:
        command.remove_check(check)


@pytest.mark.parametrize("error", [ValueError("bad row"), sqlite3.OperationalError("locked")])
async def test_a_check_that_fails_is_logged_once_and_told(add_check, channel, alice, error, caplog):
    """discord.py handles its own errors only, and its task takes others with it."""

    async def fail(_interaction) -> bool:
        raise error

    add_check(fail)
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert "Something went wrong on my side" in response_text(result)
    assert result.ephemeral
    [record] = [record for record in caplog.records if record.exc_info]
    assert record.exc_info[1] is error
    assert response_text(result).split()[-1] in record.getMessage()


async def test_a_check_of_discord_py_that_fails_is_told_too(add_check, channel, alice):
    async def refuse(_interaction) -> bool:
        raise app_commands.CheckFailure("no")

    add_check(refuse)
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert "Something went wrong on my side" in response_text(result)
