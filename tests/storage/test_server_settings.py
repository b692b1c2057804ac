"""The settings of servers."""

import asyncio

import pytest

from bot.storage.server_settings import ServerSettings, Style

SERVER, OTHER, APPLICATION = 1_000_000_000_000_000_001, 2, 3  # ids of Discord have 64 bits
PLAIN = ServerSettings(
    Style.PLAIN,
    direct_messages=False,
    direct_articles=True,
    channels=frozenset({SERVER + 1, 5}),
    listening=frozenset({5}),
    threads=True,
    private=True,
    feedback=False,
    language="uk",
    question_log=True,
    shared_articles=False,
)


async def test_a_server_without_settings_has_the_defaults(store):
    settings = await store.servers.settings(SERVER)
    assert settings == ServerSettings(style=Style.CARD, direct_messages=True)


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("direct_messages", [True, False])
async def test_settings_are_kept(store, style, direct_messages):
    settings = ServerSettings(style, direct_messages)
    await store.servers.set_settings(SERVER, settings)
    assert await store.servers.settings(SERVER) == settings


async def test_every_setting_is_kept(store):
    await store.servers.set_settings(SERVER, PLAIN)
    assert await store.servers.settings(SERVER) == PLAIN
    defaults = ServerSettings()
    for name in ServerSettings.__dataclass_fields__:
        assert getattr(PLAIN, name) != getattr(defaults, name)


async def test_the_last_settings_count(store):
    await store.servers.set_settings(SERVER, PLAIN)
    await store.servers.set_settings(SERVER, ServerSettings())
    assert await store.servers.settings(SERVER) == ServerSettings()


async def test_the_settings_of_a_server_are_its_own(store):
    await store.servers.set_settings(SERVER, PLAIN)
    assert await store.servers.settings(OTHER) == ServerSettings()


async def test_a_forgotten_server_has_the_defaults(store):
    await store.servers.set_settings(SERVER, PLAIN)
    await store.servers.forget(SERVER)
    assert await store.servers.settings(SERVER) == ServerSettings()


async def test_forgetting_a_server_forgets_no_other(store):
    await store.servers.set_settings(OTHER, PLAIN)
    await store.servers.forget(SERVER)
    assert await store.servers.settings(OTHER) == PLAIN


async def test_servers_without_direct_messages_come_in_order(store):
    for server in (SERVER, OTHER):
        await store.servers.set_settings(server, PLAIN)
    await store.servers.set_settings(APPLICATION, ServerSettings(Style.PLAIN))
    assert await store.servers.without_direct_messages() == [OTHER, SERVER]


async def test_at_first_no_server_is_without_direct_messages(store):
    assert await store.servers.without_direct_messages() == []


async def test_many_writes_at_once_are_all_kept(store):
    servers = range(20)
    await asyncio.gather(*(store.servers.set_settings(server, PLAIN) for server in servers))
    assert await store.servers.without_direct_messages() == list(servers)


async def test_two_moderators_at_once_do_not_undo_each_other(store):
    await asyncio.gather(
        store.servers.change(OTHER, threads=True), store.servers.change(OTHER, private=True)
    )
    assert await store.servers.settings(OTHER) == ServerSettings(threads=True, private=True)
