"""The bot as an operator runs it: its own process, over TLS, with a loopback as Discord."""

import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .bot_process import REPOSITORY, BotProcess, bot_process
from .discord_server import LoopbackDiscord
from .gateway import Op
from .openapi import read_openapi
from .world import ALICE, CHANNEL, COMPONENTS_V2, DM, OTHER_BOT, OWNER, THREAD, text_of

UPDATE_MESSAGE = 7  # a response to a button

QUESTION = "Who leads Russia's delegation?"
ANSWER = "Medinsky"
# With the log out of the way, what is left on standard error is for the operator.
QUIET = {"VERBATIM_LOG_LEVEL": "error"}

pytestmark = pytest.mark.asyncio(loop_scope="module")


def settings(discord: LoopbackDiscord, data: object) -> dict[str, str]:
    return {
        "DISCORD_TOKEN": discord.token,
        "VERBATIM_PROXY": discord.proxy.url,
        "VERBATIM_CORPUS": str(REPOSITORY / "corpus"),
        "VERBATIM_DATA": str(data),
        "VERBATIM_USER_COOLDOWN": "1000/1",
        "VERBATIM_SERVER_COOLDOWN": "1000/1",
        "SSL_CERT_FILE": str(discord.certificates.ca_file),
    }


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


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(certificates) -> AsyncIterator[LoopbackDiscord]:
    """Give a Discord of one's own, without a bot."""
    async with LoopbackDiscord(certificates) as fresh:
        yield fresh
    assert (fresh.unknown_routes, fresh.proxy.refused) == ([], [])


def assert_is_answer(sent):
    assert sent["flags"] & COMPONENTS_V2
    assert ANSWER in text_of(sent)
    assert sent["allowed_mentions"]["parse"] == []


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
    pressed = await discord.press("config:v1:feedback=off", opened.original, user=OWNER)
    assert (await discord.wait_response(pressed))["type"] == UPDATE_MESSAGE
    assert document.faults(discord.calls) == []


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


async def test_a_wrong_token_is_told_in_one_line(fresh, tmp_path):
    wrong = {"DISCORD_TOKEN": "wrong", **QUIET}
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data") | wrong) as bot:
        assert await bot.exit_status() == 2
    assert "DISCORD_TOKEN" in only_complaint(bot)
    assert fresh.gateway.received == []


async def test_no_network_is_told_in_one_line(fresh, tmp_path, unused_tcp_port):
    nowhere = {"VERBATIM_PROXY": f"http://127.0.0.1:{unused_tcp_port}", **QUIET}
    async with bot_process(tmp_path, settings(fresh, tmp_path / "data") | nowhere) as bot:
        assert await bot.exit_status() == 2
    assert only_complaint(bot)
    assert fresh.calls == []


def only_complaint(bot: BotProcess) -> str:
    [line] = [line for line in bot.stderr if line.strip()]
    return line
