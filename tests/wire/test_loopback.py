"""The loopback Discord proven against discord.py itself, run in this process."""

import asyncio

import aiohttp
import discord
import pytest

from .discord_server import LoopbackDiscord
from .gateway import Op
from .openapi import read_openapi
from .tiny_bot import TinyBot, modest_intents, tiny_bot
from .world import ALICE, CHANNEL, DM, OTHER_BOT, THREAD


@pytest.fixture
async def bot(loopback: LoopbackDiscord):
    async with tiny_bot(loopback) as bot:
        yield bot


@pytest.mark.parametrize("channel", [CHANNEL, THREAD])
async def test_a_mention_is_heard_and_answered_with_a_reply(loopback, bot, channel):
    asked = await loopback.say(channel, ALICE, "hello", mention_bot=True)
    sent = await loopback.wait_message(channel)
    assert sent["content"].endswith("hello")
    assert str(sent["message_reference"]["message_id"]) == asked


async def test_a_direct_message_is_heard_without_a_mention(loopback, bot):
    await loopback.say(DM, ALICE, "hello")
    assert (await loopback.wait_message(DM))["content"] == "echo hello"


async def test_only_what_is_meant_for_the_bot_has_content(loopback, bot):
    first = await loopback.say(CHANNEL, ALICE, "private", mention_everyone=True)
    await loopback.say(CHANNEL, OTHER_BOT, "also private", reply_to=first)
    await loopback.say(CHANNEL, ALICE, "hello", mention_bot=True)
    await loopback.wait_message()
    assert bot.heard[:2] == ["", ""]


async def test_a_reply_to_the_bot_mentions_it(loopback, bot):
    await loopback.say(CHANNEL, ALICE, "hello", mention_bot=True)
    answer = (await loopback.wait_call("POST", f"{CHANNEL}/messages")).answer["id"]
    await loopback.say(CHANNEL, ALICE, "really?", reply_to=answer)
    assert (await loopback.wait_message())["content"] == "echo really?"


async def test_files_travel_beside_the_json(loopback, bot):
    await loopback.say(DM, ALICE, "a file, please")
    call = await loopback.wait_call("POST", f"{DM}/messages")
    assert call.body["attachments"][0]["filename"] == "tiny.txt"
    assert b"TinyBot" in call.files["files[0]"]


async def test_a_command_is_registered_deferred_and_followed_up(loopback, bot):
    interaction = await loopback.slash("echo", {"text": "hi"})
    assert (await loopback.wait_response(interaction))["type"] == 5
    followed = await loopback.wait_call("POST", "/webhooks/")
    assert followed.body["content"] == "echo hi"
    pressed = await loopback.press("again", followed.answer["id"])
    response = await loopback.wait_response(pressed)
    assert (response["type"], response["data"]["content"]) == (7, "again")


async def test_a_command_works_in_a_direct_message(loopback, bot):
    assert await loopback.wait_response(await loopback.slash("echo", {"text": "hi"}, guild=False))


async def test_choices_are_suggested(loopback, bot):
    response = await loopback.wait_response(await loopback.autocomplete("echo", "text", "ab"))
    assert response == {"type": 8, "data": {"choices": [{"name": "abab", "value": "ab"}]}}


@pytest.mark.parametrize(
    "leave",
    [
        LoopbackDiscord.request_reconnect,
        lambda loopback: loopback.close_gateway(4000),
        lambda loopback: loopback.invalidate_session(resumable=True),
    ],
)
async def test_what_is_said_while_the_bot_is_away_is_replayed(loopback, bot, leave):
    leave(loopback)
    await loopback.say(DM, ALICE, "are you back?")
    assert (await loopback.wait_message(DM))["content"] == "echo are you back?"
    assert (loopback.gateway.count(Op.IDENTIFY), loopback.gateway.count(Op.RESUME)) == (1, 1)


async def test_an_invalid_session_is_begun_anew(loopback, bot):
    loopback.invalidate_session(resumable=False)
    await loopback.say(DM, ALICE, "hello")
    assert await loopback.wait_message(DM)
    assert loopback.gateway.count(Op.IDENTIFY) == 2


@pytest.mark.parametrize("status", [429, 502])
async def test_a_request_that_fails_for_a_moment_is_repeated(loopback, bot, status):
    loopback.fail_next("POST", f"{DM}/messages", status)
    await loopback.say(DM, ALICE, "hello")
    await loopback.wait_message(DM)
    sent = [call.status for call in loopback.calls if call.path.endswith(f"{DM}/messages")]
    assert sent == [status, 200]


async def test_a_wrong_token_fails(loopback):
    client = TinyBot(loopback, modest_intents())
    async with client:
        with pytest.raises(discord.LoginFailure):
            await client.start("wrong")


async def test_a_privileged_intent_is_refused(loopback):
    client = TinyBot(loopback, discord.Intents.all())
    async with client:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(loopback.token)


async def test_an_interaction_is_answered_once_and_in_time(loopback, bot):
    in_time, late = [await loopback.slash("echo", {"text": "hi"}) for _ in range(2)]
    late.deadline = 0.0
    await loopback.wait_response(in_time)
    assert await respond(loopback, in_time) == (400, 40060)
    assert await respond(loopback, late) == (404, 10062)


async def respond(loopback, interaction):
    path = f"interactions/{interaction.id}/{interaction.token}/callback"
    url = f"https://discord.com/api/v10/{path}"
    way = {"proxy": loopback.proxy.url, "ssl": loopback.certificates.client}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json={"type": 5}, **way) as response,
    ):
        return response.status, (await response.json())["code"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({"components": [{"type": 10, "content": "x"}]}, 50035),
        ({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "x"}]}, 50035),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 4001}]}, 50035),
        ({"content": "x", "message_reference": {"message_id": 1}}, 50035),
    ],
)
async def test_a_message_that_discord_would_refuse_is_refused(loopback, bot, body, code):
    send = bot.http.request(
        discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=CHANNEL), json=body
    )
    with pytest.raises(discord.HTTPException) as refused:
        await send
    assert refused.value.code == code


async def test_no_other_host_is_reached(loopback):
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientHttpProxyError):
            await session.get("https://example.com/", proxy=loopback.proxy.url)
    assert loopback.proxy.refused == ["example.com:443"]


async def test_waiting_in_vain_fails_and_names_what_was_awaited(loopback, bot):
    with pytest.raises(AssertionError, match="no POST"):
        await loopback.wait_message(seconds=0.05)


async def test_waiting_ends_as_soon_as_it_can(loopback, bot):
    waiting = asyncio.create_task(loopback.wait_message(DM))
    await loopback.say(DM, ALICE, "hello")
    assert (await waiting)["content"] == "echo hello"


async def test_requests_and_answers_follow_discords_document(loopback, bot):
    document = read_openapi()
    await loopback.say(CHANNEL, ALICE, "hello", mention_bot=True)
    await loopback.say(DM, ALICE, "a file, please")
    await loopback.wait_response(await loopback.slash("echo", {"text": "hi"}))
    followed = await loopback.wait_call("POST", "/webhooks/")
    await loopback.wait_response(await loopback.press("again", followed.answer["id"]))
    await loopback.wait_response(await loopback.autocomplete("echo", "text", "ab"))
    await loopback.wait_message(DM)
    assert document.faults(loopback.calls) == []
