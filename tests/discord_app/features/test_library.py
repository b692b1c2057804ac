"""`/library` in a simulated Discord: what members see of the articles, and what they do not."""

import re
from datetime import date, timedelta

import pytest

from bot.discord_app.features.library import MAX_SEARCH, PAGE_SIZE, LibraryButton
from bot.discord_app.replies.limits import MAX_CUSTOM_ID, length
from tests.builders import ENGLISH, collection
from tests.support.bots import make_bot
from tests.support.drafts import draft
from tests.support.responses import buttons, press, response_text
from tests.support.server_articles import articles

pytestmark = pytest.mark.simcord(shard_count=1)

SECRET = "The mayor hid the key below the third stone"


def news(number: int) -> str:
    day = date(2025, 1, 1) + timedelta(number)
    return (
        f"---\ntitle: Story {number}\nsource: The Gazette\npublished: {day}\n---\n\n"
        f"{SECRET} number {number}."
    )


@pytest.fixture
def many(bot, tmp_path):
    """Give the bot 25 articles."""
    files = {f"{number:02}.md": news(number) for number in range(25)}
    bot.library.shared = collection(tmp_path / "corpus", files)


@pytest.fixture
def shown(channel, alice):
    async def show(**options: str) -> str:
        return response_text(await alice.slash(channel, "library", **options))

    return show


def titles(text: str) -> list[str]:
    return re.findall(r"\*\*\d+\. (.*)\*\*", text)


async def test_only_the_member_sees_the_list(many, channel, alice):
    assert (await alice.slash(channel, "library")).ephemeral


async def test_each_article_has_its_title_source_and_day(many, shown):
    assert "**1. Story 24**\n-# The Gazette · 25 January 2025" in await shown()


async def test_a_page_has_ten_articles_the_newest_first(many, shown):
    text = await shown()
    assert titles(text) == [f"Story {number}" for number in range(24, 14, -1)]
    assert "Page 1 of 3 · 25 articles" in text


async def test_no_text_of_an_article_is_shown(many, shown):
    assert "mayor" not in await shown()


async def test_the_pages_are_turned_in_place_also_after_a_restart(
    many, env, store, bot, channel, alice
):
    opened = await alice.slash(channel, "library")
    again = make_bot(bot.library.shared, store)
    await env.restart_bot(again)
    turned = await press(alice, opened.response.message, "Next")
    text = response_text(turned)
    assert titles(text) == [f"Story {number}" for number in range(14, 4, -1)]
    assert list(buttons(turned.response.message)) == ["Back", "Next"]


async def test_a_page_that_is_gone_shows_the_last_one(many, bot):
    reply = LibraryButton("99", "").reply(bot.library.shared, ENGLISH)
    assert len(reply.items) == 25 % PAGE_SIZE


async def test_a_search_finds_words_of_titles(many, shown):
    assert titles(await shown(search="STORY 17")) == ["Story 17"]
    assert len(titles(await shown(search="gazette"))) == PAGE_SIZE


async def test_a_search_without_a_match_says_so(many, shown):
    assert "No article has that" in await shown(search="ferry")


async def test_servers_see_only_their_own_and_the_shared_articles(
    many, env, bot, shown, guild, alice
):
    other = env.create_guild()
    await articles(bot.library, guild.id).add([draft("Own text of ours.", "Ours")])
    await articles(bot.library, other.id).add([draft("Own text of theirs.", "Theirs")])
    assert titles(await shown(search="ours")) == ["Ours"]
    assert "No article has that" in await shown(search="theirs")


async def test_shared_articles_that_are_turned_off_are_not_listed(many, bot, guild, shown):
    await articles(bot.library, guild.id).add([draft("Own text of ours.", "Ours")])
    await bot.store.servers.change(guild.id, shared_articles=False)
    assert titles(await shown()) == ["Ours"]


async def test_a_server_without_articles_is_told_how_to_add_some(bot, guild, shown):
    await bot.store.servers.change(guild.id, shared_articles=False)
    assert "`/articles add`" in await shown()


async def test_in_a_direct_message_the_shared_articles_are_listed(many, alice):
    result = await alice.user.slash("library")
    assert len(titles(response_text(result))) == PAGE_SIZE


async def test_markdown_in_a_title_stays_as_it_is(bot, tmp_path, shown):
    text = "---\ntitle: '@everyone **wins** [x](https://evil.example)'\n---\nThe ferry sank."
    bot.library.shared = collection(tmp_path / "corpus", {"a.md": text})
    assert r"\@everyone \*\*wins\*\* \[x\](https\://evil.example)" in await shown()


def test_the_longest_search_fits_into_the_id_of_a_button():
    button = LibraryButton("99999", "😀" * MAX_SEARCH, server="A" * 11)
    assert length(button.custom_id) <= MAX_CUSTOM_ID


# --- Languages

FERRY = "The ferry crews of Port Aldern ended their strike on Monday, and the mayor thanked them."
FÄHRE = "Die Besatzungen der Fähren haben ihren Streik am Montag beendet, und alle dankten ihnen."


@pytest.mark.parametrize(
    ("files", "locale", "footer"),
    [
        ({"a.txt": FERRY}, "en-US", "-# 1 article"),
        ({"a.txt": FERRY}, "tr", "-# 1 makale · İngilizce"),
        ({"a.txt": FÄHRE}, "de", "-# 1 Artikel"),
        ({"a.txt": FÄHRE, "b.txt": FERRY, "c.txt": FERRY + " Yes."}, "uk", "англійська і німецька"),
    ],
)
async def test_languages_are_named_if_not_all_articles_are_in_the_readers(
    bot, tmp_path, shown, use_locale, files, locale, footer
):
    bot.library.shared = collection(tmp_path / "corpus", files)
    use_locale(locale)
    assert (await shown()).rstrip().endswith(footer)
