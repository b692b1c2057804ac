"""Cards and plain messages: whole quotes inside Discord's limits, whatever the articles say."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.features.questions.answer_replies import answer_reply
from bot.discord_app.replies.layout import button_rows, card, fits, plain_text
from bot.discord_app.replies.limits import MAX_CONTENT, fits_card, length
from bot.discord_app.replies.markdown import unescape
from bot.discord_app.replies.reply import notice
from bot.plain_text import plain_lines
from bot.storage.server_settings import Style
from tests.builders import ENGLISH
from tests.support.cards import AWKWARD, answer, assert_within_limits, card_texts, quote


@given(question=st.text(max_size=3_000), quotes=st.lists(AWKWARD, max_size=3))
def test_no_answer_passes_a_limit(question, quotes):
    reply = answer_reply(
        answer(*map(quote, quotes), question=question, is_answered=bool(quotes)), ENGLISH
    )
    assert_within_limits(card(reply))
    assert 0 < length(plain_text(reply)) <= MAX_CONTENT


@given(question=st.text(max_size=3_000), quotes=st.lists(AWKWARD, min_size=1, max_size=3))
def test_no_answer_with_links_and_buttons_passes_a_limit(question, quotes):
    quotes = [replace(quote(text), url=f"https://example.org/{'a' * 300}") for text in quotes]
    reply = answer_reply(answer(*quotes, question=question), ENGLISH)
    buttons = [discord.ui.Button(label="x", custom_id=str(n)) for n in range(8)]
    reply = replace(
        reply, item_buttons=tuple(buttons[: len(reply.items)]), buttons=tuple(buttons[3:])
    )
    assert_within_limits(card(reply))
    assert 0 < length(plain_text(reply)) <= MAX_CONTENT
    assert len(button_rows(reply)[-1]) == 5


@given(AWKWARD)
def test_the_first_quote_of_a_card_is_whole_and_exact(text):
    """Escaped and bold in every line, the longest quote there is still fits."""
    texts = card_texts(card(answer_reply(answer(quote(text)), ENGLISH)))
    lines = [line.removeprefix("> ") for line in texts[1].split("\n")]
    bare = [
        line.strip() and line.replace("**", "", 1)[::-1].replace("**", "", 1)[::-1]
        for line in lines
    ]
    if texts[0].startswith("### ") and len(texts) > 1:
        assert unescape("\n".join(bare)).split() == plain_lines(text).split()


def test_quotes_that_do_not_fit_are_counted_and_not_cut():
    reply = answer_reply(answer(*[quote(f"long words {n} " * 80) for n in range(3)]), ENGLISH)
    assert "didn’t fit" in plain_text(reply)
    assert plain_text(reply).count("long words") == 80 * plain_text(reply).count("-# Title")


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a" * 4_000, True), ("a" * 4_001, False), ("中" * 3_386, True), ("中" * 3_387, False)],
)
def test_a_card_counts_characters_and_bytes(text, fits):
    assert fits_card([text]) is fits


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize(("length", "is_whole"), [(1_000, True), (5_000, False)])
def test_a_reply_fits_if_nothing_is_left_out(style, length, is_whole):
    assert fits(notice(ENGLISH, "a" * length), style) is is_whole
