"""Boilerplate: what is on a news page and is not the article's."""

import pytest

from bot.core.text.boilerplate import is_boilerplate, is_caption


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Jane Doe", id="byline"),
        pytest.param("By . Jane O’Hara and Élie Blanc, Example News .", id="byline with rests"),
        pytest.param("READ MORE: The bridge that nobody wanted", id="pointer"),
        pytest.param("Scroll down for video The mayor opens the bridge.", id="pointer before text"),
        pytest.param("Watch the mayor open the bridge", id="call to watch"),
        pytest.param("The mayor opens the bridge »", id="link"),
        pytest.param("Published: 10:12, 3 May 2024", id="time"),
        pytest.param("© 2024 Example News", id="rights"),
    ],
)
def test_boilerplate(line):
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("By Monday the river had risen again.", id="By is a word"),
        pytest.param("Readers write to the mayor.", id="begins like read"),
        pytest.param("Published in 1998, the novel sold well.", id="published is a word"),
        pytest.param("(CNN) -- The mayor opened the bridge.", id="an agency before the text"),
        pytest.param("ANKARA, May 3 (Reuters) - The mayor left.", id="a dateline before the text"),
    ],
)
def test_prose_is_no_boilerplate(line):
    assert not is_boilerplate(line)
    assert not is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Tense talks: Rubio arrives at the palace.", id="a label"),
        pytest.param("The mayor (pictured) opened the bridge.", id="pictured"),
        pytest.param("The mayor, left, and the duke on the bridge.", id="left and right"),
        pytest.param("The duke (far right) on the bridge.", id="far right"),
        pytest.param("The old bridge in a file photo of 1998.", id="file photo"),
    ],
)
def test_captions(line):
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The mayor said: “Nobody will miss it.”", id="speech after a colon"),
        pytest.param("She was pictured on the bridge by a tourist.", id="pictured is a verb"),
        pytest.param("The right to vote (the right to stand too) is old.", id="a right"),
        pytest.param("Voters turned to the right, left him and went home.", id="left is a verb"),
    ],
)
def test_prose_is_no_caption(line):
    assert not is_caption(line)


@pytest.mark.parametrize("line", ["By " + "A" * 900 + " x", "(" * 900, "By" + " ." * 450 + " x"])
def test_odd_lines_take_no_longer(line):
    """Each ended in no time, or this test does not end."""
    assert not is_boilerplate(line)
    assert not is_caption(line)
