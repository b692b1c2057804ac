"""`/articles` in a simulated Discord: what moderators add, and that no other server sees it."""

import asyncio
import io
import logging
import zipfile
from random import Random

import discord
import pytest

from bot.discord_app.features.articles import progress, sources
from bot.discord_app.features.articles.commands import ADD_MENU
from bot.discord_app.features.articles.export import split_into_zips
from bot.discord_app.features.articles.views import MAX_SEARCH, ArticleButton, ListButton
from bot.discord_app.features.questions.answers import MoreButton
from bot.discord_app.features.questions.quote_context import context_button
from bot.discord_app.framework import adding_queue
from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.commands import ModeratorGroup
from bot.discord_app.framework.work_queue import BusyError
from bot.discord_app.replies.custom_ids import pack_quotes
from bot.discord_app.replies.limits import MAX_CUSTOM_ID
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.ingest.archive import Archive
from bot.ingest.documents import MAX_FILE_BYTES, read_document
from bot.storage.server_settings import ServerSettings, Style
from tests.support.bots import make_bot
from tests.support.parsing import count_parses
from tests.support.pdfs import pdf
from tests.support.responses import (
    buttons,
    database_bytes,
    final_text,
    message_text,
    press,
    response_text,
    without_markdown,
)
from tests.support.web import answering, site

pytestmark = pytest.mark.simcord(shard_count=1)

ADD = ADD_MENU.name
STORM = "The storm closed the port of Strelsau for nine days."
BRIDGE = "The mayor of Zenda opened the long bridge in April."
FERRY = "The ferry Aurora carried forty passengers to Ruritania."
LIBRARY = "The library of Hentzau bought a thousand old maps."
PAGE = f"""<!doctype html><html><head><title>Maps for Hentzau</title></head><body><article>
<h1>Maps for Hentzau</h1><p>{LIBRARY} They were shown to the town on the same evening, and
many who came to see them stayed until the doors were closed at midnight.</p>
<p>Next year the collection will travel through the country, with stops in three other towns, and
anybody who wants to see it there can do so without paying anything at all.</p></article></body>
</html>"""
NAMES = ("server/storm-in-strelsau.txt", "storm-in-strelsau.txt", "Storm in Strelsau")
NUMBER = 1  # of the first article that is added


@pytest.fixture
def other(env):
    """Another server with the bot in it, whose moderator is nothing in the first."""
    guild = env.create_guild(name="Elsewhere")
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    rival = guild.add_member(env.create_user("rival"), roles=[role])
    return guild.create_text_channel("elsewhere"), rival


@pytest.fixture
def added(channel, moderator):
    """Return a function by which the moderator adds a file, and is told the response."""

    async def add(text: str, name: str = "storm.txt"):
        return await moderator.slash(channel, "articles add", file=(name, text.encode()))

    return add


async def paths(bot, guild) -> list[str]:
    return [entry.path for entry in await bot.store.articles.of_server(guild.id)]


async def answer(member, channel, question: str) -> str:
    return without_markdown(response_text(await member.slash(channel, "ask", question=question)))


async def test_a_file_is_read_in_the_turn_of_its_request(added, bot, guild, monkeypatch):
    """50 files of 2 MB, all read at once, once took 781 MB."""

    async def read(name, content, **options):
        with pytest.raises(BusyError):  # the only request that may be under way is this one
            async with bot.adding.turn(guild.id):
                pass
        return await read_document(name, content, **options)

    monkeypatch.setattr(sources, "read_document", read)
    monkeypatch.setattr(adding_queue, "MAX_REQUESTS_OF_SERVER", 1)
    await added(STORM)
    await added(BRIDGE)
    assert len(await paths(bot, guild)) == 2


async def test_a_moderator_is_told_if_too_much_is_being_added(
    added, channel, moderator, monkeypatch
):
    monkeypatch.setattr(adding_queue, "MAX_REQUESTS_OF_SERVER", 0)
    assert "too much to do" in final_text(await added(STORM))
    feed = await moderator.slash(channel, "articles feed add", url="https://example.org/feed")
    assert "too much to do" in final_text(feed)


# --- As a moderator would


