"""Event merging: reports of the same event, and the events that a limit keeps."""

from bot.core.timelines.events import Status
from tests.support.timelines import events_in

FLOOD = "The river Elbe flooded the old town of Ruritania on 2 May 2025."


def test_the_same_event_is_report_ofce_with_all_its_sources(tmp_path):
    later = "On 2 May 2025 the Elbe flooded the town."
    (event,) = events_in(tmp_path, FLOOD, "It rained.", later)
    assert [quote.article for quote in event.quotes] == ["a.txt", "c.txt"]
    assert event.quote.text == FLOOD
    assert [quote.text for quote in event.also] == [later]


def test_another_event_of_that_day_stays_apart(tmp_path):
    assert len(events_in(tmp_path, FLOOD, "On 2 May 2025 the king of Sweden died.")) == 2


def test_the_same_words_on_another_day_stay_apart(tmp_path):
    assert len(events_in(tmp_path, FLOOD, FLOOD.replace("2 May", "3 May"))) == 2


def test_the_most_precise_date_leads(tmp_path):
    wide = FLOOD.replace("on 2 May", "in May")
    (event,) = events_in(tmp_path, wide, FLOOD, FLOOD.replace("on 2 May 2025", "in 2025"))
    assert (event.date.value, event.quote.article) == ("2025-05-02", "b.txt")
    assert [quote.article for quote in event.also] == ["a.txt", "c.txt"]


def test_what_has_happened_leads_over_what_was_planned(tmp_path):
    planned = "---\npublished: 2025-05-01\n---\nThe two envoys will sign the treaty on 2 May 2025."
    done = "---\npublished: 2025-05-03\n---\nThe two envoys signed the treaty on 2 May 2025."
    (event,) = events_in(tmp_path, planned, done)
    assert (event.quote.article, event.status) == ("b.txt", Status.HAPPENED)


def test_a_limit_keeps_the_most_telling(tmp_path):
    """What several articles tell, and what stands first in one, not what is oldest."""
    old = "Bo Lee won a prize in 1901. Ann Bell won a prize in 1902. Cy won one in 1903."
    texts = [f"It rained in 1900. {old} Dan went home in 1904.", FLOOD, FLOOD]
    assert [event.date.value for event in events_in(tmp_path, *texts, limit=1)] == ["2025-05-02"]
    assert [event.date.value for event in events_in(tmp_path, *texts, limit=2)] == [
        "1900",
        "2025-05-02",
    ]


def test_a_report_joins_the_first_event_that_is_like_it_and_not_the_likest(tmp_path):
    like = "The river Elbe flooded the old town and the mill of Ruritania on 2 May 2025."
    likest = "The mill by the river Elbe was flooded on 2 May 2025, said a miller of Ruritania."
    report = "On 2 May 2025 the Elbe flooded the mill of Ruritania."
    first, *_ = events_in(tmp_path, like, "On 2 May 2025 a king died.", likest, report)
    assert first.quote.article == "a.txt"
    assert "d.txt" in [quote.article for quote in first.also]
