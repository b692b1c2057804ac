"""One form of typography, in which each character keeps its place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quotations.folding import fold, fold_with_places

texts = st.text(st.one_of(st.characters(), st.sampled_from("a1 -–—\n'’“”½²é´\u0301\u0323\u00ad")))


@given(texts)
def test_the_text_with_places_is_the_same(text):
    folded = fold_with_places(text)
    assert folded.text == fold(text)
    assert len(folded.places) == len(folded.text)


@given(texts)
def test_a_place_holds_what_was_folded(text):
    folded = fold_with_places(text)
    assert all(0 <= start < end <= len(text) for start, end in folded.places)


@given(st.text(st.characters(exclude_categories=["No"], exclude_characters="´")))
def test_texts_that_are_equal_in_nfkc_fold_alike(text):
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"), [("10²", "102"), ("1½", "11⁄2"), ("us", "US"), ("cafe", "café"), ("a", "ä")]
)
def test_what_means_another_thing_stays_different(one, other):
    assert fold(one) != fold(other)
