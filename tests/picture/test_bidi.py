"""The order in which mixed lines are drawn, as the Unicode Bidirectional Algorithm has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.picture.bidi import is_right_to_left, turn, visual_runs


def as_seen(line: str, *, is_rtl: bool) -> str:
    return "".join(
        turn(run) if is_turned else run for run, is_turned in visual_runs(line, is_rtl=is_rtl)
    )


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("שלום", True),
        ("12 – مرحبا", True),
        ("A שלום", False),
        ("12", False),
        ("日本", False),
        ("", False),
    ],
)
def test_the_first_letter_gives_the_direction(text, is_rtl):
    assert is_right_to_left(text) is is_rtl


@pytest.mark.parametrize(
    ("line", "is_rtl", "seen"),
    [
        ("the אבג ship", False, "the גבא ship"),
        ("אבג.", True, ".גבא"),
        ("אבג ship דהו", True, "והד ship גבא"),
        ("אבג 12.5 דהו", True, "והד 12.5 גבא"),
        ("אבג (ship) דהו", True, "והד (ship) גבא"),
        ("the (אבג) ship", False, "the (גבא) ship"),
        ("the Bee (NS) אבג", True, "גבא the Bee (NS)"),  # a pair of brackets goes one way
        ("אבג 12%", True, "12% גבא"),
        ("ابج 12%", True, "%12 جبا"),  # after Arabic letters the sign goes with the text
        ("אבג…", True, "…גבא"),
    ],
)
def test_a_line_is_seen_in_order(line, is_rtl, seen):
    assert as_seen(line, is_rtl=is_rtl) == seen


@given(st.text("abאבجد12٣٤ ,.:+-%$()[]!\u0301\u05b8"), st.booleans())
def test_nothing_is_lost_or_added(line, is_rtl):
    runs = visual_runs(line, is_rtl=is_rtl)
    assert sorted("".join(run for run, _ in runs)) == sorted(line)


@given(st.text("ab12 ,.:+-%$()[]!日"))
def test_a_line_from_left_to_right_stays_whole(line):
    assert visual_runs(line, is_rtl=False) == [(line, False)]
