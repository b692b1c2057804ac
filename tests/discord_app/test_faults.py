"""A database that fails while the bot runs: answers go on, and what cannot be kept is told."""

import errno

import pytest

from bot.discord_app.framework.failures import report
from bot.errors import DiskFullError, StoreError
from bot.libraries.server_articles import ServerArticles
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import ServerSettings
from tests.builders import ENGLISH, collection
from tests.support.databases import spoil
from tests.support.disks import fill_disk
from tests.support.drafts import draft
from tests.support.responses import ANSWER, QUESTION, final_text, message_text, response_text

pytestmark = pytest.mark.simcord(shard_count=1, check_errors=False)


async def read_only(store, folder):
    await store.database._connection.execute("PRAGMA query_only = ON")


async def damaged(store, folder):
    """Write over the file, and have nothing in memory instead of it."""
    await store.database.wipe()
    file = folder / "data" / FILE_NAME
    content = file.read_bytes()
    file.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))
    await forget_pages(store)


async def forget_pages(store):
    for connection in (store.database._connection, store.database._reader):
        await connection.execute("PRAGMA shrink_memory")


@pytest.fixture(params=[read_only, damaged])
async def failing(request, store, tmp_path):
    return lambda: request.param(store, tmp_path)


async def test_questions_are_answered_while_nothing_can_be_stored(
    bot, channel, alice, store, tmp_path
):
    await read_only(store, tmp_path)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)
    await alice.send_dm(QUESTION)
    assert ANSWER in message_text(alice.user.dm_channel.last_message)
    assert ANSWER in response_text(await alice.slash(channel, "ask", question=QUESTION))


@pytest.mark.parametrize("is_in_memory", [True, False])
async def test_where_the_articles_of_a_server_are_damaged_the_shared_ones_answer(
    seed, store, bot, guild, channel, alice, tmp_path, caplog, is_in_memory
):
    files = {"talks.txt": f"Talks\n\n{seed.articles[0].text}"}
    bot.library.shared = collection(tmp_path / "corpus", files)
    storm = "The storm closed the port of Strelsau."
    storm_draft = draft(storm, title="Weather")
    await ServerArticles(bot.library, guild.id, bot.clock().date()).add([storm_draft])
    if is_in_memory:
        await bot.server_collection(guild.id)
    await store.database.wipe()
    spoil(tmp_path / "data", "articles")
    await forget_pages(store)
    await alice.send(channel, f"{bot.user.mention} What closed the port of Strelsau?")
    assert storm not in message_text(channel.last_message)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in message_text(channel.last_message)
    assert f"{FILE_NAME} is damaged: stop the bot" in caplog.text
    assert storm not in caplog.text


async def test_settings_that_cannot_be_kept_are_told_with_an_id(
    channel, moderator, failing, caplog
):
    opened = await moderator.slash(channel, "config")
    await failing()
    result = await moderator.click(opened.response, custom_id="config:v1:style=plain")
    assert "Something went wrong on my side" in response_text(result)
    assert result.ephemeral
    assert response_text(result).split()[-1] in caplog.text
    assert "the database cannot be used: " in caplog.text


async def test_a_full_disk_is_told_and_nothing_is_added(
    store, bot, guild, channel, moderator, caplog
):
    await fill_disk(store)
    file = ("storm.txt", f"The storm closed the port. {'It was cold. ' * 9_000}".encode())
    result = await moderator.slash(channel, "articles add", file=file)
    assert "My disk is full" in final_text(result)
    assert final_text(result).split()[-1] in caplog.text
    assert await store.articles.of_server(guild.id) == []
    assert ANSWER in response_text(await moderator.slash(channel, "ask", question=QUESTION))


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (DiskFullError(), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (StoreError(), False),
        (OSError(errno.EACCES, "Permission denied"), False),
    ],
    ids=repr,
)
def test_only_a_full_disk_is_told_as_one(error, is_full):
    assert ("My disk is full" in report("adding", error, ENGLISH)) == is_full


async def test_where_settings_cannot_be_read_nothing_is_answered(
    store, bot, guild, channel, alice, moderator, tmp_path, caplog
):
    """A server that limits the bot to some channels was answered in all of them."""
    settings = ServerSettings(channels=frozenset({channel.id + 1}), direct_messages=False)
    await store.servers.set_settings(guild.id, settings)
    await damaged(store, tmp_path)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER not in message_text(channel.last_message)
    await alice.send_dm(QUESTION)
    assert "I don’t answer direct messages" in message_text(alice.user.dm_channel.last_message)
    for member in (alice, moderator):
        result = await member.slash(channel, "ask", question=QUESTION)
        assert "could not be read" in response_text(result)
        assert result.ephemeral
    assert "answering nothing in this server: the database cannot be used: " in caplog.text
    assert "answering no direct messages: the database cannot be used: " in caplog.text