async def test_a_moderator_adds_asks_replaces_removes_exports_and_leaves(
    env, bot, guild, channel, moderator, alice, tmp_path
):
    added = await moderator.slash(
        channel, "articles add", file=("storm.md", f"# Storm\n\n{STORM}\n".encode())
    )
    assert added.ephemeral
    assert "You can ask about it now" in final_text(added)
    assert STORM in without_markdown(final_text(added))
    await moderator.slash(channel, "articles add", file=("b.pdf", pdf(["The bridge", "", BRIDGE])))
    opened = await moderator.slash(channel, "articles add")
    pasted = {"title": "Ferries", "text": f"{FERRY}\n\nIt was cold."}
    assert "server/ferries.txt" in final_text(await moderator.submit_modal(opened, pasted))
    async with site(("/maps", answering(PAGE))) as web:
        bot.web = web.web()
        await moderator.slash(channel, "articles add", url=web.url("/maps"))
        url = web.url("/maps")
    for question, sentence in (
        ("What closed the port of Strelsau?", STORM),
        ("Who opened the long bridge?", BRIDGE),
        ("What carried passengers to Ruritania?", FERRY),
    ):
        assert sentence in await answer(moderator, channel, question)
    answered = await moderator.slash(channel, "ask", question="Who bought a thousand old maps?")
    assert LIBRARY in without_markdown(response_text(answered))
    assert f"(<{url}#" in response_text(answered)

    await moderator.slash(channel, "ask", question="What closed the port of Strelsau?")
    old = channel.last_message
    new = STORM.replace("nine", "ten").encode()
    await moderator.slash(
        channel,
        "articles replace",
        article="server/storm.md",
        file=("storm.md", b"# Storm\n\n" + new),
    )
    assert "ten days" in await answer(moderator, channel, "What closed the port of Strelsau?")
    assert "has changed" in response_text(await press(alice, old, "Context"))
    removing = await moderator.slash(channel, "articles remove", article="server/storm.md")
    assert "storm.md" in " ".join(await paths(bot, guild))
    assert "Removed" in response_text(await press(moderator, removing.response.message, "Remove"))
    assert "storm.md" not in await paths(bot, guild)
    assert "no longer available" in response_text(await press(alice, old, "Context"))
    assert "ten days" not in await answer(moderator, channel, "What closed the port of Strelsau?")

    exported = await moderator.slash(channel, "articles export")
    [file] = exported.response.message.attachments
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        assert archive.read("articles/ferries.txt").decode().endswith(pasted["text"])
        assert archive.read("originals/maps-for-hentzau.md/maps.html") == PAGE.encode()
        assert len(archive.namelist()) == 7

    await bot.get_guild(guild.id).leave()
    await env.settle()
    assert guild.id not in await bot.store.servers.ids()
    assert b"Hentzau" not in database_bytes(tmp_path)
    assert b"Ruritania" not in database_bytes(tmp_path)


# --- Adding


@pytest.mark.parametrize("style", Style)
async def test_the_same_text_is_said_and_stored_once(bot, guild, added, style):
    await bot.store.servers.set_settings(guild.id, ServerSettings(style=style))
    assert STORM in without_markdown(final_text(await added(STORM)))
    again = await added(f"{STORM}\n\n", "again.md")
    assert "same text is already here" in final_text(again)
    assert STORM in without_markdown(final_text(again))
    assert len(await paths(bot, guild)) == 1


@pytest.mark.parametrize("count", [1, 2])
async def test_an_address_that_is_no_link_is_told_and_the_article_is_added(
    bot, guild, channel, moderator, count
):
    """It used to be dropped without a word."""
    file = ("storm.md", f"---\nurl: javascript:x\n---\n{STORM}".encode())
    more = {"file2": ("bridge.txt", BRIDGE.encode())} if count == 2 else {}
    result = await moderator.slash(channel, "articles add", file=file, **more)
    assert final_text(result).count("doesn’t begin with http") == 1
    assert "javascript" in final_text(result)
    assert len(await paths(bot, guild)) == count


async def test_several_files_are_added_but_for_those_that_cannot_be(bot, guild, channel, moderator):
    given = {
        "file": ("a.txt", STORM.encode()),
        "file2": ("a_b.png", b"\x89PNG\r\n"),
        "file5": ("c.txt", BRIDGE.encode()),
    }
    result = await moderator.slash(channel, "articles add", **given)
    assert len(await paths(bot, guild)) == 2
    assert without_markdown(final_text(result)).count("(server/") == 2
    assert r"⚠ a\_b.png: is a picture" in final_text(result)
    assert "You can ask about the new articles now" in final_text(result)


async def test_a_title_that_is_no_text_keeps_no_other_file_from_being_added(
    bot, guild, channel, moderator
):
    """Half a character in one title, or a NUL, lost all files of an upload."""
    given = {
        "file": ("a.txt", STORM.encode()),
        "file2": ("half.md", rb'---\ntitle: "T \ud800"\n---\nThe bridge.'.replace(rb"\n", b"\n")),
        "file3": ("nul.md", rb'---\ntitle: "T \0"\n---\nThe bridge.'.replace(rb"\n", b"\n")),
        "file4": ("list.md", b"---\ntitle: [a, b]\n---\nThe bridge."),
        "file5": ("link.md", b"---\nurl: javascript:alert(1)\n---\n" + BRIDGE.encode()),
    }
    text = without_markdown(final_text(await moderator.slash(channel, "articles add", **given)))
    assert len(await paths(bot, guild)) == 2
    assert "half.md: title in the front matter has a NUL or half of a character" in text
    assert "nul.md: title in the front matter has a NUL or half of a character" in text
    assert "list.md: title in the front matter is not text" in text


