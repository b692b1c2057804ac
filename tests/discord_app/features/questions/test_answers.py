"""The buttons under an answer in a simulated Discord, also after a restart."""

import re
from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.quote_context import MAX_CONTEXT_LINES
from bot.core.text.sentences import MAX_SENTENCE
from bot.discord_app.features.questions import COMPONENTS
from bot.discord_app.features.questions.answers import DeleteButton, MoreButton
from bot.discord_app.features.questions.quote_context import ContextButton, context_button
from bot.discord_app.features.questions.votes import ReasonButton
from bot.discord_app.replies.custom_ids import pack_quotes
from bot.discord_app.replies.limits import MAX_CUSTOM_ID
from bot.discord_app.replies.markdown import unescape
from bot.storage.server_settings import ServerSettings, Style
from tests.builders import ENGLISH, collection
from tests.support.responses import (
    AMERICAN,
    ANSWER,
    CARRIED,
    NO_ANSWER,
    QUESTION,
    buttons,
    carried_words,
    first_label,
    message_text,
    press,
    response_text,
    without_markdown,
)

pytestmark = pytest.mark.simcord(shard_count=1)

FERRIES = [f"The ferry number {n} sails to island {n} every day." for n in range(1, 41)]
LINES = "\n".join(FERRIES)
ASK_FERRY = "Where does the ferry number 20 sail?"
ASKED_TWICE = "Who won the chess game and the tennis game?"


@pytest.fixture
def ferries(tmp_path, bot):
    """Have the bot know a file of one sentence a line instead; line 22 has number 20."""
    bot.library.shared = collection(tmp_path / "corpus", {"f.txt": f"Ferries\n\n{LINES}"})
    return tmp_path / "corpus" / "f.txt"


@pytest.fixture
def bob(env, guild):
    return guild.add_member(env.create_user("bob"))


@pytest.fixture
def janitor(env, guild):
    role = guild.create_role("Janitors", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(env.create_user("janitor"), roles=[role])


@pytest.fixture
async def answer(channel, alice) -> discord.Message:
    await alice.slash(channel, "ask", question=QUESTION)
    return channel.last_message


def said(reply) -> str:
    return "\n".join(reply.items[0])


def lines(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"^(?:> )?`(\d+)`", text, re.M)]


# --- Which buttons there are


@pytest.mark.parametrize("style", Style)
async def test_an_answer_has_its_buttons(bot, channel, alice, guild, style):
    await bot.store.servers.set_settings(guild.id, ServerSettings(style=style))
    await alice.slash(channel, "ask", question=QUESTION)
    named = list(buttons(channel.last_message))
    assert named[-5:] == ["More", "Follow up", "Helpful", "Not helpful", "Delete"]
    assert named[:-5] in (["Context"], ["Context 1", "Context 2"])


async def test_a_refusal_has_those_that_make_sense(channel, alice):
    """Sources under a refusal make it look like an answer."""
    await alice.slash(channel, "ask", question=NO_ANSWER)
    named = list(buttons(channel.last_message))
    assert named == ["Follow up", "Helpful", "Not helpful", "Delete"]


async def test_a_private_answer_need_not_be_deleted(channel, alice):
    result = await alice.slash(channel, "ask", question=QUESTION, private=True)
    assert "Follow up" in buttons(result.response.message)
    assert "Delete" not in buttons(result.response.message)


async def test_without_feedback_nobody_is_asked_for_a_vote(bot, guild, channel, alice):
    await bot.store.servers.set_settings(guild.id, ServerSettings(feedback=False))
    await alice.slash(channel, "ask", question=QUESTION)
    assert not {"Helpful", "Not helpful"} & set(buttons(channel.last_message))


async def test_a_refused_card_keeps_its_buttons(env, bot, channel, alice):
    env.inject_error("POST", "/channels/*/messages", status=400, times=1)
    await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    assert ANSWER in channel.last_message.content
    assert "More" in buttons(channel.last_message)


@pytest.mark.parametrize("count", [1, 2, 3])
async def test_each_quote_has_its_own_context(tmp_path, bot, channel, alice, count):
    names = ("Anna", "Berta", "Clara")[:count]
    files = {f"{name}.txt": f"{name}\n\n{name} won the chess game." for name in names}
    bot.library.shared = collection(tmp_path / "corpus", files)
    await alice.slash(channel, "ask", question="Who won the chess game?")
    message = channel.last_message
    asked = [label for label in buttons(message) if label.startswith("Context")]
    assert asked == (["Context 1", "Context 2", "Context 3"][:count] if count > 1 else ["Context"])
    said = [response_text(await press(alice, message, label)) for label in asked]
    assert sorted(re.search(r"\*\*(\w+) won", text)[1] for text in said) == list(names)


