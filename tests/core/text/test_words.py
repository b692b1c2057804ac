"""Words: tokens and where they stand."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.languages.letters import decompose
from bot.core.text.lexicon import build_lexicon
from bot.core.text.words import has_word, token_spans


def words(text: str) -> list[str]:
    return [text[slice(*span)] for span in token_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param(" -—…!?*_😀", [], id="no word"),
        pytest.param("Peace talks", ["Peace", "talks"], id="words"),
        pytest.param("Russia's Putin’s", ["Russia's", "Putin’s"], id="possessive"),
        pytest.param("allies' leaders’", ["allies", "leaders"], id="apostrophe at the end"),
        pytest.param("RUSSIA'S", ["RUSSIA'S"], id="possessive in capitals"),
        pytest.param("don't we’ll he'd I'm", ["don't", "we’ll", "he'd", "I'm"], id="contractions"),
        pytest.param("O'Brien d’Estaing", ["O'Brien", "d’Estaing"], id="apostrophe in a name"),
        pytest.param("U.S. U.N. U.S.S.R.", ["U.S.", "U.N.", "U.S.S.R."], id="acronyms"),
        pytest.param("U.S.'s", ["U.S.", "s"], id="possessive acronym"),
        pytest.param("1,998 3.5 17:30", ["1,998", "3.5", "17:30"], id="numbers"),
        pytest.param("in 2022.", ["in", "2022"], id="year before a full stop"),
        pytest.param("30-day neo-Nazi", ["30", "day", "neo", "Nazi"], id="hyphens"),
        pytest.param("G7 COVID19", ["G7", "COVID19"], id="digits in a word"),
        pytest.param("snake_case", ["snake", "case"], id="underscore"),
        pytest.param("Élysée Čapek", ["Élysée", "Čapek"], id="accents"),
        pytest.param("Э\u0301то мир", ["Э\u0301то", "мир"], id="Cyrillic with an accent"),
        pytest.param(
            "Jose\u0301 Nu\u0301n\u0303ez",
            ["Jose\u0301", "Nu\u0301n\u0303ez"],
            id="decomposed accents",
        ),
        pytest.param(
            "har\u00adbour mas\u200bter", ["har\u00adbour", "mas\u200bter"], id="no width"
        ),
        pytest.param("1\u00ad998 7th", ["1\u00ad998", "7", "th"], id="soft hyphen in a number"),
        pytest.param(
            "O’Bri\u00aden’s O'Brie\u0301n's", ["O’Bri\u00aden’s", "O'Brie\u0301n's"], id="both"
        ),
        pytest.param("लागत की", ["लागत", "की"], id="vowel signs"),
        pytest.param("שלום עולם", ["שלום", "עולם"], id="Hebrew"),
        pytest.param("東京", ["東", "東京", "京"], id="Japanese"),
        pytest.param("GDP增长3.5", ["GDP", "增", "增长", "长", "3.5"], id="Chinese and Latin"),
        pytest.param("カメラを", ["カメラ", "カメ", "メラ", "ラを", "を"], id="katakana"),
        pytest.param("テロ", ["テロ"], id="katakana word of two letters"),
        pytest.param("コート", ["コート", "コー", "ート"], id="katakana with a long sign"),
        pytest.param("ที่นี่", ["ที่นี่"], id="short Thai"),
        pytest.param("นักเขียน", ["นักเขี", "กเขีย", "เขียน"], id="Thai vowel before its consonant"),
        pytest.param("ราคาน้ำ", ["ราคาน้ำ"], id="Thai vowels behind their consonant"),
    ],
)
def test_tokens(text, expected):
    assert words(text) == expected


def test_tokens_tell_where_they_stand():
    assert token_spans("The U.S.", 4) == [(4, 8)]


def test_tokens_stay_inside_the_span():
    assert token_spans("one two three", 4, 7) == [(4, 7)]


@given(st.text())
def test_tokens_are_in_order_and_not_empty(text):
    last_start = last_end = 0
    for start, end in token_spans(text):
        assert last_start <= start < end <= len(text)
        assert last_end <= end
        last_start, last_end = start, end


@given(st.text())
def test_a_text_has_a_word_if_it_has_a_letter_or_digit(text):
    """The readers of articles ask `isalnum` in their own way, and must come to the same."""
    assert has_word(text, 0, len(text)) == any(character.isalnum() for character in text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("", ""), ("plain", "plain"), ("Élysée", "Elysee"), ("Łódź", "Łodz"), ("ﬁne", "fine")],
)
def test_decompose(text, folded):
    assert decompose(text) == folded


def test_no_character_of_unicode_is_a_word_with_a_space():
    """U+FDFA and 16 others decompose into several words; they were read as phrases of no word."""
    lexicon = build_lexicon()
    characters = [chr(i) for i in range(sys.maxunicode + 1) if not 0xD800 <= i < 0xE000]
    words = lexicon.words(
        "\n".join(character for character in characters if not character.isascii())
    )
    assert [
        word for word in words if word.is_phrase or not word.plain or word.plain.isspace()
    ] == []
