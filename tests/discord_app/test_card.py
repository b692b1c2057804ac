"""Cards and plain messages: whole quotes, inside Discord's limits, whatever the articles hold."""

from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answers.answer import Answer
from bot.core.text.quote import Quote
from bot.core.timelines.events import Timeline
from bot.discord_app.features.questions.answer_replies import answer_reply
from bot.discord_app.features.questions.summary_replies import summary_reply
from bot.discord_app.features.timeline.replies import timeline_reply
from bot.discord_app.replies.layout import button_rows, card, plain_text
from bot.discord_app.replies.limits import (
    MAX_CONTENT,
    fits_card,
    length,
)
from bot.discord_app.replies.markdown import unescape
from bot.storage.server_settings import Style
from tests.builders import ENGLISH, collection
from tests.support.cards import AWKWARD, assert_within_limits, card_texts, quote

# Letters of one to four bytes, markdown, and line ends, as long as a quote can be.


def answer(*quotes: Quote, question: str = "Who?", answered: bool = True) -> Answer:
    return Answer(question, answered, 0.9, quotes, {})


@given(question=st.text(max_size=3_000), quotes=st.lists(AWKWARD, max_size=3))
def test_no_answer_passes_a_limit(question, quotes):
    reply = answer_reply(
        answer(*map(quote, quotes), question=question, answered=bool(quotes)), ENGLISH
    )
    assert_within_limits(card(reply))
    assert 0 < length(plain_text(reply)) <= MAX_CONTENT


@given(question=st.text(max_size=3_000), quotes=st.lists(AWKWARD, min_size=1, max_size=3))
def test_no_answer_with_links_and_buttons_passes_a_limit(question, quotes):
    found = [replace(quote(text), url=f"https://example.org/{'a' * 300}") for text in quotes]
    reply = answer_reply(answer(*found, question=question), ENGLISH)
    buttons = [discord.ui.Button(label="x", custom_id=str(n)) for n in range(8)]
    reply = replace(
        reply, item_buttons=tuple(buttons[: len(reply.items)]), buttons=tuple(buttons[3:])
    )
    assert_within_limits(card(reply))
    assert 0 < length(plain_text(reply)) <= MAX_CONTENT
    assert len(button_rows(reply)[-1]) == 5


@pytest.mark.parametrize("style", Style)
async def test_a_quote_links_to_its_sentence(tmp_path, style):
    page = "---\nurl: https://example.org/a_(b)\n---\nFerries\n\nThe mayor of Ayton won the race."
    found = collection(tmp_path, {"a.txt": page}).ask("Who won the race?")
    reply = answer_reply(found, ENGLISH)
    shown = plain_text(reply) if style is Style.PLAIN else "\n".join(card_texts(card(reply)))
    assert "· [source](<https://example.org/a_%28b%29#:~:text=The%20mayor" in shown


def test_without_a_page_there_is_no_link():
    assert "](" not in plain_text(answer_reply(answer(quote("He left.")), ENGLISH))


@given(AWKWARD)
def test_the_first_quote_of_a_card_is_whole_and_exact(text):
    """Escaped and bold in every line, the longest quote there is still fits."""
    shown = card_texts(card(answer_reply(answer(quote(text)), ENGLISH)))
    lines = [line.removeprefix("> ") for line in shown[1].split("\n")]
    bare = [
        line.strip() and line.replace("**", "", 1)[::-1].replace("**", "", 1)[::-1]
        for line in lines
    ]
    if shown[0].startswith("### ") and len(shown) > 1:
        assert unescape("\n".join(bare)).split() == text.split()


def test_a_card_shows_question_quotes_and_their_places():
    shown = card_texts(
        card(answer_reply(answer(quote("First. Then."), question="When *was* it?"), ENGLISH))
    )
    assert shown == [
        r"### When \*was\* it?",
        "> **First. Then.**",
        "-# Title · 15 May 2025 · a.txt · lines 7–8",
        "-# Quoted word for word",
    ]


def test_the_focus_alone_is_bold():
    shown = card_texts(
        card(answer_reply(answer(quote("He came. He saw.", focus=(9, 16))), ENGLISH))
    )
    assert shown[1] == "> He came. **He saw.**"


