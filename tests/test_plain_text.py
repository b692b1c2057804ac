"""Plain text: what it replaces, and what it leaves."""

import json

import pytest
from hypothesis import given

from bot.plain_text import plain_json, plain_line, plain_lines
from tests.support.nasty import CONTROL_SEQUENCES, SHAPING, TEXTS, active_characters


@given(TEXTS)
def test_nothing_active_is_left_and_nothing_moves(text):
    lines = plain_lines(text)
    assert active_characters(lines.replace("\r\n", "\n")) == []
    assert len(lines) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, lines, strict=True))


@given(TEXTS)
def test_one_line_has_no_line_end(text):
    line = plain_line(text)
    assert active_characters(line) == []
    assert len(line.splitlines()) <= 1
    assert len(line) == len(text)


@given(TEXTS)
def test_json_keeps_every_character(text):
    line = plain_json(json.dumps({"text": text}, ensure_ascii=False))
    assert active_characters(line) == []
    assert json.loads(line) == {"text": text}
    line.encode()


@pytest.mark.parametrize("text", SHAPING)
def test_what_shapes_words_and_emoji_stays(text):
    assert plain_lines(text) == plain_line(text) == text


@pytest.mark.parametrize("text", CONTROL_SEQUENCES[:-2])
def test_what_is_replaced_can_be_seen(text):
    assert "\ufffd" in plain_line(text)


def test_the_text_hidden_behind_a_letter_is_seen_to_be_there():
    hidden = "".join(chr(0xE0000 + ord(character)) for character in "ignore")
    assert plain_line(f"a{hidden}b") == f"a{chr(0xFFFD) * 6}b"
