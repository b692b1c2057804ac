"""A server picked in a direct message: its articles for its members, and nothing for others."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import discord
import pytest
from discord.app_commands import AppCommandContext
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.quote_context import MAX_CONTEXT_LINES
from bot.discord_app.features.questions import COMPONENTS
from bot.discord_app.features.questions.answers import FollowUpButton, MoreButton
from bot.discord_app.features.questions.quote_context import ContextButton
from bot.discord_app.features.timeline.pages import PageButton
from bot.discord_app.framework.cooldown import Cooldown
from bot.discord_app.framework.direct_servers import DirectServers, parse_server_option
from bot.discord_app.replies.custom_ids import parse_server_key, server_key
from bot.discord_app.replies.limits import MAX_CHOICES, MAX_CUSTOM_ID
from bot.libraries.server_articles import ServerArticles
from bot.storage.server_settings import Style
from tests.support.bots import OFTEN
from tests.support.drafts import draft
from tests.support.responses import buttons, first_label, message_text, response_text

pytestmark = pytest.mark.simcord(shard_count=1)

TODAY = date(2025, 5, 15)
SECRET = "Strelsau"  # in every sentence that only members may see
DATED = [f"The port of Strelsau was opened again on 5 May {year}." for year in range(2000, 2012)]
STORM = "The storm closed the port of Strelsau."
TEXT = "\n\n".join([STORM, *DATED])
QUESTION = "What closed the port of Strelsau?"
MADE_UP = "1100000000000000007"
UNKNOWN = "Either we share no such server"

COMMANDS = {
    "ask": {"question": QUESTION},
    "summary": {"topic": "port of Strelsau"},
    "timeline": {"topic": "port of Strelsau"},
}
commands = pytest.mark.parametrize("command", COMMANDS)
styles = pytest.mark.parametrize("style", Style)


@pytest.fixture(autouse=True)
def _without_a_limit(bot):
    bot.cooldown = Cooldown(OFTEN, OFTEN)


async def own(bot, guild, *, allowed: bool = True) -> None:
    """Give a server an article of its own, and the setting."""
    await ServerArticles(bot.library, guild.id, TODAY).add([draft(TEXT, title="Ports")])
    await bot.store.servers.change(guild.id, direct_articles=allowed)


@pytest.fixture
async def home(bot, guild, alice):
    """Give a server that Alice is in and that allows it."""
    await own(bot, guild)
    return guild


@pytest.fixture
async def foreign(env, bot):
    """Give a server that allows it and that Alice is not in."""
    guild = env.create_guild(name="Foreign office")
    await own(bot, guild)
    return guild


@pytest.fixture
async def closed(env, bot, alice):
    """Give a server that Alice is in and that does not allow it."""
    guild = env.create_guild(name="Closed shop")
    guild.add_member(alice.user)
    await own(bot, guild, allowed=False)
    return guild


@pytest.fixture
async def silent(env, bot, alice):
    """Give a server that allows it, but no direct messages at all."""
    guild = env.create_guild(name="Silent shop")
    guild.add_member(alice.user)
    await own(bot, guild)
    await bot.store.servers.change(guild.id, direct_messages=False)
    return guild


@pytest.fixture
def wrong(foreign, closed, silent) -> list[str]:
    """Give every server that Alice may not pick, and what is none."""
    named = [str(guild.id) for guild in (foreign, closed, silent)]
    return [*named, MADE_UP, "Foreign office", "", "0", "-1", "٣", "9" * 19, "9" * 6000]


@pytest.fixture
def fetched(env):
    """Count how often Discord was asked for members."""

    def count() -> int:
        return sum("/members/" in one.path and one.method == "GET" for one in env.http_requests)

    return count


async def answer(alice, home, command="ask", **options) -> discord.Message:
    await alice.user.slash(command, **COMMANDS[command] | options, server=str(home.id))
    return alice.user.dm_channel.last_message


# --- Asking


@commands
async def test_a_member_asks_the_servers_own_articles_in_private(alice, home, command):
    assert SECRET in message_text(await answer(alice, home, command)).replace(QUESTION, "")


@commands
async def test_without_picking_the_shared_articles_answer_alone(alice, home, command):
    await answer(alice, home, command)
    result = await alice.user.slash(command, **COMMANDS[command])
    assert "Ports" not in response_text(result)


async def test_a_message_after_it_asks_the_shared_articles_alone(alice, home):
    await answer(alice, home)
    await alice.send_dm(QUESTION)
    assert STORM not in message_text(alice.user.dm_channel.last_message)


@commands
async def test_what_may_not_be_picked_is_told_in_the_same_words(alice, home, wrong, command):
    """Or the words would tell whether a server is there, has the bot, or has the setting."""
    said = set()
    for server in wrong:
        result = await alice.user.slash(command, **COMMANDS[command], server=server)
        assert result.ephemeral
        said.add(response_text(result))
    [words] = said
    assert UNKNOWN in words
    assert SECRET not in words


@commands
async def test_in_a_server_no_other_can_be_picked(env, bot, alice, channel, home, closed, command):
    there = closed.create_text_channel("there")
    member = closed.add_member(env.create_user("bob"))
    home.add_member(member.user)
    result = await member.slash(there, command, **COMMANDS[command], server=str(home.id))
    assert "only in a direct message to me" in response_text(result)
    assert result.ephemeral


@commands
async def test_where_others_read_along_no_server_can_be_picked(alice, home, command, monkeypatch):
    """A member can bring the bot into messages with people who are not in the server."""
    monkeypatch.setattr(AppCommandContext, "_from_value", _as_private_channel)
    options = COMMANDS[command] | {"server": str(home.id)}
    assert "only in a direct message to me" in response_text(
        await alice.user.slash(command, **options)
    )
    assert await alice.user.autocomplete(command, "server", "") == []
    options = {"server": str(home.id)}
    assert "server/" not in str(await alice.user.autocomplete(command, "article", "", **options))


def _as_private_channel(_: object) -> AppCommandContext:
    return AppCommandContext(private_channel=True)


async def test_who_left_or_was_removed_asks_no_more(env, alice, home):
    await answer(alice, home)
    await _kick(env, home, alice)
    result = await alice.user.slash("ask", question=QUESTION, server=str(home.id))
    assert UNKNOWN in response_text(result)


async def test_the_operator_who_wants_no_direct_messages_has_no_server_picked(bot, alice, home):
    bot.settings = replace(bot.settings, direct_messages=False)
    result = await alice.user.slash("ask", question=QUESTION, server=str(home.id))
    assert UNKNOWN in response_text(result)
    assert await alice.user.autocomplete("ask", "server", "") == []


async def test_who_picked_what_is_not_kept(bot, alice, home, store):
    await store.servers.change(home.id, question_log=True)
    before = {name: await _rows(store, name) for name in await _tables(store)}
    await answer(alice, home)
    await answer(alice, home, question="Who won the football match?")
    assert {name: await _rows(store, name) for name in await _tables(store)} == before


async def _tables(store) -> list[str]:
    rows = await store.database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return [row[0] for row in rows]


async def _rows(store, table: str) -> list[tuple]:
    return [tuple(row) for row in await store.database.rows(f"SELECT * FROM {table}")]


async def _kick(env, guild, member) -> None:
    bot_guild = env.bot.get_guild(guild.id)
    await bot_guild.kick(discord.Object(member.id))
    await env.settle()


# --- Offering


@commands
async def test_servers_are_offered_to_their_members(alice, home, wrong, command):
    choices = await alice.user.autocomplete(command, "server", "")
    assert [(one["name"], one["value"]) for one in choices] == [(home.name, str(home.id))]
    assert await alice.user.autocomplete(command, "server", home.name[:4].upper())
    assert await alice.user.autocomplete(command, "server", "Foreign") == []


@commands
async def test_no_server_is_offered_in_a_server(channel, alice, home, command):
    assert await alice.autocomplete(channel, command, "server", "") == []


async def test_what_discord_said_is_remembered_for_a_moment(env, bot, alice, home, fetched):
    now = [datetime(2025, 5, 15, tzinfo=UTC)]
    bot.clock = lambda: now[0]
    for typed in ("", "T", "Te"):
        await alice.user.autocomplete("ask", "server", typed)
    assert fetched() == 1
    await _kick(env, home, alice)
    now[0] += timedelta(minutes=2)
    assert await alice.user.autocomplete("ask", "server", "") == []


async def test_no_more_than_a_few_servers_are_asked_for_at_once(
    env, bot, alice, fetched, monkeypatch
):
    """Each costs a request; who types on gets those that remain."""
    monkeypatch.setattr("bot.discord_app.framework.direct_servers.MAX_ASKED_SERVERS", 3)
    for number in range(8):
        guild = env.create_guild(name=f"Shop {number}")
        await bot.store.servers.change(guild.id, direct_articles=True)
        guild.add_member(alice.user)
    offered = [len(await alice.user.autocomplete("ask", "server", "Shop")) for _ in range(3)]
    assert offered == [3, 6, 8]
    assert fetched() == 8


async def test_no_more_servers_are_offered_than_discord_takes(env, bot, alice):
    for number in range(MAX_CHOICES + 2):
        guild = env.create_guild(name=f"{'Long name ' * 9}{number}")
        await bot.store.servers.change(guild.id, direct_articles=True)
        guild.add_member(alice.user)
    for _ in range(2):
        choices = await alice.user.autocomplete("ask", "server", "")
    assert len(choices) == MAX_CHOICES


async def test_a_slow_discord_keeps_no_completion_waiting(bot, alice, home, monkeypatch):
    async def slow(*_: object) -> bool:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.discord_app.framework.direct_servers.PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr("bot.discord_app.framework.memberships.is_member", slow)
    assert await DirectServers(bot).matching(discord.Object(alice.id), "") == []


async def test_a_discord_that_fails_offers_nothing(env, alice, home):
    env.inject_error("GET", "/guilds/*/members/*", status=403, times=1)
    assert await alice.user.autocomplete("ask", "server", "") == []
    assert await alice.user.autocomplete("ask", "server", "")


async def test_the_memory_is_bounded(bot, alice, home, closed, foreign, silent, monkeypatch):
    monkeypatch.setattr("bot.discord_app.framework.memberships.MAX_REMEMBERED_MEMBERSHIPS", 2)
    for guild in (home, foreign):
        for user in (1, 2, 3, alice.id):
            await DirectServers(bot).may_ask(guild.id, discord.Object(user))
    assert len(bot.memberships) == 2


@commands
async def test_articles_of_a_parse_server_option_complete(alice, home, wrong, command):
    picked = {"server": str(home.id)}
    assert "server/" in str(await alice.user.autocomplete(command, "article", "Por", **picked))
    for server in wrong:
        choices = await alice.user.autocomplete(command, "article", "", server=server)
        assert choices == []
    assert "server/" not in str(await alice.user.autocomplete(command, "article", ""))


# --- Buttons


async def press(alice, label_or_id: str, message: discord.Message):
    return await alice.user.click(message, custom_id=label_or_id)


async def every_button(alice, home) -> list[tuple[discord.Message, str]]:
    """Return what shows the server's articles when it is pressed, of an answer and what follows."""
    asked = await answer(alice, home)
    named = buttons(asked)
    found = [(asked, named[label].custom_id) for label in (first_label(asked), "More", "Follow up")]
    opened = (await press(alice, found[0][1], asked)).response.message
    found.append((opened, buttons(opened)["Lines below"].custom_id))
    more = (await press(alice, found[1][1], asked)).response.message
    found.append((more, buttons(more)[first_label(more)].custom_id))
    found.append((more, buttons(more)["Next"].custom_id))
    page = await answer(alice, home, "timeline")
    found.append((page, buttons(page)["Next"].custom_id))
    return found