def test_a_refusal_shows_no_quote():
    refusal = answer_reply(answer(quote("A secret sentence."), answered=False), ENGLISH)
    for text in ("\n".join(card_texts(card(refusal))), plain_text(refusal)):
        assert "don’t say" in text
        assert "secret" not in text
        assert "a.txt" not in text


def test_quotes_that_do_not_fit_are_counted_and_not_cut():
    reply = answer_reply(answer(*[quote(f"long words {n} " * 80) for n in range(3)]), ENGLISH)
    assert "didn’t fit" in plain_text(reply)
    assert plain_text(reply).count("long words") == 80 * plain_text(reply).count("-# Title")


def test_a_note_tells_how_a_slip_was_read():
    found = Answer(
        "delagation",
        is_answered=True,
        confidence=1,
        quotes=(quote("x"),),
        spellings={"delagation": "delegation"},
    )
    assert "read *delagation* as *delegation*" in plain_text(answer_reply(found, ENGLISH))


def test_a_note_names_an_article_that_changed():
    found = Answer(
        "q", is_answered=False, confidence=1, quotes=(), spellings={}, changed_articles=("b_c.txt",)
    )
    assert r"b\_c.txt has changed" in plain_text(answer_reply(found, ENGLISH))


def test_a_summary_gives_each_sentence_its_line(seed):
    shown = card_texts(card(summary_reply(seed.summary(seed.newest(), 3), ENGLISH)))
    assert [text.split("\n")[0] for text in shown[1:4]] == ["-# line 3", "-# line 4", "-# line 5"]


def test_a_summary_says_that_there_is_one_sentence(tmp_path):
    articles = collection(tmp_path, {"a_b.txt": "The mayor left."})
    shown = card_texts(card(summary_reply(articles.summary(articles.newest()), ENGLISH)))
    assert shown[-1] == r"-# a\_b.txt · The article has only one sentence."


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        (False, "No sentence here says when something happened."),
        (True, "The articles say nothing about this topic."),
    ],
)
def test_a_timeline_without_events_says_so(unknown, said):
    reply = timeline_reply(Timeline((), 0, topic="*moon", unknown=unknown), ENGLISH)
    assert card_texts(card(reply)) == ["### Timeline: \\*moon", said]
    assert not reply.is_result


def test_an_event_shows_its_date_what_is_uncertain_and_every_source(tmp_path):
    text = "---\ntitle: Talks\npublished: 2025-05-15\n---\nThe envoys may meet on 2 June 2025."
    found = collection(tmp_path, {"a.txt": text, "b.txt": text}).timeline()
    assert card_texts(card(timeline_reply(found, ENGLISH)))[1].split("\n") == [
        "**2 June 2025** · conditional",
        "-# Talks · 15 May 2025 · a.txt · line 5",
        "-# Talks · 15 May 2025 · b.txt · line 5",
        "> The envoys may meet on 2 June 2025.",
    ]


def test_an_event_that_many_articles_tell_names_some(tmp_path):
    text = "The envoys met in Rome on 2 June 2025."
    found = collection(tmp_path, {f"{n}.txt": text for n in range(60)}).timeline()
    shown = card_texts(card(timeline_reply(found, ENGLISH)))[1].split("\n")
    assert sum("txt · line 1" in line for line in shown) == 3
    assert shown[-2:] == ["-# and 57 more", f"> {text}"]


def test_an_event_says_that_its_date_is_the_articles(tmp_path):
    text = "---\npublished: 2025-05-15\n---\nThe mayor opened the bridge."
    found = collection(tmp_path, {"a.txt": text}).timeline()
    assert "**15 May 2025** · article’s date\n" in plain_text(timeline_reply(found, ENGLISH))


@pytest.mark.parametrize("events", [1, 25, 200])
def test_a_long_timeline_stays_within_the_limits(tmp_path, events):
    text = "\n\n".join(f"They met there on 5 May {1800 + n}." for n in range(events))
    found = collection(tmp_path, {"a.txt": text}).timeline(limit=None)
    assert found.total == events
    assert_within_limits(card(timeline_reply(found, ENGLISH)))
    assert length(plain_text(timeline_reply(found, ENGLISH))) <= MAX_CONTENT


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a" * 4_000, True), ("a" * 4_001, False), ("中" * 3_386, True), ("中" * 3_387, False)],
)
def test_a_card_counts_characters_and_bytes(text, fits):
    assert fits_card([text]) is fits