# --- Context


@pytest.mark.parametrize("style", Style)
async def test_context_shows_the_lines_around_the_quote(
    env, bot, guild, channel, alice, bob, ferries, style
):
    await bot.store.servers.set_settings(guild.id, ServerSettings(style=style))
    await alice.slash(channel, "ask", question=ASK_FERRY)
    await env.restart_bot()
    label = first_label(channel.last_message)
    result = await press(bob, channel.last_message, label)
    assert result.ephemeral
    assert lines(response_text(result)) == list(range(19, 26))
    assert f"> `22` **{FERRIES[19]}**" in response_text(result)
    assert f"\n`21` {FERRIES[18]}\n" in response_text(result)


async def test_up_and_down_work_in_place_and_after_a_restart(env, channel, alice, ferries):
    await alice.slash(channel, "ask", question=ASK_FERRY)
    result = await press(alice, channel.last_message, first_label(channel.last_message))
    for label, expected in (("Lines above", (16, 25)), ("Lines below", (16, 28))):
        await env.restart_bot()
        await press(alice, result.response.message, label)
        found = lines(response_text(result))
        assert (found[0], found[-1]) == expected


def test_no_more_than_a_few_lines_are_ever_shown(tmp_path):
    """Whoever could walk on and on would read the article here and not where it was published."""
    articles = collection(tmp_path, {"f.txt": f"Ferries\n\n{LINES}"})
    [quote] = articles.ask(ASK_FERRY, limit=1).quotes
    button = context_button(quote, "Context")
    for _ in range(20):
        reply = button.reply(articles, Style.CARD, ENGLISH)
        going = [one for one in reply.buttons if not one.item.disabled]
        if not going:
            break
        button = going[-1]
    assert lines(said(reply)) == list(range(22 - MAX_CONTEXT_LINES, 22 + MAX_CONTEXT_LINES + 1))


@pytest.mark.parametrize("style", Style)
def test_long_lines_leave_room_for_the_quote(tmp_path, style):
    """Up trades lines below for lines above, and the quote stays."""
    told = [f"{'The long ferry sailed slowly. ' * 14}It was {n}." for n in range(20)]
    articles = collection(tmp_path, {"f.txt": "\n".join(told)})
    [quote] = articles.ask("Was it 9?", limit=1).quotes
    button = context_button(quote, "Context")
    for step in (1, 1, 0, 0, 0, 0, 0, 0):
        reply = button.reply(articles, style, ENGLISH)
        assert quote.visible_text.split(". ")[-1] in unescape(said(reply)).replace("*", "")
        button = reply.buttons[step] if not reply.buttons[step].item.disabled else button
    assert lines(said(reply))[0] < quote.first_line


async def test_the_context_of_html_is_what_a_reader_sees(tmp_path, bot, channel, alice):
    rows = "\n".join(f"<p>{text.replace('ferry', 'ferry &amp; boat')}</p>" for text in FERRIES)
    bot.library.shared = collection(tmp_path / "corpus", {"f.html": f"<h1>Ferries</h1>\n{rows}"})
    await alice.slash(channel, "ask", question=ASK_FERRY)
    result = await press(alice, channel.last_message, first_label(channel.last_message))
    said = response_text(result)
    assert lines(said) == list(range(18, 25))
    assert "> `21` **The ferry & boat number 20 sails to island 20 every day.**" in said
    assert "<p>" not in said


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("Ferries\n\nAll ferries are gone.", "has changed"),
        (None, "has changed"),
    ],
)
async def test_an_article_that_changed_on_the_disk_is_told(channel, alice, ferries, now, said):
    await alice.slash(channel, "ask", question=ASK_FERRY)
    ferries.unlink() if now is None else ferries.write_text(now)
    result = await press(alice, channel.last_message, first_label(channel.last_message))
    assert result.ephemeral
    assert said in response_text(result)
    assert "sails" not in response_text(result)


async def test_an_article_that_is_another_now_is_told(tmp_path, bot, channel, alice, ferries, seed):
    await alice.slash(channel, "ask", question=ASK_FERRY)
    label = first_label(channel.last_message)
    bot.library.shared = collection(tmp_path / "new", {"f.txt": "Ferries\n\nNone is left."})
    assert "has changed" in response_text(await press(alice, channel.last_message, label))
    bot.library.shared = seed
    assert "no longer available" in response_text(await press(alice, channel.last_message, label))


# --- More