async def seen(alice, message, custom_id: str) -> str:
    """Return what a button shows, or what a follow-up is answered."""
    result = await press(alice, custom_id, message)
    if result.modal:
        result = await alice.user.submit_modal(result, {"text": QUESTION})
    return response_text(result)


@styles
async def test_the_buttons_of_an_answer_work_after_a_restart(
    env, bot, alice, home, style, monkeypatch
):
    if style is Style.PLAIN:
        env.inject_error("POST", "/interactions/*/*/callback", status=400, times=1)
    for message, custom_id in await every_button(alice, home):
        await env.restart_bot()
        assert len(custom_id) <= MAX_CUSTOM_ID
        assert SECRET in (await seen(alice, message, custom_id)).replace(QUESTION, "")


async def test_a_timelines_page_is_turned_in_place(alice, home):
    page = await answer(alice, home, "timeline")
    assert "**5 May 2000**" in message_text(page)
    await press(alice, buttons(page)["Next"].custom_id, page)
    turned = alice.user.dm_channel.last_message
    assert (turned.id, "**5 May 2000**" in message_text(turned)) == (page.id, False)
    assert "**5 May 2006**" in message_text(turned)
    await press(alice, buttons(turned)["Back"].custom_id, turned)
    assert "**5 May 2000**" in message_text(alice.user.dm_channel.last_message)


