"""Words: sentences, tokens and stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.words import (
    MAX_SENTENCE,
    cut,
    data_lines,
    fold_accents,
    has_word,
    sentence_spans,
    stem,
    tokens,
)


def spans(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in cut(text, 0, len(text))]


# --- Sentences


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
    for start, stop in cut(text, 0, len(text)):
        assert text[end:start].strip() == ""
        assert start < stop <= start + MAX_SENTENCE
        end = stop
    assert end == len(text)


# --- Tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" -—…!?*_😀", [], id="no word"),
        pytest.param("Peace talks", ["Peace", "talks"], id="words"),
        pytest.param("Russia's Putin’s", ["Russia", "Putin"], id="possessive"),
        pytest.param("allies' leaders’", ["allies", "leaders"], id="possessive of many"),
        pytest.param("RUSSIA'S", ["RUSSIA"], id="possessive in capitals"),
        pytest.param("don't we’ll he'd I'm", ["do", "we", "he", "I"], id="contractions"),
        pytest.param("O'Brien d’Estaing", ["O'Brien", "d’Estaing"], id="apostrophe in a name"),
        pytest.param("U.S. U.N. U.S.S.R.", ["U.S.", "U.N.", "U.S.S.R."], id="acronyms"),
        pytest.param("U.S.'s", ["U.S.", "s"], id="possessive acronym"),
        pytest.param("1,998 3.5 17:30", ["1,998", "3.5", "17:30"], id="numbers"),
        pytest.param("in 2022.", ["in", "2022"], id="year before a full stop"),
        pytest.param("30-day neo-Nazi", ["30", "day", "neo", "Nazi"], id="hyphens"),
        pytest.param("G7 COVID19", ["G7", "COVID19"], id="digits in a word"),
        pytest.param("snake_case", ["snake", "case"], id="underscore"),
        pytest.param("Élysée Čapek", ["Elysee", "Capek"], id="accents"),
        pytest.param("Э́то мир", ["Э", "то", "мир"], id="Cyrillic"),
        pytest.param("שלום עולם", ["שלום", "עולם"], id="Hebrew"),
        pytest.param("東京", ["東京"], id="Japanese"),
    ],
)
def test_tokens(text, expected):
    assert words(text) == expected


def test_tokens_tell_where_they_stand():
    assert list(tokens("The U.S.", 4)) == [("U.S.", 4, 8)]


def test_tokens_stay_inside_the_span():
    assert [token.word for token in tokens("one two three", 4, 7)] == ["two"]


@given(st.text())
def test_tokens_are_in_order_and_not_empty(text):
    end = 0
    for token in tokens(text):
        assert token.word
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(st.text())
def test_a_text_has_a_word_if_it_has_a_letter_or_digit(text):
    """The readers of articles ask `isalnum` in their own way, and must come to the same."""
    assert has_word(text, 0, len(text)) == any(character.isalnum() for character in text)


# --- Stems and data


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("delegation", "delegations"),
        ("talk", "talking"),
        ("attend", "attended"),
        ("city", "cities"),
    ],
)
def test_inflections_have_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("peace", "piece"), ("war", "warm"), ("may", "maya")])
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("", ""), ("plain", "plain"), ("Élysée", "Elysee"), ("Łódź", "Łodz"), ("ﬁne", "fine")],
)
def test_fold_accents(text, folded):
    assert fold_accents(text) == folded


@pytest.mark.parametrize(
    "name",
    [
        "abbreviations.txt",
        "countries.txt",
        "families.txt",
        "irregular_verbs.txt",
        "irregular_words.txt",
        "sentence_starters.txt",
        "stopwords.txt",
    ],
)
def test_data_has_lines_without_comments(name):
    lines = list(data_lines(name))
    assert lines
    assert not any("#" in line or line != line.strip() or not line for line in lines)


@pytest.mark.parametrize("name", ["abbreviations.txt", "sentence_starters.txt"])
def test_what_punkt_is_told_is_in_small_letters_and_has_no_last_full_stop(name):
    """Punkt compares words in that form; any other would never match."""
    for line in data_lines(name):
        assert all(word == word.lower().rstrip(".") for word in line.split())