async def test_a_failure_is_told_and_adds_nothing(bot, guild, added):
    result = await added("", "empty.txt")
    assert result.ephemeral
    assert "empty.txt: is empty" in final_text(result)
    assert await paths(bot, guild) == []


async def test_a_file_that_is_too_large_is_not_fetched(env, bot, guild, channel, moderator, added):
    fetched = []
    cdn = env.backend.cdn
    env.backend.cdn.get, get = lambda url: fetched.append(url) or get(url), cdn.get
    result = await added("x" * (MAX_FILE_BYTES + 1))
    assert f"larger than the limit of {MAX_FILE_BYTES:,} bytes" in final_text(result)
    assert fetched == []
    await added(STORM)
    assert len(fetched) == 1


async def test_a_file_that_discord_has_not_keeps_no_other_from_being_added(
    env, bot, guild, channel, moderator
):
    env.backend.cdn.get, get = lambda url: None if "a.txt" in url else get(url), env.backend.cdn.get
    given = {"file": ("a.txt", STORM.encode()), "file2": ("b.txt", BRIDGE.encode())}
    result = await moderator.slash(channel, "articles add", **given)
    assert "a.txt: could not be fetched from Discord" in final_text(result)
    assert len(await paths(bot, guild)) == 1


async def test_an_address_that_is_not_public_is_refused(bot, guild, channel, moderator):
    result = await moderator.slash(channel, "articles add", url="http://127.0.0.1/")
    assert "not an address of the public internet" in without_markdown(final_text(result))
    assert await paths(bot, guild) == []


async def test_the_limits_are_those_that_the_operator_set(seed, store):
    async with make_bot(seed, store, server_articles=3, server_megabytes=2) as bot:
        assert (bot.library.max_articles, bot.library.max_bytes) == (3, 2_000_000)


async def test_the_list_tells_the_limits(bot, channel, moderator, added):
    bot.library.max_articles, bot.library.max_bytes = 1_234, 20_000_000
    await added(STORM)
    listed = response_text(await moderator.slash(channel, "articles list"))
    assert "1 of at most 1,234" in listed
    assert "of at most 20 MB" in listed


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_a_server_that_is_full_says_so(bot, guild, added):
    bot.library.max_articles = 1
    await added(STORM)
    result = await added(BRIDGE, "b.txt")
    assert "1 articles at most" in final_text(result)
    assert len(await paths(bot, guild)) == 1


async def test_a_text_is_parsed_once_on_its_way_in(bot, guild, added, monkeypatch):
    """It was parsed to be added, to be stored and to be shown."""
    texts = count_parses(monkeypatch)
    assert STORM in final_text(await added(STORM))
    assert texts == [STORM]


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_a_database_that_fails_is_told_with_an_id(bot, added, caplog, monkeypatch):
    async def fail(*_: object) -> None:
        raise RuntimeError("disk gone")

    monkeypatch.setattr(bot.library, "commit", fail)
    result = await added(STORM)
    assert "Something went wrong" in final_text(result)
    assert final_text(result).split()[-1] in caplog.text


async def test_pasted_text_is_kept_as_it_was_typed(bot, guild, channel, moderator):
    text = f"{STORM}\n  Indented *so*.\n\n{BRIDGE}"
    opened = await moderator.slash(channel, "articles add")
    await moderator.submit_modal(opened, {"text": text})
    [path] = await paths(bot, guild)
    assert await bot.store.articles.text(guild.id, path) == text
    assert (await bot.store.articles.original(guild.id, path)).content == text.encode()


async def test_a_message_is_added_with_a_link_to_it(bot, guild, channel, moderator, alice):
    message = await alice.send(channel, f"{STORM}\nNo ship came in.")
    result = await moderator.context_menu(channel, ADD, message)
    assert STORM in without_markdown(final_text(result))
    [entry] = await bot.store.articles.of_server(guild.id)
    assert (entry.title, entry.url) == (STORM, message.jump_url)
    answered = await alice.slash(channel, "ask", question="What closed the port of Strelsau?")
    assert f"[message](<{message.jump_url}>)" in response_text(answered)
    assert "alice" not in await bot.store.articles.text(guild.id, entry.path)


async def test_the_files_of_a_message_are_added_rather_than_its_text(
    bot, guild, channel, moderator
):
    given = [("a.txt", STORM.encode()), ("b.txt", BRIDGE.encode()), ("c.png", b"\x89PNG\r\n")]
    message = await moderator.send(channel, "Look at these.", attachments=given)
    result = await moderator.context_menu(channel, ADD, message)
    assert without_markdown(final_text(result)).count("(server/") == 2
    assert len(await paths(bot, guild)) == 2


