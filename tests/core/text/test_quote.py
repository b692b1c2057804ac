"""Quote: the sentences that one needs before it, to be readable by itself."""

import pytest

from bot.core.text.quote import MAX_PASSAGE_WORDS, depends_on_previous, passage_span
from bot.core.text.sentences import split_article
from tests.builders import article


def around(text: str, focus: int, path: str = "a.txt") -> str:
    """Return the passage of sentence number `focus`."""
    read = article(text, path)
    start, end = passage_span(read.visible.text, list(split_article(read)), focus)
    return read.visible.text[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He left.", True, id="pronoun"),
        pytest.param("THESE left.", True, id="capitals"),
        pytest.param("“But they left.", True, id="after a quotation mark"),
        pytest.param("It’s over.", True, id="contraction"),
        pytest.param("Putin left.", False, id="name"),
        pytest.param("Itinerant men left.", False, id="begins alike"),
    ],
)
def test_a_sentence_that_points_back_depends_on_the_one_before(text, expected):
    (sentence,) = split_article(article(text))
    assert depends_on_previous(text, sentence) == expected


@pytest.mark.parametrize(
    ("text", "focus", "expected"),
    [
        pytest.param("Bo came. Al left.", 1, "Al left.", id="stands alone"),
        pytest.param("Bo came. He left.", 1, "Bo came. He left.", id="leans"),
        pytest.param("Bo came. He sat. He left.", 2, "Bo came. He sat. He left.", id="twice"),
        pytest.param("Al sat. Bo came. He left.", 2, "Bo came. He left.", id="only as needed"),
        pytest.param("He left. Bo came.", 0, "He left.", id="nothing before"),
        pytest.param("Bo came.\n\nHe left.", 1, "He left.", id="paragraph before"),
        pytest.param("Bo came\n\nHe left.", 1, "He left.", id="heading before"),
        pytest.param("- Bo came. He left.", 1, "He left.", id="bullet"),
        pytest.param("Bo came. He left. Al sat.", 1, "Bo came. He left.", id="nothing after"),
    ],
)
def test_passage(text, focus, expected):
    assert around(text, focus) == expected


@pytest.mark.parametrize(("extra", "joined"), [(0, True), (1, False)])
def test_a_passage_is_not_longer_than_a_reader_wants(extra, joined):
    before = "Bo " + "came " * (MAX_PASSAGE_WORDS - 4 + extra) + "home."
    assert len(f"{before} He left.".split()) == MAX_PASSAGE_WORDS + extra
    assert around(f"{before} He left.", 1).startswith("Bo") == joined


def test_a_longer_focus_stands_alone():
    focus = "He " + "left " * MAX_PASSAGE_WORDS + "home."
    assert around(f"Bo came. {focus}", 1) == focus


def test_a_passage_of_html_is_of_its_visible_text():
    assert around("<p>Bo <i>came</i>. He&nbsp;left.</p>", 1, "a.html") == "Bo came. He left."
