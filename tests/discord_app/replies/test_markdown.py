"""The escaper: what Discord shows is what stands in the article."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.replies.markdown import block_quote, bold, escape, shorten, unescape
from bot.plain_text import plain_lines
from tests.support.nasty import CONTROL_SEQUENCES, active_characters

# Pieces that Discord acts on, beside any text at all.
PIECES = st.sampled_from(
    "* ** _ __ ~~ ` ``` | || > >>> # ## -# - + 1. 1) \\ < > [ ] ( ) : @ <@1> <@&2> <#3> <t:1:R>"
    " </ask:4> <:x:5> :smile: @everyone @here https://a.b [a](https://b.c) \n \n-".split(" ")
)
LINKS = st.sampled_from(
    "discord.gg/abc Discord.GG/abc discord.com/invite/abc discordapp.com/invite/abc discord.gift/x"
    " discord.new/x www.example.org WWW.example.org".split()
)
TEXTS = st.lists(PIECES | LINKS | st.sampled_from(CONTROL_SEQUENCES) | st.text(max_size=5)).map(
    "".join
)

ACTIVE = {
    "emphasis": r"(?<!\\)[*_~`|]",
    "mention, timestamp, command": r"(?<!\\)[<@]",
    "link": r"(?<!\\)\[|https?(?<!\\):",
    "invitation": r"(?i)discord(?:app)?\.(?:gg|com|gift|new)",
    "address without a scheme": r"(?i)\bwww\.",
    "control character": r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]",
    "carriage return": r"\r(?!\n)",
    "emoji": r"(?<!\\):",
    "heading": r"(?m)^\s*#",
    "list": r"(?m)^[^\S\n]*(?:[-+]|\d+[.)])",
    "quotation": r"(?m)^\s*>",
}


@given(TEXTS)
def test_unescaping_gives_the_text_back(text):
    assert unescape(escape(text)) == plain_lines(text)


@given(TEXTS)
def test_bold_hides_nothing_but_its_asterisks(text):
    assert unescape(re.sub(r"(?<!\\)((?:\\\\)*)\*\*", r"\1", bold(text))) == plain_lines(text)


@given(TEXTS)
def test_a_quotation_has_a_mark_on_every_line(text):
    marked = block_quote(escape(text)).split("\n")
    assert all(line.startswith("> ") for line in marked)
    assert unescape("\n".join(line[2:] for line in marked)) == plain_lines(text)


@pytest.mark.parametrize("pattern", ACTIVE.values(), ids=ACTIVE.keys())
@given(TEXTS)
def test_nothing_stays_active(pattern, text):
    hidden = re.sub(r"\\[^0-9A-Za-z\s]", "x", escape(text))
    assert not re.search(pattern, hidden)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. item", r"1\. item"),
        ("- item", r"\- item"),
        ("face-to-face", "face-to-face"),
        ("In 2022. Then", "In 2022. Then"),
        ("@everyone", r"\@everyone"),
        ("<t:1700000000:R>", r"\<t\:1700000000\:R\>"),
        ("https://example.org/a_b", r"https\://example.org/a\_b"),
        ("a\n# b", "a\n\\# b"),
        ("discord.gg/abc", r"discord\.gg/abc"),
        ("discord.com/invite/abc", r"discord\.com/invite/abc"),
        ("www.example.org", r"www\.example.org"),
        ("The U.S. and example.org", "The U.S. and example.org"),
        ("a\u202egnp.exe", "a\ufffdgnp.exe"),
        ("a\r\nb", "a\r\nb"),
    ],
)
def test_only_what_can_be_active_is_escaped(text, escaped):
    """Phones show the raw text in notifications, so it should stay readable."""
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("", 5, ""),
        ("one two", 7, "one two"),
        ("one two three", 9, "one two…"),
        ("onetwothree", 5, "onet…"),
        ("a\n b", 9, "a b"),
        ("Metro " + "駅" * 40, 40, "Metro " + "駅" * 33 + "…"),  # once *Metro…*
        ("Metro " + "a" * 40, 20, "Metro…"),
    ],
)
def test_shortened_cuts_between_words(text, limit, short):
    assert shorten(text, limit) == short


@given(TEXTS)
def test_a_name_in_a_list_is_one_plain_line(text):
    """Choices and titles of threads are no Markdown, and are not escaped."""
    assert active_characters(shorten(text, 100)) == []
