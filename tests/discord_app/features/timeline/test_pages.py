"""The timeline in a simulated Discord: a picture, pages, and buttons that outlive a restart."""

import threading
from dataclasses import replace
from io import BytesIO

import discord
import pytest
from PIL import Image

from bot.core.timelines.events import Status, Timeline
from bot.discord_app.client import Verbatim
from bot.discord_app.features.timeline.pages import PageButton
from bot.discord_app.features.timeline.replies import timeline_pages, timeline_reply
from bot.discord_app.replies.layout import card, plain_text
from bot.discord_app.replies.limits import MAX_CUSTOM_ID
from bot.discord_app.texts import texts_in
from bot.picture import MAX_ALT_TEXT
from bot.storage.server_settings import Style
from tests.builders import ENGLISH, collection, event
from tests.support.bots import make_bot
from tests.support.cards import card_texts
from tests.support.responses import message_text, response_text, walk

pytestmark = pytest.mark.simcord(shard_count=1)

YEARS = range(2000, 2020)


@pytest.fixture
def articles(tmp_path):
    dated = "\n\n".join(f"The ferry line was opened again on 5 May {year}." for year in YEARS)
    return collection(tmp_path / "corpus", {"ferries.txt": f"Ferries\n\n{dated}"})


@pytest.fixture
def bot(articles, store) -> Verbatim:
    return make_bot(articles, store)


@pytest.fixture
def bob(env, guild):
    return guild.add_member(env.create_user("bob"))


def years(text: str) -> list[int]:
    return [year for year in YEARS if f"**5 May {year}**" in text]


def labels(message: discord.Message) -> list[str]:
    return [part.label for part in walk(message.components) if isinstance(part, discord.Button)]


async def test_the_picture_stands_in_the_card_with_alt_text(channel, alice):
    await alice.slash(channel, "timeline")
    message = channel.last_message
    [gallery] = [
        p for p in walk(message.components) if isinstance(p, discord.MediaGalleryComponent)
    ]
    assert "5 May 2000: The ferry line" in gallery.items[0].description
    assert len(gallery.items[0].description) <= MAX_ALT_TEXT
    [attachment] = message.attachments
    assert attachment.description == gallery.items[0].description
    assert Image.open(BytesIO(await attachment.read())).format == "PNG"


async def test_a_plain_answer_has_picture_and_buttons(guild, channel, alice, store):
    await store.servers.change(guild.id, style=Style.PLAIN)
    await alice.slash(channel, "timeline")
    message = channel.last_message
    assert "**5 May 2000**" in message.content
    assert len(message.attachments) == 1
    assert labels(message) == ["Next"]
    await alice.click(message, label="Next")
    assert "**5 May 2000**" not in channel.last_message.content
    assert labels(channel.last_message) == ["Back", "Next"]


async def test_pages_follow_one_another(env, channel, alice):
    """All dates are seen once, also by a bot that was restarted meanwhile."""
    await alice.slash(channel, "timeline", topic="ferry line")
    seen = years(message_text(channel.last_message))
    assert labels(channel.last_message) == ["Next"]
    pictures = {await channel.last_message.attachments[0].read()}
    while "Next" in labels(channel.last_message):
        await env.restart_bot()
        await alice.click(channel.last_message, label="Next")
        seen += years(message_text(channel.last_message))
        pictures.add(await channel.last_message.attachments[0].read())
        assert len(channel.last_message.attachments) == 1
    assert seen == list(YEARS)
    assert len(pictures) == 4
    assert labels(channel.last_message) == ["Back"]
    assert "Page 4 of 4" in message_text(channel.last_message)


async def test_another_member_gets_a_page_of_their_own(channel, alice, bob):
    await alice.slash(channel, "timeline", article="ferries.txt")
    before = message_text(channel.last_message)
    result = await bob.click(channel.last_message, label="Next")
    assert result.ephemeral
    assert years(response_text(result))[0] == 2006
    assert message_text(channel.last_message) == before


async def test_a_page_of_an_article_that_is_gone(channel, alice, bot, seed):
    await alice.slash(channel, "timeline", article="ferries.txt")
    bot.library.shared = seed
    result = await alice.click(channel.last_message, label="Next")
    assert result.ephemeral
    assert "no longer available" in response_text(result)


