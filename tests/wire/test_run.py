"""The bot as an operator runs it: its own process, over TLS, with a loopback as Discord."""

import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .bot_process import BotProcess, bot_process, settings
from .discord_server import LoopbackDiscord
from .gateway import Op
from .openapi import read_openapi
from .questions import QUESTION, assert_is_answer
from .world import (
    ALICE,
    CHANNEL,
    DM,
    GUILD,
    OTHER_BOT,
    OWNER,
    THREAD,
    guild,
    text_of,
    walk,
)

UPDATE_MESSAGE = 7  # a response to a button
MODAL_RESPONSE = 9

# With the log out of the way, what is left on standard error is for the operator.
QUIET = {"VERBATIM_LOG_LEVEL": "error"}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(certificates, tmp_path_factory) -> AsyncIterator[LoopbackDiscord]:
    """Run one bot that every conversation below is held with."""
    folder = tmp_path_factory.mktemp("shared")
    async with (
        LoopbackDiscord(certificates) as discord,
        bot_process(folder, settings(discord, folder / "data")) as bot,
    ):
        await bot.wait_line("ready")
        yield discord
        assert "Traceback" not in "\n".join(bot.stderr)
    assert (discord.unknown_routes, discord.proxy.refused) == ([], [])


@pytest_asyncio.fixture(loop_scope="module")
async def discord(shared) -> LoopbackDiscord:
    """Give the shared Discord, in which nothing is left to be found of earlier tests."""
    shared.forget_calls()
    return shared


@pytest.mark.parametrize("channel", [CHANNEL, THREAD])
async def test_a_mention_is_answered(discord, channel):
    await discord.say(channel, ALICE, QUESTION, mention_bot=True)
    assert_is_answer(await discord.wait_message(channel))


async def test_a_direct_message_is_answered(discord):
    await discord.say(DM, ALICE, QUESTION)
    assert_is_answer(await discord.wait_message(DM))


@pytest.mark.parametrize("guild", [True, False])
async def test_ask_is_answered_at_once(discord, guild):
    response = await discord.wait_response(
        await discord.slash("ask", {"question": QUESTION}, guild=guild)
    )
    assert response["type"] == 4
    assert_is_answer(response["data"])


GROUP = {"id": DM, "type": 3, "name": "us", "recipients": [], "flags": 0}


@pytest.mark.parametrize("command", ["ask", "timeline"])
@pytest.mark.parametrize(
    "place",
    [
        {"guild": False, "context": 2, "channel": GROUP},
        {"guild": True, "guild_id": "1234567890", "app_permissions": "0"},  # which has no bot
    ],
)
async def test_a_bot_that_a_member_brings_along_answers_there(discord, command, place):
    """It is told nothing of the place, and its response is all that it may send there."""
    options = {"question": QUESTION} if command == "ask" else {}
    owners = {"1": ALICE}
    asked = await discord.slash(command, options, authorizing_integration_owners=owners, **place)
    response = await discord.wait_response(asked)
    assert response["type"] == 4
    assert "Something went wrong" not in text_of(response["data"])


async def test_a_timeline_comes_with_its_picture(discord):
    response = await discord.wait_response(await discord.slash("timeline"))
    assert "March 2022" in text_of(response["data"])
    call = discord.successful("POST", "/callback")[-1]
    assert [content[:4] for content in call.files.values()] == [b"\x89PNG"]
    [attached] = response["data"]["attachments"]
    assert "March 2022" in attached["description"]


async def test_everyone_and_bots_are_not_answered(discord):
    await discord.say(CHANNEL, ALICE, QUESTION, mention_everyone=True)
    await discord.say(CHANNEL, OTHER_BOT, QUESTION, mention_bot=True)
    # Any answer to the two above would come before one of these.
    for _ in range(2):
        asked = await discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
        sent = await discord.wait_message()
        assert str(sent["message_reference"]["message_id"]) == asked


