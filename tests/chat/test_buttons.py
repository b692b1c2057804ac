"""The buttons under an answer in a simulated Discord, also after a restart."""

import re
from datetime import UTC, date, datetime

import discord
import pytest

from bot.chat.client import Verbatim
from bot.library.servers import ServerSettings
from tests.builders import collection
from tests.chat.test_client import ANSWER, NO_ANSWER, QUESTION, shown, walk
from tests.chat.test_commands import texts
from tests.chat.test_followup import AMERICAN, CARRIED

pytestmark = pytest.mark.simcord(shard_count=1)

FERRIES = "\n".join(f"The ferry number {n} sails to island {n} every day." for n in range(1, 41))
ASK_FERRY = "Where does the ferry number 20 sail?"


@pytest.fixture
def articles(tmp_path):
    return collection(tmp_path / "corpus", {"ferries.txt": f"Ferries\n\n{FERRIES}"})


@pytest.fixture
def bob(env, guild):
    return guild.add_member(env.create_user("bob"))


@pytest.fixture
def janitor(env, guild):
    role = guild.create_role("Janitors", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(env.create_user("janitor"), roles=[role])


def buttons(message) -> dict[str, str]:
    """Return the ids of the buttons of a message by their labels, in their order."""
    found = [part for part in every(message.components) if isinstance(part, discord.Button)]
    return {part.label: part.custom_id for part in found}


def every(components):
    for part in walk(components):
        yield part
        if isinstance(part, discord.SectionComponent):
            yield part.accessory


async def test_an_answer_has_its_buttons(channel, alice):
    await alice.slash(channel, "ask", question=QUESTION)
    named = list(buttons(channel.last_message))
    assert named[-5:] == ["More", "Follow up", "Helpful", "Not helpful", "Delete"]
    assert named[0].startswith("Context")


async def test_a_refusal_has_those_that_make_sense(channel, alice):
    """Sources under a refusal made it look like an answer."""
    await alice.slash(channel, "ask", question=NO_ANSWER)
    named = list(buttons(channel.last_message))
    assert named == ["Follow up", "Helpful", "Not helpful", "Delete"]


async def test_a_private_answer_need_not_be_deleted(channel, alice):
    result = await alice.slash(channel, "ask", question=QUESTION, private=True)
    assert "Delete" not in str(result.response.components)
    assert "Follow up" in str(result.response.components)
