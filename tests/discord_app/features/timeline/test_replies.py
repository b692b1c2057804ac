"""Replies to `/timeline`: events with their dates, marks and sources."""

import pytest

from bot.core.timelines.events import Timeline
from bot.discord_app.features.timeline.replies import timeline_reply
from bot.discord_app.replies.layout import card, plain_text
from bot.discord_app.replies.limits import MAX_CONTENT, length
from tests.builders import ENGLISH, collection
from tests.support.cards import assert_within_limits, card_texts


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
    timeline = collection(tmp_path, {"a.txt": text, "b.txt": text}).timeline()
    assert card_texts(card(timeline_reply(timeline, ENGLISH)))[1].split("\n") == [
        "**2 June 2025** · conditional",
        "-# Talks · 15 May 2025 · a.txt · line 5",
        "-# Talks · 15 May 2025 · b.txt · line 5",
        "> The envoys may meet on 2 June 2025.",
    ]


def test_an_event_that_many_articles_tell_names_some(tmp_path):
    text = "The envoys met in Rome on 2 June 2025."
    timeline = collection(tmp_path, {f"{n}.txt": text for n in range(60)}).timeline()
    texts = card_texts(card(timeline_reply(timeline, ENGLISH)))[1].split("\n")
    assert sum("txt · line 1" in line for line in texts) == 3
    assert texts[-2:] == ["-# and 57 more", f"> {text}"]


def test_an_event_says_that_its_date_is_the_articles(tmp_path):
    text = "---\npublished: 2025-05-15\n---\nThe mayor opened the bridge."
    timeline = collection(tmp_path, {"a.txt": text}).timeline()
    assert "**15 May 2025** · article’s date\n" in plain_text(timeline_reply(timeline, ENGLISH))


@pytest.mark.parametrize("events", [1, 25, 200])
def test_a_long_timeline_stays_within_the_limits(tmp_path, events):
    text = "\n\n".join(f"They met there on 5 May {1800 + n}." for n in range(events))
    timeline = collection(tmp_path, {"a.txt": text}).timeline(limit=None)
    assert timeline.total == events
    assert_within_limits(card(timeline_reply(timeline, ENGLISH)))
    assert length(plain_text(timeline_reply(timeline, ENGLISH))) <= MAX_CONTENT