@pytest.mark.parametrize("code", [1000, 4000])
async def test_what_is_asked_while_the_gateway_is_closed_is_answered(discord, code):
    resumed = discord.gateway.count(Op.RESUME)
    discord.close_gateway(code)
    await discord.say(DM, ALICE, QUESTION)
    assert_is_answer(await discord.wait_message(DM))
    assert discord.gateway.count(Op.RESUME) == resumed + 1


async def test_a_rate_limit_is_waited_for(discord):
    discord.fail_next("POST", f"{DM}/messages", 429)
    await discord.say(DM, ALICE, QUESTION)
    assert_is_answer(await discord.wait_message(DM))


async def test_requests_follow_discords_document(discord):
    document = read_openapi()
    await discord.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
    await discord.wait_message()
    await discord.wait_response(await discord.slash("ask", {"question": QUESTION}))
    for command in ("timeline", "stats", "gaps", "about", "privacy show", "privacy export"):
        await discord.wait_response(await discord.slash(command, user=OWNER))
    opened = await discord.slash("config", user=OWNER)
    assert "How I answer" in text_of((await discord.wait_response(opened))["data"])
    for change in ("off", "on"):  # as it was, for the tests that follow
        part = f"config:v1:feedback={change}"
        pressed = await discord.press(part, opened.original, user=OWNER)
        assert (await discord.wait_response(pressed))["type"] == UPDATE_MESSAGE
    assert document.faults(discord.calls) == []


async def test_buttons_modals_and_menus_follow_discords_document(discord):
    asked = await discord.slash("ask", {"question": QUESTION})
    answer = (await discord.wait_response(asked))["data"]
    ids = {
        part["label"]: part["custom_id"] for part in walk(answer["components"]) if "label" in part
    }
    for label in ("Context 1", "More", "Helpful", "Follow up"):
        await discord.wait_response(await discord.press(ids[label], asked.original))
    again = await discord.send_in(ids["Follow up"], "and the American one?", asked.original)
    assert "Marco Rubio" in text_of((await discord.wait_response(again))["data"])
    said = await discord.say(CHANNEL, ALICE, "Medinsky led the Russian delegation in Istanbul.")
    for menu in ("Ask about this message", "Check against the articles"):
        await discord.wait_response(await discord.use_menu(menu, said))
    await discord.press(ids["Delete"], asked.original)
    await discord.wait_call("DELETE", "/messages/@original")
    assert asked.original not in discord.api.messages
    assert read_openapi().faults(discord.calls) == []


async def test_articles_follow_discords_document(discord):
    pasting = await discord.slash("articles add", user=OWNER)
    assert (await discord.wait_response(pasting))["type"] == MODAL_RESPONSE
    said = await discord.say(CHANNEL, OWNER, "A storm closed the port of Strelsau.")
    await discord.wait_response(await discord.use_menu("Add to articles", said, user=OWNER))
    told = await discord.wait_call("POST", "/webhooks/")
    assert "You can ask about it now" in text_of(told.body)
    listed = await discord.slash("articles list", user=OWNER)
    shown = await discord.wait_response(listed)
    [show] = [part["custom_id"] for part in walk(shown["data"]["components"]) if "label" in part]
    opened = await discord.press(show, listed.original, user=OWNER)
    await discord.wait_response(opened)
    number = show.rpartition(":")[2]
    for does in ("replace", "ask", "remove"):  # which leaves nothing to the tests that follow
        pressed = await discord.press(f"article:v1:{does}:{number}", opened.original, user=OWNER)
        await discord.wait_response(pressed)
    await discord.wait_response(await discord.slash("articles export", user=OWNER))
    assert "no articles" in text_of((await discord.wait_call("POST", "/webhooks/")).body)
    assert read_openapi().faults(discord.calls) == []


async def test_without_user_install_the_commands_are_those_of_servers(fresh, tmp_path):
    """Discord refuses them all where an operator left User Install off in the portal."""
    refused = {"code": 50035, "message": "Invalid Form Body"}
    fresh.fail_next("PUT", "/commands", 400, refused)
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data")) as bot:
        await bot.wait_line("VERBATIM_USER_INSTALL=false")
        await bot.wait_line("ready")
    [registration] = fresh.successful("PUT", "/commands")
    assert {tuple(command["integration_types"]) for command in registration.body} == {(0,)}


