"""The slash commands in a simulated Discord."""

import pytest
import simcord

from bot.discord_app.replies.limits import MAX_CHOICE_NAME, MAX_CHOICES
from bot.storage.server_settings import Style
from tests.builders import collection
from tests.support.bots import make_bot, slash_commands
from tests.support.responses import ANSWER, NO_ANSWER, QUESTION, response_text

pytestmark = pytest.mark.simcord(shard_count=1)


def _contents(components):
    for component in components:
        yield component.get("content", "")
        yield from _contents(component.get("components", []))


async def test_ask(channel, alice):
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert ANSWER in response_text(result)
    assert QUESTION in response_text(result)
    assert not result.ephemeral


async def test_ask_in_private(channel, alice):
    result = await alice.slash(channel, "ask", question=QUESTION, private=True)
    assert ANSWER in response_text(result)
    assert result.ephemeral


async def test_ask_one_article(channel, alice):
    result = await alice.slash(channel, "ask", question=QUESTION, article="seed-article.txt")
    assert ANSWER in response_text(result)


async def test_ask_refuses(channel, alice):
    result = await alice.slash(channel, "ask", question=NO_ANSWER)
    assert "don’t say" in response_text(result)
    assert "line" not in response_text(result)


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_an_unknown_article_is_told_in_private(channel, alice):
    result = await alice.slash(channel, "ask", question=QUESTION, article="moon.txt")
    assert "moon.txt" in response_text(result)
    assert result.ephemeral


async def test_summary(channel, alice):
    result = await alice.slash(channel, "summary", sentences=2)
    assert response_text(result).count("> ") == 2
    assert "line 3" in response_text(result)


async def test_summary_of_a_topic(channel, alice):
    result = await alice.slash(channel, "summary", topic="peace talks", sentences=2)
    assert response_text(result).count("seed-article.txt · line") == 2


async def test_summary_of_an_unknown_topic(channel, alice):
    result = await alice.slash(channel, "summary", topic="volcano")
    assert "The articles say nothing" in response_text(result)


async def test_timeline(channel, alice):
    result = await alice.slash(channel, "timeline")
    assert response_text(result).index("March 2022") < response_text(result).index("15 May")


async def test_timeline_of_an_unknown_topic(channel, alice):
    result = await alice.slash(channel, "timeline", topic="volcano")
    assert "The articles say nothing about this topic." in response_text(result)


async def test_help_is_private(channel, alice):
    result = await alice.slash(channel, "help")
    assert result.ephemeral
    for command in ("/ask", "/summary", "/timeline"):
        assert command in response_text(result)


async def test_commands_work_in_a_direct_message(alice):
    result = await alice.user.slash("ask", question=QUESTION)
    assert ANSWER in response_text(result)


async def test_plain_style(bot, guild, channel, alice):
    await bot.store.servers.change(guild.id, style=Style.PLAIN)
    result = await alice.slash(channel, "ask", question=QUESTION)
    assert ANSWER in result.response.content
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in channel.last_message.content


@pytest.mark.parametrize(
    ("command", "options"), [("ask", {"question": QUESTION}), ("summary", {}), ("timeline", {})]
)
async def test_a_command_reads_its_servers_settings_once(
    store, guild, channel, alice, monkeypatch, command, options
):
    read = []
    settings = store.servers.settings

    async def reading(server_id):
        read.append(server_id)
        return await settings(server_id)

    monkeypatch.setattr(store.servers, "settings", reading)
    await alice.slash(channel, command, **options)
    assert read == [guild.id]


@pytest.mark.parametrize("typed", ["", "ukraine", "peace UKR", "seed-art"])
async def test_article_names_complete(channel, alice, typed):
    choices = await alice.autocomplete(channel, "ask", "article", typed)
    assert [choice["value"] for choice in choices] == ["seed-article.txt"]


async def test_a_turkish_name_is_known_with_either_i(tmp_path, store):
    """Completion and `/ask article:` had another rule for names than the search in `/articles`."""
    files = {"a.txt": "İstanbul görüşmeleri\n\nThe envoys met in May.", "b.txt": "Other"}
    async with simcord.run(make_bot(collection(tmp_path, files), store), shard_count=1) as env:
        guild = env.create_guild()
        alice = guild.add_member(env.create_user("alice"))
        channel = guild.create_text_channel("general")
        name = "istanbul görüşmeleri"
        choices = await alice.autocomplete(channel, "ask", "article", name)
        assert [choice["value"] for choice in choices] == ["a.txt"]
        question = "When did the envoys meet?"
        answer = await alice.slash(channel, "ask", question=question, article=name)
        assert "The envoys met in" in response_text(answer)


async def test_what_no_article_is_called_completes_to_nothing(channel, alice):
    assert await alice.autocomplete(channel, "summary", "article", "moon") == []


async def test_completions_stay_within_the_limits(tmp_path, store):
    files = {f"{n:03}.txt": f"{'Long title ' * 20}{n}\n\nText." for n in range(40)}
    files["x" * 120 + ".txt"] = "Title\n\nText."
    async with simcord.run(make_bot(collection(tmp_path, files), store), shard_count=1) as env:
        guild = env.create_guild()
        alice = guild.add_member(env.create_user("alice"))
        channel = guild.create_text_channel("general")
        choices = await alice.autocomplete(channel, "timeline", "article", "")
    assert len(choices) == MAX_CHOICES
    assert all(len(c["name"]) <= MAX_CHOICE_NAME >= len(c["value"]) for c in choices)


async def test_commands_are_registered_once(env, bot):
    """Discord allows 200 new commands a day; a bot that tells them at every start runs out."""

    def puts():
        return [r for r in env.http_requests if r.method == "PUT" and r.path.endswith("/commands")]

    assert len(puts()) == 1
    await env.restart_bot()
    assert len(puts()) == 1


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_a_failing_command_tells_an_id(env, bot, channel, alice, caplog, monkeypatch):
    async def fail(_: object) -> None:
        raise RuntimeError("disk gone")

    monkeypatch.setattr(bot.store.servers, "settings", fail)
    result = await alice.slash(channel, "help")
    assert result.ephemeral
    assert "Something went wrong" in response_text(result)
    assert response_text(result).split()[-1] in caplog.text


@pytest.mark.parametrize("command", slash_commands(), ids=lambda command: command.name)
def test_every_command_and_option_is_described(command):
    described = [command.description, *(p.description for p in getattr(command, "parameters", ()))]
    assert all(text and text != "…" and len(text) <= 100 for text in described)