async def test_the_text_beside_a_picture_is_added(bot, guild, channel, moderator):
    message = await moderator.send(channel, STORM, attachments=[("c.png", b"\x89PNG\r\n")])
    await moderator.context_menu(channel, ADD, message)
    [entry] = await bot.store.articles.of_server(guild.id)
    assert entry.title == STORM


async def test_a_message_without_a_word_is_told(bot, guild, channel, moderator):
    message = await moderator.send(channel, "", attachments=[("c.png", b"\x89PNG\r\n")])
    assert "is empty" in final_text(await moderator.context_menu(channel, ADD, message))


# --- Showing


@pytest.mark.parametrize("style", Style)
async def test_the_list_has_pages_with_every_article_once(bot, guild, channel, moderator, style):
    await bot.store.servers.set_settings(guild.id, ServerSettings(style=style))
    for n in range(12):
        await moderator.slash(
            channel, "articles add", file=(f"{n}.txt", f"The ship number {n} sank.".encode())
        )
    result = await moderator.slash(channel, "articles list")
    assert result.ephemeral
    seen, pages = response_text(result), 1
    while "Next" in buttons(result.response.message):
        await press(moderator, result.response.message, "Next")
        seen, pages = seen + message_text(result.response.message), pages + 1
    assert pages == {Style.CARD: 2, Style.PLAIN: 3}[style]
    assert all(without_markdown(seen).count(f"number {n} sank") == 1 for n in range(12))
    assert "12 of at most 10,000" in seen
    assert "Back" in buttons(result.response.message)


async def test_the_list_can_be_searched_page_by_page(bot, channel, moderator, added):
    for n in range(10):
        await added(f"The ship number {n} sank.", f"{n}.txt")
    await added(STORM)
    result = await moderator.slash(channel, "articles list", search="SHIP server/")
    assert "Strelsau" not in response_text(result)
    await press(moderator, result.response.message, "Next")
    assert "number 0 sank" in without_markdown(message_text(result.response.message))
    assert "Strelsau" not in message_text(result.response.message)
    result = await moderator.slash(channel, "articles list", search="volcano")
    assert "None of this server’s articles" in response_text(result)


async def test_a_server_without_articles_is_told_how_to_add_some(channel, moderator):
    assert "`/articles add`" in response_text(await moderator.slash(channel, "articles list"))
    assert "no articles" in final_text(await moderator.slash(channel, "articles export"))


async def test_an_article_is_shown_from_the_list_with_its_original(channel, moderator, added, env):
    await added(f"Storm\n\n{STORM} It was cold.\n\n{BRIDGE} {FERRY}", "storm_1.txt")
    listed = await moderator.slash(channel, "articles list")
    await env.restart_bot()
    result = await press(moderator, listed.response.message, "Show 1")
    said = without_markdown(response_text(result))
    assert f"> {STORM}" in said
    assert BRIDGE in said
    assert FERRY not in said
    assert "English · made from storm_1.txt" in said
    sent = await press(moderator, result.response.message, "Original")
    [file] = sent.response.message.attachments
    assert STORM.encode() in await file.read()


async def test_who_keeps_an_article_sees_it_again(bot, guild, channel, moderator, added):
    await added(STORM)
    asked = await moderator.slash(channel, "articles remove", article=STORM)
    await press(moderator, asked.response.message, "Keep it")
    assert STORM in without_markdown(message_text(asked.response.message))
    assert len(await paths(bot, guild)) == 1


async def test_a_pasted_text_replaces_an_article(bot, guild, channel, moderator, alice, added):
    result = await added(STORM)
    opened = await press(moderator, result.response.message, "Replace")
    done = await moderator.submit_modal(opened, {"text": BRIDGE})
    assert "Replaced" in final_text(done)
    assert BRIDGE in await answer(alice, channel, "Who opened the long bridge?")
    assert "no longer available" in response_text(
        await press(moderator, result.response.message, "Remove")
    )
    assert len(await paths(bot, guild)) == 1


async def test_what_is_replaced_or_removed_leaves_nothing_in_the_files(
    channel, moderator, added, tmp_path
):
    result = await added(STORM)
    assert b"Strelsau" in database_bytes(tmp_path)
    opened = await press(moderator, result.response.message, "Replace")
    replaced = await moderator.submit_modal(opened, {"text": BRIDGE})
    assert b"Strelsau" not in database_bytes(tmp_path)
    assert b"Zenda" in database_bytes(tmp_path)
    await press(moderator, replaced.response.message, "Remove")
    await press(moderator, replaced.response.message, "Remove")
    assert b"Zenda" not in database_bytes(tmp_path)


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_what_cannot_be_an_article_replaces_none(bot, channel, moderator, alice, added):
    await added(STORM)
    picture = ("a_b.png", b"\x89PNG\r\n")
    result = await moderator.slash(channel, "articles replace", article=STORM, file=picture)
    assert r"a\_b.png\: is a picture" in final_text(result)
    assert STORM in await answer(alice, channel, "What closed the port of Strelsau?")


