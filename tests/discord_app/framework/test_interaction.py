"""Requests: made once for each interaction; one that needs a server is refused without it."""

import pytest
from discord import InteractionType

from tests.support.doors import Knock, Place, hearing, knock
from tests.support.responses import QUESTION, buttons

pytestmark = pytest.mark.simcord(shard_count=1)


async def test_a_command_of_servers_is_refused_in_words_in_a_direct_message(env, store, alice):
    """It was taken for one of a server with the number 0, and could have stored something."""
    await alice.send_dm(QUESTION)
    place = Place("in private", alice.user, alice.user.dm_channel, None, None, context=1)
    for name in ("config", "stats", "gaps"):
        with hearing() as heard:
            data = {"id": "1", "name": name, "type": 1, "options": []}
            await knock(env, place, Knock(name, InteractionType.application_command, data))
        [sent] = heard.sent
        assert "*Manage Server* permission" in sent.told()
    assert await store.servers.ids() == set()


async def test_a_component_of_moderators_is_refused_in_words_in_a_direct_message(
    env, store, alice, channel, moderator
):
    await alice.send_dm(QUESTION)
    place = Place("in private", alice.user, alice.user.dm_channel, None, None, context=1)
    await moderator.slash(channel, "config")
    button = {"type": 2, "style": 2, "label": "x", "custom_id": "config:v1:threads=on"}
    data = {"custom_id": button["custom_id"], "component_type": 2}
    with hearing() as heard:
        await knock(env, place, Knock("PanelButton", InteractionType.component, data, button))
    assert "*Manage Server* permission" in heard.sent[-1].told()
    assert await store.servers.ids() == set()


async def test_the_settings_of_a_server_are_read_once_for_a_button(
    store, guild, channel, alice, monkeypatch
):
    await alice.slash(channel, "ask", question=QUESTION)
    reads = []
    settings = store.servers.settings

    async def reading(server_id):
        reads.append(server_id)
        return await settings(server_id)

    monkeypatch.setattr(store.servers, "settings", reading)
    answer = channel.last_message
    await alice.click(answer, custom_id=buttons(answer)["Helpful"].custom_id)
    assert reads == [guild.id]
