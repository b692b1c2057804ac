"""The rows of a picture: which mark and which date each event has."""

from bot.core.dates.periods import Precision
from bot.core.timelines.events import Status
from bot.picture.drawing import mark_shape
from bot.picture.rows import date_lines, mark_of
from bot.picture.wording import ENGLISH_WORDING
from tests.builders import event


def test_a_mark_tells_how_much_is_known():
    """A day, a month, a span, a plan and a condition each have a mark of their own."""
    kinds = [
        event(),
        event(value="2019-03", precision=Precision.MONTH),
        event(until="2019-03-05"),
        event(status=Status.PLANNED),
        event(status=Status.CONDITIONAL),
    ]
    marks = [mark_of(kind) for kind in kinds]
    assert len(set(marks)) == len(marks)
    assert len({mark_shape(mark).tobytes() for mark in marks}) == len(marks)


def test_a_year_is_written_once():
    days = [event(value=value) for value in ("2019-03-02", "2019-03-05", "2022-03-02")]
    assert list(date_lines(days, ENGLISH_WORDING)) == [
        (["2 March"], "2019"),
        (["5 March"], ""),
        (["2 March"], "2022"),
    ]