async def test_an_article_is_replaced_by_one_thing(bot, guild, channel, moderator, added):
    await added(STORM)
    both = {"file": ("a.txt", BRIDGE.encode()), "url": "https://example.org/"}
    result = await moderator.slash(channel, "articles replace", article=STORM, **both)
    assert "not both" in response_text(result)


async def test_the_shared_articles_are_the_operators(bot, channel, moderator, added):
    await added(STORM)
    choices = await moderator.autocomplete(channel, "articles remove", "article", "")
    assert [choice["name"] for choice in choices] == [STORM]
    result = await moderator.slash(channel, "articles remove", article="seed-article.txt")
    assert "Only the bot’s operator" in response_text(result)
    result = await moderator.slash(channel, "articles remove", article="moon*.txt")
    assert r"no article of its own called “moon\*.txt”" in response_text(result)


async def test_an_article_is_named_by_its_exact_path_before_any_other(
    bot, guild, channel, moderator
):
    for title, text in (("Ilik", STORM), ("Ilık", BRIDGE)):  # which are found by the same words
        file = (f"{title}.txt", f"{title}\n\n{text}".encode())
        await moderator.slash(channel, "articles add", file=file)
    for path, text in zip(await paths(bot, guild), (STORM, BRIDGE), strict=True):
        shown_ = await moderator.slash(channel, "articles show", article=f"server/{path}")
        assert text in without_markdown(response_text(shown_))


async def test_a_damaged_text_is_not_quoted(bot, channel, moderator, added):
    await added(STORM)
    await bot.store.database.write("UPDATE articles SET text = 'The storm closed the town.'")
    result = await moderator.slash(channel, "articles show", article=STORM)
    assert "is damaged" in response_text(result)
    assert "> " not in response_text(result)


async def test_a_list_in_every_language_fits(bot, channel, moderator, monkeypatch):
    long = "*[_]*" * 100
    for n in range(9):
        text = f"---\ntitle: '{n} {long}'\npublished: 2025-05-15\n---\n\n{STORM} {n}."
        await moderator.slash(channel, "articles add", file=(f"{n}.txt", text.encode()))
    for language in LANGUAGES:
        texts = texts_in(language)
        monkeypatch.setattr(
            "bot.discord_app.framework.interaction.texts_in", lambda _, texts=texts: texts
        )
        result = await moderator.slash(channel, "articles list", search="*")
        labels = list(buttons(result.response.message))
        assert labels[0] == texts("show-number", number=1)
        assert len(labels) == 9


def test_ids_are_within_discords_limit():
    longest = ListButton("99999", "\N{GRINNING FACE}" * MAX_SEARCH).item.custom_id
    assert len(longest.encode("utf-16-le")) // 2 <= MAX_CUSTOM_ID
    assert len(ArticleButton("original", "9" * 18).item.custom_id) <= MAX_CUSTOM_ID


def test_a_modal_takes_its_titles_and_labels():
    for language in LANGUAGES:
        for key in ("paste", "title", "text"):
            assert 1 <= len(texts_in(language)(key)) <= 45


# --- Who may


def test_every_command_is_checked_again_when_it_is_used(bot):
    articles = bot.tree.get_command("articles")
    for command in articles.walk_commands():
        assert isinstance(command.parent, ModeratorGroup), command.qualified_name
    others = [bot.tree.get_command(name) for name in ("config", "stats", "gaps")]
    for command in (*others, ADD_MENU):
        assert command.checks == [may_manage], command.name
    for command in (articles, *others, ADD_MENU):
        assert command.default_permissions == discord.Permissions(manage_guild=True)
        assert command.guild_only


async def test_who_is_no_moderator_any_more_can_do_nothing(
    env, bot, guild, channel, moderator, added, alice
):
    """Discord lets a server give a command to others; and who has a panel open may be demoted."""
    for n in range(8):
        await added(f"The ship number {n} sank.", f"{n}.txt")
    shown_ = await added(STORM)
    listed = await moderator.slash(channel, "articles list")
    opened = await moderator.slash(channel, "articles add")
    asked = await moderator.slash(channel, "articles remove", article=STORM)
    [role] = [role for role in bot.get_guild(guild.id).roles if role.name == "Moderators"]
    env.backend.guilds[guild.id].roles[role.id].permissions = 0
    pressed = [(shown_, label) for label in ("Remove", "Replace", "Original")]
    pressed += [(listed, "Show 1"), (listed, "Next"), (asked, "Remove")]
    results = [await press(moderator, one.response.message, label) for one, label in pressed]
    results.append(await moderator.submit_modal(opened, {"text": BRIDGE}))
    for result in results:
        assert result.ephemeral
        assert "*Manage Server* permission" in response_text(result)
        assert STORM not in without_markdown(response_text(result))
        assert result.modal is None
    assert len(await paths(bot, guild)) == 9


