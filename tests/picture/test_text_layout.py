"""How text is fitted: what the font lacks, and where lines are broken."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.picture.text_layout import (
    BODY,
    drawable_text,
    font_runs,
    lacks_letters,
    text_width,
    wrap_text,
)
from bot.picture.typefaces import INTER, can_shape, han_language

NEEDS_SHAPER = pytest.mark.skipif(not can_shape(), reason="the system has no FriBiDi")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Talks in ሀገር resumed", "Talks in … resumed"),
        ("A launch 🚀 🎉!", "A launch …!"),
        ("zero\u200bwidth, soft\u00adhyphen, \u202eturned", "zerowidth, softhyphen, turned"),
        ("a\tb\nc\x00d", "a b c d"),
        ("e\u0301tude", "étude"),
        ("$x^2$ *b* <i> \\n", "$x^2$ *b* <i> \\n"),
    ],
)
def test_what_no_font_has_becomes_an_ellipsis(text, shown):
    assert drawable_text(text) == shown


@given(st.text(max_size=300), st.integers(60, 700))
def test_no_line_is_wider_than_its_place(text, width):
    style = BODY
    lines = wrap_text(drawable_text(text), style, width, 3)
    assert len(lines) <= 3
    assert all(text_width(line, style) <= width for line in lines)


@pytest.mark.parametrize("text", ["word " * 200, "https://example.org/" + "a" * 300, "a" * 500])
def test_a_long_text_is_cut_with_an_ellipsis(text):
    [*first, last] = wrap_text(drawable_text(text), BODY, 700, 3)
    assert len(first) == 2
    assert last.endswith("…")


@NEEDS_SHAPER
@pytest.mark.parametrize(
    "text",
    [
        "क्षेत्र, ज्ञान, श्री, जहाज़।",
        "เรือข้ามฟากไปเกาะ น้ำมันไม่แพงขึ้น",
        "שָׁלוֹם",
        "أيضًا، العبّارات",
        "می\u200cگوید",
    ],
)
def test_scripts_with_marks_are_drawn_whole(text):
    assert drawable_text(text) == text
    assert not lacks_letters(text)


def test_joiners_are_kept_only_where_they_shape_letters():
    assert drawable_text("a\u200db \u200c") == "ab"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The ferry 北京号 left.", ["The ferry ", "北京号", " left."]),
        ("שלום עולם, ferry", ["שלום עולם", ", ferry"]),
        ("2019年3月", ["2019", "年", "3", "月"]),
        ("Київ and Łódź", ["Київ and Łódź"]),
    ],
)
def test_each_script_has_its_font(text, parts):
    runs = font_runs(text)
    assert [run for run, _ in runs] == parts
    assert all((typeface == INTER) is run.isascii() or len(runs) == 1 for run, typeface in runs)
    assert text_width(text, BODY) == pytest.approx(sum(text_width(part, BODY) for part in parts))


@given(st.text("\u3042\u5317\u4eac、。）」ーっ（「", max_size=80), st.integers(150, 500))
def test_no_chinese_or_japanese_line_begins_or_ends_against_the_rules(text, width):
    text = drawable_text(text)
    lines = wrap_text(text, BODY, width, 99)
    assert "".join(lines) == text
    for before, after in pairwise(lines):
        may_break = after[0] not in "、。）」ーっ" and before[-1] not in "（「"
        assert may_break or not any(map(breakable, pairwise(before)))


def breakable(pair: tuple[str, str]) -> bool:
    before, after = pair
    return after not in "、。）」ーっ" and before not in "（「"


def test_chinese_fills_its_lines():
    lines = wrap_text("市议会开通了通往海岛的渡轮航线" * 3, BODY, 500, 9)
    assert all(text_width(line, BODY) > 500 - 2 * BODY.size for line in lines[:-1])


def test_korean_breaks_between_words():
    text = "시의회는 섬으로 가는 여객선 항로를 열었다"
    assert " ".join(wrap_text(text, BODY, 300, 9)) == text


@NEEDS_SHAPER
def test_thai_keeps_letters_and_their_marks_together():
    lines = wrap_text("เรือข้ามฟากไปเกาะน้ำมันไม่แพงขึ้นที่กรุงเทพฯ" * 2, BODY, 200, 99)
    assert not {line[0] for line in lines} & set("ะาำ่้๊๋ัิีึืุู็์ฯ")
    assert not {line[-1] for line in lines} & set("เแโใไ")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("島へのフェリー", "ja"),
        ("渡轮航线", "zh-Hans"),
        ("臺灣與香港", "zh-Hant"),
        ("沢渡", "ja"),
        ("Ferries", "zh-Hans"),
    ],
)
def test_chinese_characters_have_the_shapes_of_their_language(text, language):
    assert han_language(text) == language