async def test_more_shows_the_next_quotes_in_pages(env, channel, alice, bob, ferries):
    await alice.slash(channel, "ask", question=ASK_FERRY)
    answer = channel.last_message
    await env.restart_bot()
    first = await press(bob, answer, "More")
    assert first.ephemeral
    quotes = re.findall(r"sails to island \d+ ", response_text(first))
    assert len(quotes) == 3
    assert not any(quote in message_text(answer) for quote in quotes)
    assert "Page 1 of 2" in response_text(first)
    second = first.response.message
    await press(bob, second, "Next")
    replaced = response_text(first)
    assert "Page 2 of 2" in replaced
    assert not set(quotes) & set(re.findall(r"sails to island \d+ ", replaced))


async def test_more_needs_no_question(bot, channel, alice):
    """The answer repeats only the first characters of a long question, and not the one before."""
    question = f"Who leads Russia's delegation{' in Istanbul' * 30}?"
    await alice.slash(channel, "ask", question=question)
    assert "…" in message_text(channel.last_message)
    result = await press(alice, channel.last_message, "More")
    said = (
        without_markdown(message_text(channel.last_message)),
        without_markdown(response_text(result)),
    )
    for quote in bot.library.shared.ask(question, limit=4).quotes:
        assert [quote.visible_text in one for one in said].count(True) == 1


async def test_more_says_which_quotes_are_gone(bot, channel, alice, ferries):
    await alice.slash(channel, "ask", question=ASK_FERRY)
    ferries.write_text("Ferries\n\nAll are gone.")
    result = await press(alice, channel.last_message, "More")
    assert "because their articles have changed" in response_text(result)
    assert "sails" not in response_text(result)


# --- Follow up


async def follow_up(member, message, question):
    opened = await press(member, message, "Follow up")
    assert opened.modal
    return await member.submit_modal(opened, {"text": question})


async def test_a_follow_up_leans_on_the_answer(channel, bob, answer):
    result = await follow_up(bob, answer, "and the American one?")
    assert not result.ephemeral
    assert AMERICAN in message_text(channel.last_message)
    assert carried_words(channel.last_message) == "leads, delegation"
    assert "Context" in str(buttons(channel.last_message))


async def test_a_follow_up_to_a_private_answer_is_private(channel, alice):
    asked = await alice.slash(channel, "ask", question=QUESTION, private=True)
    result = await follow_up(alice, asked.response.message, "and the American one?")
    assert result.ephemeral
    assert AMERICAN in response_text(result)


async def test_a_modal_that_was_open_at_a_restart_is_answered(env, channel, alice, answer):
    opened = await press(alice, answer, "Follow up")
    await env.restart_bot()
    await alice.submit_modal(opened, {"text": "and the American one?"})
    assert carried_words(channel.last_message) == "leads, delegation"


async def test_a_follow_up_to_a_follow_up_leans_one_turn_only(channel, alice, answer):
    await follow_up(alice, answer, "and Ukraine's?")
    await follow_up(alice, channel.last_message, "why not?")
    assert carried_words(channel.last_message) == "Ukraine's"


async def test_a_follow_up_to_a_cut_question_carries_only_what_is_shown(channel, alice):
    question = f"Who leads the delegation {'of that big country ' * 15} called Freedonia?"
    await alice.slash(channel, "ask", question=question)
    await follow_up(alice, channel.last_message, "why not?")
    assert CARRIED in message_text(channel.last_message)
    assert "Freedonia" not in message_text(channel.last_message)


async def test_a_follow_up_in_a_plain_answer(bot, guild, channel, alice):
    await bot.store.servers.set_settings(guild.id, ServerSettings(style=Style.PLAIN))
    await alice.slash(channel, "ask", question=QUESTION)
    await follow_up(alice, channel.last_message, "and the American one?")
    assert AMERICAN in channel.last_message.content


# --- Votes


async def test_votes_are_counted_once_and_can_be_changed(env, bot, guild, alice, bob, answer):
    for member in (alice, bob):
        result = await press(member, answer, "Helpful")
        assert result.ephemeral
        assert "*helpful*" in response_text(result)
    await env.restart_bot()
    await press(bob, answer, "Not helpful")
    await press(alice, answer, "Helpful")
    assert await bot.store.votes.counts(guild.id) == (1, 1)


async def test_a_reason_goes_with_the_vote(env, bot, alice, answer):
    voted = await press(alice, answer, "Not helpful")
    await env.restart_bot()
    opened = await press(alice, voted.response.message, "Say why")
    await alice.submit_modal(opened, {"text": "The wrong\ncountry"})
    names = await bot.store.pseudonyms.of_member(alice.id)
    [vote] = await bot.store.votes.of_member(names)
    assert (vote.message_id, vote.helpful, vote.reason) == (answer.id, False, "The wrong country")


