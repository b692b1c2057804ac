"""Texts that do something to a place where they are shown, alone and among others."""

import re

from hypothesis import strategies as st

CONTROL_SEQUENCES = [
    "\x1b]0;title\x07",  # OSC 0 sets the title of the window
    "\x1b]52;c;cm0gLXJm\x07",  # OSC 52 writes the clipboard
    "\x9d52;c;cm0gLXJm\x9c",  # the same in C1
    "\x1b[2J\x1b[H",  # CSI 2J clears the screen
    "\x9b2J",
    "\x1b[8m",  # hides what follows
    "\x1b]8;;https://evil.example\x1b\\",  # OSC 8, a link
    "\x1bP+q544e\x1b\\",  # DCS, which the terminal answers
    "\x07",
    "\x08\x08\x08",
    "\rverbatim: all is well",
    "\x0b\x0c\x1c\x1d\x1e\x1f\x85",
    "\u2028\u2029",
    "\x7f",
    "\u202egnp.exe\u202c",  # right to left
    "\u2066\u2067\u2068\u2069",
    "\u200b\u200c\u200d\u2060\ufeff",  # a text in characters of no width
    "a" + "".join(chr(0xE0000 + ord(c)) for c in "ignore") + "b",  # in tags
    "a\ufe00\ufe01\ufe02\U000e0100\U000e0101b",  # in variation selectors
    "\ud800",
    "\x00",
    "[bold red]markup[/] :skull:",
    "2030-01-01 00:00:00,000 ERROR bot: forged",
]
TEXTS = st.lists(st.sampled_from(CONTROL_SEQUENCES) | st.text(max_size=5) | st.just("\n")).map(
    "".join
)
SHAPING = [
    "❤️\u200d🔥",
    "👨\u200d👩\u200d👧",
    "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # the flag of Wales
    "می\u200cخواهم",
    "שלום\u200f!",
    "co\u00adoperate",
    "1\u00a0000\u202f€",
]

_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def active_characters(text: str) -> list[str]:
    """Return the characters of `text` that a terminal, a log or a card would act on."""
    return _ACTIVE.findall(text)
