"""Passage: sentences, and what a sentence needs to be readable alone."""

import pytest

from bot.core.text.passage import MAX_PASSAGE_WORDS, leans, passage, sentences
from bot.core.text.words import MAX_SENTENCE
from tests.builders import article


def parts(text: str, path: str = "a.txt") -> list[str]:
    read = article(text, path)
    return [read.visible.text[one.start : one.end] for one in sentences(read)]


def around(text: str, focus: int, path: str = "a.txt") -> str:
    """Return the passage of sentence number `focus`."""
    read = article(text, path)
    start, end = passage(read.visible.text, list(sentences(read)), focus)
    return read.visible.text[start:end]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        pytest.param("a.txt", "One", ["One"], id="one line"),
        pytest.param("a.txt", "One. Two.", ["One.", "Two."], id="one paragraph"),
        pytest.param("a.txt", "Mr. Bean left.", ["Mr. Bean left."], id="abbreviation"),
        pytest.param("a.txt", "One and\n\ntwo.", ["One and", "two."], id="blank line"),
        pytest.param("a.txt", "- One. Two\n- Three", ["One.", "Two", "Three"], id="bullets"),
        pytest.param("a.txt", "1. ***\n\n😀 !", [], id="nothing with a word"),
        pytest.param("a.md", "# Dr. Who? Yes\nOne.", ["Dr. Who? Yes", "One."], id="heading whole"),
        pytest.param("a.html", "<p>One. Tw<b>o.</b></p>", ["One.", "Two."], id="html"),
    ],
)
def test_sentences(path, text, expected):
    assert parts(text, path) == expected


def test_a_wrapped_sentence_is_one():
    text = (
        "The committee of the northern towns met on the ninth of April in\n"
        "Istanbul, to talk about the roads that nobody has mended since the\n"
        "war. It will meet again."
    )
    assert parts(text)[0] == text[: text.index(" It will")]


def test_sentences_are_numbered_by_block_and_know_its_kind():
    found = list(sentences(article("Head\n\n- One.\n\nTwo. Three.")))
    assert [(one.block, one.kind.value) for one in found] == [
        (0, "heading"),
        (1, "bullet"),
        (2, "paragraph"),
        (2, "paragraph"),
    ]


def test_a_sentence_too_long_to_show_is_cut():
    found = parts("word " * 600 + "end.")
    assert len(found) > 1
    assert all(len(one) <= MAX_SENTENCE for one in found)


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
def test_leans(text, expected):
    (sentence,) = sentences(article(text))
    assert leans(text, sentence) == expected


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
