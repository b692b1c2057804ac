"""Texts are cut into word pieces as BERT does, and each piece knows the word it is part of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reader.word_pieces import WordPieces

VOCABULARY = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##afford", "##able", "cafe", "$", "5", "-", "東",
    *"abcdefghijklmnopqrstuvwxyz", *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
]  # fmt: skip
PIECES = WordPieces(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("unaffordable", ["un", "##afford", "##able"]),
        ("Unable", ["un", "##able"]),
        ("CAFÉ", ["cafe"]),
        ("$5-un", ["$", "5", "-", "un"]),
        ("東un", ["東", "un"]),
        ("un東", ["un", "東"]),
        ("u\u200bn", ["un"]),
        ("un\u2009 \n un", ["un", "un"]),
        ("x" * 101, ["[UNK]"]),
        ("un5", ["[UNK]"]),  # no piece ##5, so the whole word is unknown
        ("Σ", ["[UNK]"]),
        ("", []),
    ],
)
def test_a_text_is_cut_as_bert_does(text, pieces):
    assert [VOCABULARY[piece.number] for piece in PIECES.cut(text)] == pieces


@given(st.text())
def test_each_piece_has_the_span_of_a_word_in_order(text):
    spans = [(piece.start, piece.end) for piece in PIECES.cut(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(not any(map(str.isspace, text[start:end])) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text())
def test_a_text_is_cut_in_the_same_way_again(text):
    assert PIECES.cut(text) == WordPieces(VOCABULARY).cut(text)
