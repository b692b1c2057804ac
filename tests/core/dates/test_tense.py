"""Tense: whether a clause speaks of what was or of what will be."""

import pytest

from bot.core.dates.patterns import load_patterns
from bot.core.dates.tense import Direction, Tenses

ENGLISH = load_patterns("en").vocabulary


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        pytest.param("He left *", Direction.PAST, id="irregular"),
        pytest.param("He resigned *", Direction.PAST, id="regular"),
        pytest.param("He has resigned *", Direction.PAST, id="perfect"),
        pytest.param("He was asked *", Direction.PAST, id="passive"),
        pytest.param("open since *", Direction.PAST, id="since"),
        pytest.param("He will go *", Direction.FUTURE, id="will"),
        pytest.param("He won't go *", Direction.FUTURE, id="won't"),
        pytest.param("They’ll go *", Direction.FUTURE, id="’ll"),
        pytest.param("He would go *", Direction.FUTURE, id="what someone said would be"),
        pytest.param("It will be held *", Direction.FUTURE, id="passive of the future"),
        pytest.param("It will\nbe held *", Direction.FUTURE, id="over the end of a line"),
        pytest.param("guidelines to be published *", Direction.FUTURE, id="to be"),
        pytest.param("It is due to end *", Direction.FUTURE, id="due to"),
        pytest.param("It was scheduled for *", Direction.FUTURE, id="scheduled for"),
        pytest.param("They are meeting *", Direction.FUTURE, id="progressive"),
        pytest.param("The trial opens *", Direction.FUTURE, id="a timetable"),
        pytest.param("It came to the end *", Direction.PAST, id="to before a noun"),
        pytest.param("It rose to more than 13 *", Direction.PAST, id="to before a number"),
        pytest.param("He said * that he will go", Direction.PAST, id="the verb before"),
        pytest.param("He said that he will go *", Direction.FUTURE, id="the nearest before"),
        pytest.param("On * he will go", Direction.FUTURE, id="the verb after, if none before"),
        pytest.param("In May *", Direction.UNKNOWN, id="a month, no modal verb"),
        pytest.param("the * deadline", Direction.UNKNOWN, id="no verb"),
        pytest.param("indeed a need *", Direction.UNKNOWN, id="words that end as verbs do"),
    ],
)
def test_direction(text, direction):
    place = text.index("*")
    assert Tenses(text, 0, len(text), ENGLISH).direction_at(place, place + 1) is direction
