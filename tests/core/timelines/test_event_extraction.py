"""Event extraction: what is an event, and on which date."""

from datetime import date

import pytest

from bot.core.timelines.events import Event, Status
from tests.builders import collection
from tests.support.timelines import PUBLISHED, events_in


def values_and_texts(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.date.value, event.quote.text) for event in events]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param("The mayor of the town left in 1998.", ["1998"], id="a date"),
        pytest.param("She came in May 2022 and left in 2023.", ["2022-05", "2023"], id="two"),
        pytest.param("Who of them knew us in 1996?", [], id="a question"),
        pytest.param("# The mayor who left in 1998", [], id="a heading"),
        pytest.param("Photo: 3 May 2021.", [], id="a credit"),
        pytest.param("The two talked about the 1998 treaty again.", [], id="it only describes"),
        pytest.param("They read the failed 1998 draft again.", [], id="behind an adjective"),
        pytest.param("In 1998 snow fell on the town.", ["1998"], id="a noun behind a real date"),
        pytest.param("It met in 1998 and has not met since then.", ["1998"], id="then"),
        pytest.param("The poet Ann Bell (1950) was there.", [], id="in brackets"),
        pytest.param("MOSCOW, May 15, 2025 - The talks will go on.", [], id="a dateline"),
        pytest.param("Lviv, 2 May 2022 (XY) – The talks go on.", [], id="a dateline by line"),
        pytest.param("On May 15, 2025 - a Thursday - he left.", ["2025-05-15"], id="no dateline"),
        pytest.param("Город основали в 1998 году.", ["1998"], id="another script"),
    ],
)
def test_what_is_dated(tmp_path, text, dates):
    """Without a day of publication nothing is dated by the article."""
    found = collection(tmp_path, {"a.md": text}).timeline(limit=None)
    assert [event.date.value for event in found.events] == dates


LEAD = "The mayor opened the bridge."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LEAD, [("2025-05-15", LEAD)], id="the article's date"),
        pytest.param(
            "On Tuesday the mayor came. She spoke for an hour.",
            [
                ("2025-05-13", "On Tuesday the mayor came."),
                ("2025-05-13", "She spoke for an hour."),
            ],
            id="the day that the lead names",
        ),
        pytest.param(
            "On 3 March 1998 it began. The mayor remembered it well.",
            [
                ("1998-03-03", "On 3 March 1998 it began."),
                ("2025-05-15", "The mayor remembered it well."),
            ],
            id="a day long ago is not the article's",
        ),
        pytest.param(
            f"KYIV, May 14 (XY) - {LEAD}",
            [("2025-05-14", f"KYIV, May 14 (XY) - {LEAD}")],
            id="the day of the dateline",
        ),
        pytest.param("The bridge is long. It stands in Rome.", [], id="nothing happened"),
        pytest.param("The mayor will open the bridge.", [], id="to come on no date"),
        pytest.param(
            f"{LEAD} She had planned it well.", [("2025-05-15", LEAD)], id="it happened before"
        ),
        pytest.param(
            f"{LEAD} It is late. The bridge is old. Bo built all of it.",
            [("2025-05-15", LEAD)],
            id="beyond the lead nothing says that it is of the day",
        ),
    ],
)
def test_what_the_article_dates(tmp_path, text, expected):
    assert values_and_texts(events_in(tmp_path, PUBLISHED + text)) == expected


def test_the_date_of_the_article_is_marked(tmp_path):
    dated, undated = events_in(tmp_path, PUBLISHED + "Bo Lee left in 1998. Ann Bell came back.")
    assert (dated.expression_text, dated.marks) == ("1998", ())
    assert (undated.expression, undated.expression_text) == (None, "")
    assert undated.marks == ("article’s date",)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("The team met on 2 May 2025.", Status.HAPPENED, id="past"),
        pytest.param("The team has met on 2 May 2025.", Status.HAPPENED, id="perfect"),
        pytest.param("The team will meet on 2 June 2025.", Status.PLANNED, id="future"),
        pytest.param("It said the team would meet in June 2025.", Status.PLANNED, id="reported"),
        pytest.param("The team is due to meet in June 2025.", Status.PLANNED, id="due to"),
        pytest.param("The team meets on 2 June 2025.", Status.PLANNED, id="a day still to come"),
        pytest.param("It will meet this year, in 2025.", Status.PLANNED, id="later that year"),
        pytest.param("The team was to meet on 2 May 2025.", Status.HAPPENED, id="a day gone by"),
        pytest.param("The team might meet on 2 June 2025.", Status.CONDITIONAL, id="might"),
        pytest.param("The team will meet in June 2025 if asked.", Status.CONDITIONAL, id="if"),
        pytest.param(
            "The team said on 2 May 2025 that it will meet.", Status.HAPPENED, id="what was said"
        ),
    ],
)
def test_planned_and_conditional_events_are_marked(tmp_path, text, status):
    (event,) = events_in(tmp_path, PUBLISHED + text)
    assert event.status is status
    assert event.marks == (() if status is Status.HAPPENED else (status,))


def test_an_event_leans_on_a_date_of_an_earlier_sentence(tmp_path):
    text = "On May 2, 1998, Al left. Bo left town two days later."
    assert [event.date.value for event in events_in(tmp_path, text, topic="Bo")] == ["1998-05-04"]


def test_a_quote_is_one_whole_sentence(tmp_path):
    (event,) = events_in(tmp_path, "Bo came.\n\nHe left town in 1998. It rained.")
    assert (event.quote.text, event.quote.first_line) == ("He left town in 1998.", 3)
    assert event.quote.focus == (event.quote.start, event.quote.end)


def test_an_article_knows_its_date_for_its_quotes(tmp_path):
    (event,) = events_in(tmp_path, PUBLISHED + "The envoy left on May 2.")
    assert event.quote.published == date(2025, 5, 15)