@pytest.mark.parametrize("why", ["turned off", "no direct messages", "kicked", "bot left"])
async def test_no_button_shows_more_once_the_member_may_not(env, bot, alice, home, why):
    found = await every_button(alice, home)
    if why == "turned off":
        await bot.store.servers.change(home.id, direct_articles=False)
    elif why == "no direct messages":
        await bot.store.servers.change(home.id, direct_messages=False)
    elif why == "kicked":
        await _kick(env, home, alice)
    else:
        await bot.get_guild(home.id).leave()
        await env.settle()
    for message, custom_id in found:
        said = await seen(alice, message, custom_id)
        assert UNKNOWN in said
        assert SECRET not in said


async def test_no_button_shows_the_articles_of_another_server(env, alice, home, wrong):
    """An id that names another server than the one that was picked."""
    for message, custom_id in await every_button(alice, home):
        for server in (one for one in wrong if one.isascii() and one.isdigit()):
            forged = custom_id.replace(server_key(home.id), parse_server_option(server))
            assert forged != custom_id
            _forge(env, message, custom_id, forged)
            said = await seen(alice, message, forged)
            assert UNKNOWN in said
            assert SECRET not in said
            _forge(env, message, forged, custom_id)


async def test_a_button_without_a_server_finds_nothing_of_one_in_private(env, alice, home):
    for message, custom_id in await every_button(alice, home):
        forged = custom_id.replace(f"@{server_key(home.id)}", "")
        _forge(env, message, custom_id, forged)
        said = (await seen(alice, message, forged)).replace(QUESTION, "")
        assert STORM not in said
        assert "Ports" not in said
        _forge(env, message, forged, custom_id)