@pytest.mark.parametrize("command", ["add", "list", "show", "remove", "replace", "export"])
async def test_a_command_that_others_were_given_refuses_them(
    bot, guild, channel, alice, added, command
):
    await added(STORM)
    for given in await bot.tree.fetch_commands():
        guild.set_command_permissions(given, {alice: True})
    options = {"article": STORM} if command in {"show", "remove", "replace"} else {}
    result = await alice.slash(channel, f"articles {command}", **options)
    assert "*Manage Server* permission" in response_text(result)
    if options:
        assert await alice.autocomplete(channel, f"articles {command}", "article", "") == []


# --- Other servers


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_no_door_leads_to_another_servers_article(
    env, bot, guild, channel, moderator, other, added, caplog
):
    caplog.set_level(logging.DEBUG, "bot")
    await added(f"Storm in Strelsau\n\n{STORM}")
    elsewhere, rival = other
    await rival.slash(elsewhere, "articles add", file=("b.txt", BRIDGE.encode()))
    results = [
        await rival.slash(elsewhere, f"articles {command}", article=name)
        for command in ("show", "remove")
        for name in NAMES
    ]
    replacing = {"article": "Storm in Strelsau", "file": ("a.txt", FERRY.encode())}
    results.append(await rival.slash(elsewhere, "articles replace", **replacing))
    assert all("no article of its own" in response_text(result) for result in results)
    shown_ = (await rival.slash(elsewhere, "articles list")).response.message
    for does in ("show", "ask", "remove", "keep", "replace", "original"):
        await forged(env, shown_, f"article:v1:{does}:{NUMBER}")
        result = await rival.click(shown_, custom_id=f"article:v1:{does}:{NUMBER}")
        assert "no longer available" in response_text(result)
        assert result.modal is None
        results.append(result)
    opened = await rival.slash(elsewhere, "articles add")
    opened._interaction.modal["custom_id"] = f"paste:v1:{NUMBER}"
    result = await rival.submit_modal(opened, {"text": FERRY})
    assert "no longer available" in final_text(result)
    results.append(result)
    exported = await rival.slash(elsewhere, "articles export")
    [file] = exported.response.message.attachments
    results += [exported, await rival.slash(elsewhere, "articles list", search="storm")]
    for name in ("s", "storm", ""):
        choices = await rival.autocomplete(elsewhere, "articles show", "article", name)
        assert "trelsau" not in str(choices)
    with zipfile.ZipFile(io.BytesIO(await file.read())) as archive:
        assert [name for name in archive.namelist() if "storm" in name] == []
    for command in ("ask", "summary", "timeline"):
        options = {"question": "What closed the port of Strelsau?"} if command == "ask" else {}
        result = await rival.slash(elsewhere, command, article="Storm in Strelsau", **options)
        assert "there is no article" in response_text(result)
        results.append(await rival.slash(elsewhere, command, **options))
        results.append(await rival.user.slash(command, **options))
        assert "storm" not in str(await rival.autocomplete(elsewhere, command, "article", "s"))
    await rival.slash(elsewhere, "ask", question="Who opened the long bridge?")
    answered = elsewhere.last_message
    for custom_id in await foreign_ids(bot, guild):
        await forged(env, answered, custom_id)
        result = await rival.click(answered, custom_id=custom_id)
        assert "no longer available" in response_text(result) or "are left out" in response_text(
            result
        )
        results.append(result)
    said = without_markdown("".join(map(final_text, results)))
    for asked in (*NAMES, "What closed the port of Strelsau?"):  # which the bot repeats
        said = said.replace(asked, "")
    assert "trelsau" not in said
    assert [entry.number for entry in await bot.store.articles.of_server(guild.id)] == [NUMBER]
    assert not any(word in caplog.text for word in ("trelsau", "storm", "Zenda", "Ruritania"))