async def test_a_vote_is_kept_under_no_id(bot, alice, answer):
    await press(alice, answer, "Helpful")
    rows = await bot.store.database.rows("SELECT * FROM votes")
    assert str(alice.id) not in str([tuple(row) for row in rows])


async def test_a_vote_after_the_key_changed_is_still_one(bot, guild, alice, answer):
    await bot.store.pseudonyms.current(alice.id, datetime(2020, 1, 1, tzinfo=UTC).date())
    [old] = await bot.store.pseudonyms.of_member(alice.id)
    await press(alice, answer, "Helpful")
    await bot.store.database.write("UPDATE votes SET pseudonym = ?", old)
    await press(alice, answer, "Not helpful")
    assert await bot.store.votes.counts(guild.id) == (0, 1)


async def test_a_vote_where_votes_were_turned_off_since(bot, guild, alice, answer):
    await bot.store.servers.set_settings(guild.id, ServerSettings(feedback=False))
    assert "turned off" in response_text(await press(alice, answer, "Helpful"))
    assert await bot.store.votes.counts(guild.id) == (0, 0)


async def test_votes_in_direct_messages_belong_to_no_server(bot, alice):
    await alice.send_dm(QUESTION)
    message = alice.user.dm_channel.last_message
    await alice.user.click(message, label="Helpful")
    [vote] = await bot.store.votes.of_member(await bot.store.pseudonyms.of_member(alice.id))
    assert (vote.message_id, vote.server_id) == (message.id, None)


# --- Delete


@pytest.mark.parametrize("way", ["command", "mention"])
async def test_the_asker_deletes_the_answer(env, bot, channel, alice, way):
    if way == "command":
        await alice.slash(channel, "ask", question=QUESTION)
    else:
        await alice.send(channel, f"{bot.user.mention} {QUESTION}")
    answer = channel.last_message
    await env.restart_bot()
    await press(alice, answer, "Delete")
    assert answer.id not in [message.id for message in channel.history()]


async def test_a_moderator_deletes_an_answer(channel, janitor, answer):
    await press(janitor, answer, "Delete")
    assert channel.last_message is None


async def test_others_are_told_in_private_that_they_may_not(channel, bob, answer):
    result = await press(bob, answer, "Delete")
    assert result.ephemeral
    assert "moderator" in response_text(result)
    assert channel.last_message.id == answer.id


async def test_an_answer_is_deleted_in_direct_messages(alice):
    await alice.send_dm(QUESTION)
    dm = alice.user.dm_channel
    answer = dm.last_message
    await alice.user.click(answer, label="Delete")
    assert answer.id not in [message.id for message in dm.history()]


# --- Failures


@pytest.mark.simcord(shard_count=1, check_errors=False)
async def test_a_button_that_fails_tells_an_id(bot, alice, answer, caplog, monkeypatch):
    """discord.py logs what fails in a button, and the member sees nothing."""

    async def fail(*_: object) -> None:
        raise RuntimeError("disk gone")

    monkeypatch.setattr(bot.store.votes, "set", fail)
    result = await press(alice, answer, "Helpful")
    assert result.ephemeral
    assert "Something went wrong" in response_text(result)
    assert response_text(result).split()[-1] in caplog.text


# --- Ids

IDS = st.integers(0, 2**64 - 1)


@given(
    lines=st.tuples(st.integers(0, MAX_CONTEXT_LINES), st.integers(0, MAX_CONTEXT_LINES)),
    start=st.integers(0, 2**32),
    length=st.integers(1, 10 * MAX_SENTENCE),
    number=IDS,
    page=st.sampled_from("o0123456789"),
)
def test_every_button_is_known_again_by_its_id(lines, start, length, number, page):
    place = ("0f" * 6, start, start + length, "ab" * 4)
    for button in (
        ContextButton("u", lines, place),
        MoreButton(page, "A-_9" * 22),
        DeleteButton(str(number)),
        ReasonButton(str(number)),
    ):
        assert len(button.custom_id) <= MAX_CUSTOM_ID
        [kind] = [
            k for k in COMPONENTS if k.__discord_ui_compiled_template__.fullmatch(button.custom_id)
        ]
        match = kind.__discord_ui_compiled_template__.fullmatch(button.custom_id)
        assert kind.from_id(match).custom_id == button.custom_id


def test_the_places_of_all_next_quotes_fit_into_an_id(tmp_path):
    articles = collection(tmp_path, {"f.txt": "\n".join(FERRIES)})
    quotes = articles.ask("Where does the ferry sail?", limit=6).quotes
    assert len(quotes) == 6
    assert len(MoreButton("o", pack_quotes(quotes)).custom_id) <= MAX_CUSTOM_ID