def _forge(env, message, old: str, new: str) -> None:
    """Change an id in a message as it is stored at Discord."""
    stored = env.backend.get_message(message.channel.id, message.id)

    def change(part: object) -> None:
        if isinstance(part, dict):
            if part.get("custom_id") == old:
                part["custom_id"] = new
            for inside in part.values():
                change(inside)
        elif isinstance(part, list):
            for inside in part:
                change(inside)

    change(stored.components)


# --- Ids

SERVERS = st.integers(0, 2**63 - 1)


@given(SERVERS)
def test_a_server_is_known_again_by_its_key(server):
    assert parse_server_key(server_key(server)) == server
    assert parse_server_option(str(server)) == server_key(server)


@given(st.text())
def test_what_is_no_key_means_no_server_or_another(key):
    assert parse_server_key(key) >= 0


@given(SERVERS, st.text(max_size=60))
def test_every_button_that_asks_a_server_is_known_again_by_its_id(server, topic):
    key = server_key(server)
    place = ("0f" * 6, 10**12 - 1, 10**12 - 1, "ab" * 4)
    for button in (
        ContextButton("u", (MAX_CONTEXT_LINES, MAX_CONTEXT_LINES), place, server=key),
        MoreButton("o", "A-_9" * 18 + "A-", server=key),
        FollowUpButton(server=key),
        PageButton(12, "0f" * 6, topic, server=key),
    ):
        [kind] = [
            one
            for one in (*COMPONENTS, PageButton)
            if one.__discord_ui_compiled_template__.fullmatch(button.custom_id)
        ]
        match = kind.__discord_ui_compiled_template__.fullmatch(button.custom_id)
        assert kind.from_id(match).custom_id == button.custom_id
        assert kind.from_id(match).server == key
        if kind is not PageButton:
            assert len(button.custom_id) <= MAX_CUSTOM_ID


def test_a_topic_that_looks_like_a_server_is_a_topic():
    """Old timelines have no server in their ids."""
    button = PageButton(1, "-", "abcdefghijk:x@abcdefghijk")
    match = PageButton.__discord_ui_compiled_template__.fullmatch(button.custom_id)
    assert (match["topic"], match["server"]) == ("abcdefghijk:x@abcdefghijk", None)


async def test_the_places_of_the_next_quotes_of_a_server_fit_into_an_id(alice, home):
    more = buttons(await answer(alice, home))["More"]
    assert len(more.custom_id) <= MAX_CUSTOM_ID