async def test_articles_of_the_same_path_are_not_mixed_up(bot, channel, moderator, other, added):
    elsewhere, rival = other
    await added(f"Storm\n\n{STORM}")
    given = ("storm.txt", f"Storm\n\n{BRIDGE}".encode())
    result = await rival.slash(elsewhere, "articles add", file=given)
    assert "server/storm.txt" in final_text(result)
    assert STORM not in without_markdown(final_text(result))
    sent = await press(rival, result.response.message, "Original")
    assert await sent.response.message.attachments[0].read() == given[1]
    await press(rival, result.response.message, "Remove")
    await press(rival, result.response.message, "Remove")
    shown_ = await moderator.slash(channel, "articles show", article="server/storm.txt")
    assert STORM in without_markdown(response_text(shown_))
    assert "Original" in buttons(shown_.response.message)


async def foreign_ids(bot, guild) -> list[str]:
    """Return the ids of the buttons of an answer that quotes a server's own article."""
    answer = (await bot.server_collection(guild.id)).ask("What closed the port of Strelsau?")
    [quote] = answer.visible_quotes
    return [
        context_button(quote, "").item.custom_id,
        MoreButton("o", pack_quotes([quote])).item.custom_id,
    ]


async def forged(env, message, custom_id: str) -> None:
    """Put another id into the first button of a message, as a client of one's own could send it."""
    [card] = env.backend.get_message(message.channel.id, message.id).components
    section = next(part for part in card["components"] if "accessory" in part)
    section["accessory"]["custom_id"] = custom_id


async def test_in_a_server_where_it_is_no_member_nothing_is_kept(
    env, bot, guild, channel, moderator, monkeypatch
):
    """Commands can be in a server without the bot: nobody would tell it when that ends."""
    monkeypatch.setattr(bot, "get_guild", lambda _: None)
    result = await moderator.slash(channel, "articles add", file=("a.txt", STORM.encode()))
    assert "not a member" in response_text(result)
    assert await paths(bot, guild) == []


# --- Leaving


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_what_is_being_added_when_the_bot_leaves_is_not_kept(
    env, bot, guild, channel, moderator, tmp_path
):
    fetching, go = asyncio.Event(), asyncio.Event()

    async def slow(request):
        fetching.set()
        await go.wait()
        return await answering(PAGE)(request)

    async with site(("/", slow)) as web:
        bot.web = web.web()
        adding = asyncio.create_task(moderator.slash(channel, "articles add", url=web.url()))
        await fetching.wait()
        bot._connection._remove_guild(bot.get_guild(guild.id))
        await bot.on_guild_remove(discord.Object(guild.id))
        go.set()
        result = await adding
    assert "has left this server" in final_text(result)
    assert guild.id not in await bot.store.servers.ids()
    assert b"Hentzau" not in database_bytes(tmp_path)


# --- The zips


async def exported(result) -> tuple[list[int], list]:
    """Return the sizes of the zips that were sent, and what can be imported from them."""
    sizes, stored = [], []
    for message in (result.response, *result.followups):
        [file] = message.attachments
        content = await file.read()
        sizes.append(len(content))
        stored += Archive(io.BytesIO(content), file.filename)
    return sizes, stored


@pytest.mark.parametrize(
    ("limit", "count"),
    [
        (200_000, 1),
        (100_000, 2),  # of articles that take two files of 12 and 10 kB each
        (50_000, 3),
    ],
)
async def test_what_is_too_large_for_one_zip_comes_in_several(
    channel, moderator, added, monkeypatch, limit, count
):
    given = [f"{Random(n).randbytes(6_000).hex()} sank." for n in range(3)]
    for n, text in enumerate(given):
        await added(text, f"{n}.txt")
    monkeypatch.setattr(
        "bot.discord_app.features.articles.commands.split_into_zips",
        lambda kept, server, _: split_into_zips(kept, server, limit),
    )
    sizes, stored = await exported(await moderator.slash(channel, "articles export"))
    assert len(sizes) == count
    assert max(sizes) <= limit
    assert [(one.text, one.original.content) for one in stored] == [
        (text, text.encode()) for text in given
    ]


async def test_what_is_damaged_or_too_large_for_a_zip_is_told(
    bot, channel, moderator, added, monkeypatch
):
    for text in (STORM, BRIDGE, FERRY):
        await added(text)
    await bot.store.database.write("UPDATE articles SET text = 'x' WHERE text LIKE '%storm%'")
    await bot.store.database.write("UPDATE articles SET size = 90000 WHERE text LIKE '%bridge%'")
    monkeypatch.setattr(
        "bot.discord_app.features.articles.commands.split_into_zips",
        lambda kept, server, _: split_into_zips(kept, server, 100_000),
    )
    result = await moderator.slash(channel, "articles export")
    _, stored = await exported(result)
    assert [(one.text, one.original is None) for one in stored] == [(BRIDGE, True), (FERRY, False)]
    said = without_markdown(final_text(result))
    assert "articles/the-storm-closed-the-port-of-strelsau-for-nine-days.txt" in said
    assert "originals/the-mayor-of-zenda-opened-the-long-bridge-in-april.txt" in said
    assert "aurora" not in said