async def test_a_server_that_the_bot_joins_is_welcomed_once(fresh, tmp_path):
    joined = guild(str(((int(GUILD) >> 22) + 1) << 22))
    del joined["unavailable"]  # as Discord leaves it out of a server that is new
    [channel] = [channel["id"] for channel in joined["channels"]]
    for is_first in (True, False):
        async with bot_process(tmp_path, settings(fresh, tmp_path / "data")) as bot:
            await bot.wait_line("ready")
            fresh.gateway.dispatch("GUILD_CREATE", joined)
            if is_first:
                assert "word for word" in text_of(await fresh.wait_message(channel))
            await fresh.say(CHANNEL, ALICE, QUESTION, mention_bot=True)
            assert_is_answer(await fresh.wait_message(CHANNEL))
    assert len(fresh.successful("POST", f"/channels/{channel}/messages")) == 1


async def test_commands_are_registered_once_and_both_signals_end_in_peace(fresh, tmp_path):
    for number in (signal.SIGTERM, signal.SIGINT):
        async with bot_process(tmp_path, settings(fresh, tmp_path / "data")) as bot:
            await bot.wait_line("ready")
            assert await bot.terminate(number) == 0
            assert "Traceback" not in "\n".join(bot.stderr)
        [registration] = fresh.successful("PUT", "/commands")
        assert "ask" in [command["name"] for command in registration.body]


async def test_a_page_of_a_timeline_replaces_the_one_before(fresh, tmp_path):
    lines = "\n\n".join(f"The ferry left on 5 May {year}." for year in range(2000, 2010))
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "ferries.txt").write_text(f"Ferries\n\n{lines}")
    own = {"VERBATIM_CORPUS": str(tmp_path / "corpus")}
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data") | own) as bot:
        await bot.wait_line("ready")
        asked = await fresh.slash("timeline", {"topic": "ferry left"})
        first = (await fresh.wait_response(asked))["data"]
        pressed = await fresh.press("timeline:v1:1:-:ferry left", asked.original)
        second = (await fresh.wait_response(pressed))["data"]
    assert ["5 May 2000" in text_of(page) for page in (first, second)] == [True, False]
    shown = fresh.api.messages[asked.original]
    assert "5 May 2009" in text_of(shown)
    assert len(shown["attachments"]) == 1


async def test_what_is_being_answered_is_sent_before_the_bot_ends(fresh, tmp_path):
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data")) as bot:
        await fresh.wait_ready()
        body = {"message": "You are being rate limited.", "retry_after": 0.5, "global": False}
        fresh.fail_next("POST", f"{DM}/messages", 429, body)
        await fresh.say(DM, ALICE, QUESTION)
        await bot.wait_line("We are being rate limited")
        assert await bot.terminate() == 0
    assert_is_answer(await fresh.wait_message(DM))


async def test_a_wrong_token_is_told_in_one_line(fresh, tmp_path):
    wrong = {"DISCORD_TOKEN": "wrong", **QUIET}
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data") | wrong) as bot:
        assert await bot.exit_status() == 2
    assert "DISCORD_TOKEN" in only_complaint(bot)
    assert fresh.gateway.received == []


async def test_a_token_that_is_revoked_is_told_in_one_line(fresh, tmp_path):
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data") | QUIET) as bot:
        await fresh.say(DM, ALICE, QUESTION)
        await fresh.wait_message(DM)
        fresh.close_gateway(4004)
        assert await bot.exit_status() == 2
    assert "DISCORD_TOKEN is refused" in only_complaint(bot)


async def test_no_network_is_told_in_one_line(fresh, tmp_path, unused_tcp_port):
    nowhere = {"VERBATIM_PROXY": f"http://127.0.0.1:{unused_tcp_port}", **QUIET}
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data") | nowhere) as bot:
        assert await bot.exit_status() == 2
    assert only_complaint(bot)
    assert fresh.calls == []


def only_complaint(bot: BotProcess) -> str:
    [line] = [line for line in bot.stderr if line.strip()]
    return line
