"""Sentences: an article's blocks and any text, split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.sentences import MAX_SENTENCE, cut_to_length, split_article, split_typed_text
from bot.core.text.splitting.rules import sentence_spans
from tests.builders import article


def spans(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_to_length(text, 0, len(text))]


# --- Of a text


@pytest.mark.parametrize("line", ["a. ", "It was.\n", "wall ", "x", ". . . "])
def test_a_text_of_any_length_is_split_without_a_limit_of_time(line):
    """A library gave up after five seconds, which a text of 600 kB or a slow machine took."""
    text = line * (50_000 // len(line))
    found = sentence_spans(text, 0, len(text))
    covered = "".join(text[start:end] for start, end in found)
    assert covered.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("One", id="no full stop"),
        pytest.param("Mr. Jones met Dr. Smith.", id="title"),
        pytest.param("The U.S. delegation left.", id="acronym"),
        pytest.param("He met the U.S. President there.", id="acronym before a name"),
        pytest.param("J. R. R. Tolkien wrote it.", id="initials"),
        pytest.param("It fell 3.5 percent to 1.20 euros.", id="numbers"),
        pytest.param("It ended on Oct. 7 in St. Louis.", id="month"),
        pytest.param("Gen. Milley and Sen. Graham agreed.", id="rank"),
        pytest.param("“Who is it?” he asked.", id="question in speech"),
        pytest.param("“Stop!” she cried.", id="cry in speech"),
        pytest.param("“It is over.” so he said.", id="full stop in speech"),
        pytest.param("“Come here. Now!” he said.", id="sentences in speech"),
        pytest.param('"Come here. Now!" he said.', id="straight quotation marks"),
        pytest.param("He said: “It is over. Go home.”", id="speech at the end"),
        pytest.param("The company (Apple Inc.) grew.", id="in brackets"),
        pytest.param("Read www.example.org today.", id="address"),
    ],
)
def test_one_sentence(text):
    assert spans(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(["One.", "Two."], id="full stops"),
        pytest.param(["Who?", "He!", "Yes."], id="marks"),
        pytest.param(["He left the U.S.", "The talks went on."], id="acronym at the end"),
        pytest.param(["It rose in 2022.", "It fell later."], id="year"),
        pytest.param(["“It is over.”", "He left."], id="speech"),
        pytest.param(["“Go,” he said.", "“Go!”", "They went."], id="speech and speech"),
        pytest.param(["“Go.”", "He left."], id="speech of one sentence"),
        pytest.param(["He waited ...", "Then he left."], id="dots"),
        pytest.param(["Он уехал.", "Она осталась."], id="Cyrillic"),
    ],
)
def test_sentences_are_parted(parts):
    assert spans(" ".join(parts)) == parts


def test_speech_that_never_ends_does_not_swallow_the_article():
    """A closing mark is easily forgotten, and each paragraph of a long speech opens one."""
    assert len(spans("“" + "They all went home that night. " * 40)) > 2


def test_sentences_are_parted_at_line_ends_too():
    assert spans("One.\r\nTwo.\nThree.") == ["One.", "Two.", "Three."]


def test_spans_count_from_the_start_of_the_text():
    assert sentence_spans("No. One. Two. No.", 4, 13) == [(4, 8), (9, 13)]


def test_no_text_has_no_sentence():
    assert sentence_spans("One.", 2, 2) == []


@given(st.text(alphabet='aB.?! \n\r"”’)1éЖ😀\u2028', min_size=1).map(str.strip).filter(bool))
def test_sentences_leave_nothing_out_and_have_no_space_around(text):
    assert "".join("".join(spans(text)).split()) == "".join(text.split())
    assert all(one.strip() == one for one in spans(text))


# --- Cuts


@pytest.mark.parametrize("length", [1, MAX_SENTENCE])
def test_what_is_short_enough_stays_whole(length):
    assert pieces("x" * length) == ["x" * length]


def test_nothing_is_cut_to_nothing():
    assert pieces("") == []


def test_a_long_sentence_is_cut_after_a_clause():
    first = "word " * 120 + "end;"
    assert pieces(f"{first} {'word ' * 120}end")[0] == first


def test_a_long_sentence_without_clauses_is_cut_between_words():
    found = pieces("word " * 500 + "word")
    assert all(set(piece.split()) == {"word"} for piece in found)
    assert len(found) == 3


def test_a_word_without_end_is_cut_where_it_must():
    assert [len(piece) for piece in pieces("x" * (2 * MAX_SENTENCE + 1))] == [900, 900, 1]


def test_a_clause_too_near_to_the_start_is_no_place_to_cut():
    assert len(pieces("Yes, " + "x" * 600 + " " + "x" * 600)[0]) > MAX_SENTENCE // 2


def test_a_piece_does_not_begin_with_the_space_after_a_word_that_just_fits():
    assert pieces("x" * MAX_SENTENCE + " yes") == ["x" * MAX_SENTENCE, "yes"]


@given(st.lists(st.sampled_from(["word ", "x" * 1_000, "a, ", "b; ", "\n", "é"]), max_size=300))
def test_cut_pieces_are_in_order_short_enough_and_leave_only_space_out(parts):
    text = "".join(parts).strip()
    end = 0
    for start, stop in cut_to_length(text, 0, len(text)):
        assert text[end:start].strip() == ""
        assert start < stop <= start + MAX_SENTENCE
        end = stop
    assert end == len(text)


# --- Of an article


def parts(text: str, path: str = "a.txt") -> list[str]:
    read = article(text, path)
    return [read.visible.text[one.start : one.end] for one in split_article(read)]


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
    found = list(split_article(article("Head\n\n- One.\n\nTwo. Three.")))
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


def test_a_typed_text_is_split_by_the_rules_of_its_language():
    text = "Die Fähre wurde am 15. Mai verkauft, z. B. wegen der Kosten. Das war teuer."
    assert split_typed_text(text) == [text[:60], text[61:]]
