"""Letters are joined where the system has no library for it."""

import unicodedata
from collections.abc import Iterator

import pytest

from bot.picture import text_layout, typefaces
from bot.picture.arabic import join_letters
from bot.picture.text_layout import drawable_text, lacks_letters


def shapes(text: str) -> list[str]:
    names = (unicodedata.decomposition(letter).split() for letter in join_letters(text))
    return [name[0].strip("<>") if name else "" for name in names]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("بيت", ["initial", "medial", "final"]),
        ("دار", ["isolated", "isolated", "isolated"]),
        ("باب", ["initial", "final", "isolated"]),
        ("گپ", ["initial", "final"]),  # Persian
        ("می\u200cرود", ["initial", "final", "isolated", "isolated", "isolated"]),
        ("بـ", ["initial", ""]),
        ("ب ب", ["isolated", "", "isolated"]),
        ("ship 1", [""] * 6),
    ],
)
def test_a_letter_has_the_shape_of_its_place(word, expected):
    assert shapes(word) == expected


@pytest.mark.parametrize(("word", "count"), [("لا", 1), ("سلام", 3), ("الأول", 4), ("لل", 2)])
def test_lam_and_alef_are_one_letter(word, count):
    assert len(join_letters(word)) == count


def test_marks_that_would_have_to_be_placed_are_left_out():
    assert join_letters("أيضًا") == join_letters("أيضا")
    assert join_letters("שָׁלוֹם") == "שלום"
    assert join_letters("cafe\u0301") == "cafe\u0301"


@pytest.fixture
def _no_shaper(monkeypatch) -> Iterator[None]:
    """As where Pillow does not find FriBiDi."""
    monkeypatch.setattr(typefaces.features, "check", lambda _: False)
    caches = (
        typefaces.can_shape,
        typefaces.can_draw,
        typefaces.load_font,
        text_layout.text_width,
    )
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("_no_shaper")
def test_without_the_library_what_cannot_be_shaped_is_left_to_the_list():
    for text in ("नमस्ते", "สวัสดี"):
        assert lacks_letters(text)
        assert drawable_text(text) == ""
    for text in ("مرحبا بكم", "שלום", "北京", "サービス", "서울"):
        assert not lacks_letters(text)
        assert drawable_text(text) == join_letters(text)