async def test_what_is_too_large_to_send_is_told(bot, guild, channel, moderator, added):
    await added(STORM)
    await bot.store.database.write("UPDATE articles SET size = 300000000")
    result = await moderator.slash(channel, "articles export")
    assert "take up 300 MB" in final_text(result)
    assert f"`python -m bot articles export FILE.zip --server {guild.id}`" in final_text(result)
    assert result.response.message.attachments == []


async def test_the_name_of_an_original_leads_nowhere(bot, guild, channel, moderator, added):
    await added(STORM, "a.txt")
    await bot.store.database.write(
        "UPDATE originals SET name = '../../.x y/../a.txt', digest = NULL"
    )
    [part] = [part async for part in split_into_zips(bot.store.articles, guild.id, 1_000_000)]
    with zipfile.ZipFile(part.zip_file()) as archive:
        *_, name = archive.namelist()
    assert name == f"originals/{part.articles[0].path}/a.txt"


# --- Many at once


def zipped(*texts: str, **files: str) -> bytes:
    """Return a zip archive of texts, and of files by their names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number:03}.txt", text)
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def ferries(count: int) -> list[str]:
    return [f"The ferry number {number} sank near the island {number}." for number in range(count)]


@pytest.fixture
def add_zip(channel, moderator):
    async def add(content: bytes, name: str = "news.zip"):
        return await moderator.slash(channel, "articles add", file=(name, content))

    return add


async def test_a_zip_adds_all_of_its_articles(bot, guild, add_zip):
    result = await add_zip(zipped(*ferries(60)))
    assert len(await paths(bot, guild)) == 60
    assert "60 articles added" in final_text(result)


async def test_a_few_articles_of_a_zip_are_named_one_by_one(add_zip):
    text = final_text(await add_zip(zipped(STORM, BRIDGE)))
    assert "The storm closed the port" in text
    assert "The mayor of Zenda" in text


async def test_what_was_not_added_is_counted_with_the_reason(bot, guild, add_zip, added):
    await added(STORM)
    content = zipped(*ferries(10), STORM, **{"empty.txt": "", "song.mp3": "la"})
    result = await add_zip(content)
    text = final_text(result)
    for words in ("10 articles added", "1 was already here", "2 were not added", "is empty"):
        assert words in text
    assert len(await paths(bot, guild)) == 11


async def test_the_list_of_all_is_a_file(add_zip):
    result = await add_zip(zipped(*ferries(12), **{"empty.txt": ""}))
    [file] = result.followups[-1].message.attachments
    lines = (await file.read()).decode().splitlines()
    assert len(lines) == 13
    assert "is empty" in lines[0]
    assert "**" not in lines[1]


async def test_the_reply_shows_how_far_it_is(env, add_zip, monkeypatch):
    monkeypatch.setattr(progress, "EDIT_SECONDS", 0)
    result = await add_zip(zipped(*ferries(12)))
    edits = [r.json for r in env.http_requests if r.method == "PATCH" and "@original" in r.path]
    assert "1 of 12" in str(edits[0])
    assert "12 articles added" in str(edits[-1])
    assert "of 12" not in final_text(result).replace("articles", "")


async def test_the_reply_is_edited_only_now_and_then(env, add_zip):
    await add_zip(zipped(*ferries(12)))
    assert not [r for r in env.http_requests if r.method == "PATCH" and "@original" in r.path]


async def test_an_export_can_be_added_again(bot, guild, other, channel, moderator, added):
    await added(STORM)
    await added(BRIDGE)
    exported = await moderator.slash(channel, "articles export")
    [file] = exported.response.message.attachments
    elsewhere, rival = other
    await rival.slash(elsewhere, "articles add", file=("articles.zip", await file.read()))
    copies = await bot.store.articles.of_server(bot.get_channel(elsewhere.id).guild.id)
    assert [copy.path for copy in copies] == await paths(bot, guild)


async def test_json_lines_are_added(bot, guild, add_zip):
    lines = "\n".join(f'{{"text": "{text}"}}' for text in ferries(3))
    await add_zip(lines.encode(), "news.jsonl")
    assert len(await paths(bot, guild)) == 3


async def test_where_there_is_no_more_room_the_rest_is_named(bot, guild, add_zip, monkeypatch):
    monkeypatch.setattr(bot.library, "max_articles", 50)
    text = final_text(await add_zip(zipped(*ferries(60))))
    assert "50 articles added" in text
    assert "10 were not added" in text
    assert "50 articles at most" in text


async def test_a_damaged_zip_is_refused_in_words(bot, guild, add_zip):
    text = final_text(await add_zip(b"PK\x03\x04 no zip at all"))
    assert "news.zip" in text
    assert await paths(bot, guild) == []