async def test_a_page_that_is_gone_is_the_last(channel, alice, bot, seed):
    await alice.slash(channel, "timeline")
    bot.library.shared = seed
    await alice.click(channel.last_message, label="Next")
    assert "March 2022" in message_text(channel.last_message)
    assert labels(channel.last_message) == []


async def test_without_permission_to_attach_the_list_comes_alone(guild, alice, bot):
    denied = discord.PermissionOverwrite(attach_files=False)
    channel = guild.create_text_channel("quiet", overwrites={bot.user: denied})
    await alice.slash(channel, "timeline")
    assert years(message_text(channel.last_message))
    assert channel.last_message.attachments == []


@pytest.mark.parametrize("status", [403, 413])
async def test_a_refused_picture_costs_no_text(env, channel, alice, status):
    env.inject_error("POST", "/interactions/*/*/callback", status=status, times=1)
    await alice.slash(channel, "timeline")
    assert years(message_text(channel.last_message))
    assert channel.last_message.attachments == []


async def test_the_loop_is_free_while_a_picture_is_drawn(channel, alice, monkeypatch):
    drawn_in = []
    monkeypatch.setattr(
        "bot.picture.alt_text", lambda *_: drawn_in.append(threading.current_thread()) or "words"
    )
    await alice.slash(channel, "timeline")
    assert threading.main_thread() not in drawn_in
    assert drawn_in


async def test_a_picture_says_in_the_readers_language_that_a_text_is_in_the_list(
    channel, alice, use_locale, monkeypatch
):
    messages = []
    monkeypatch.setattr(
        "bot.picture.timeline_picture",
        lambda *arguments: messages.append(arguments[-1].undrawable) or b"png",
    )
    for language in ("uk", "ja"):
        use_locale(language)
        await alice.slash(channel, "timeline", private=True)
    assert messages == [texts_in("uk")("undrawable"), texts_in("ja")("undrawable")]


async def test_a_topic_too_long_for_a_button_still_has_a_list(channel, alice):
    result = await alice.slash(channel, "timeline", topic="the ferry line was opened " * 7)
    assert labels(channel.last_message) == []
    assert years(response_text(result))
    assert len(channel.last_message.attachments) == 1


@pytest.mark.parametrize("style", Style)
def test_pages_hold_every_event_once_and_fit(style):
    """Sentences of some hundred characters leave room for fewer of them in a plain message."""
    found = Timeline(tuple(event("It went on and on. " * n) for n in range(1, 30)), 40)
    pages = timeline_pages(found, style, ENGLISH)
    assert [one for page in pages for one in page] == list(found.events)
    for page in pages:
        reply = timeline_reply(found, ENGLISH, page, "Page 10 of 10")
        said = plain_text(reply) if style is Style.PLAIN else "".join(card_texts(card(reply)))
        assert "didn’t fit" not in said
        assert said.endswith("-# Page 10 of 10 · 11 more events")


def test_an_event_names_its_marks_and_a_few_of_its_sources():
    told = event(status=Status.PLANNED, expression=None)
    told = replace(told, also=tuple(event(title=f"Other {n}").quote for n in range(5)))
    [[item]] = timeline_reply(Timeline((told,), 1), ENGLISH).items
    assert item.splitlines() == [
        "**2 March 2019** · planned · article’s date",
        "-# Ferries · a.txt · line 7",
        *[f"-# Other {n} · a.txt · line 7" for n in range(2)],
        "-# and 3 more",
        "> The ferry line was opened.",
    ]


@pytest.mark.parametrize("topic", ["", "a:b:c", "peace talks", "line\nend"])
def test_a_button_is_known_again_by_its_id(topic):
    button = PageButton(12, "0f" * 6, topic)
    match = PageButton.__discord_ui_compiled_template__.fullmatch(button.custom_id)
    assert (match["page"], match["article"], match["topic"]) == ("12", "0f" * 6, topic)
    assert len(button.custom_id) <= MAX_CUSTOM_ID
