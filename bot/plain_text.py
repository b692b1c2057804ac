"""Text of strangers made safe to show: it moves no cursor, turns no words round, hides nothing.

What is dangerous becomes U+FFFD, character for character, so that spans stay valid and nothing
vanishes silently. What is quoted, verified and stored stays as it is.
"""

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Control characters, line and paragraph separators, bidirectional overrides and isolates (Trojan
# Source, CVE-2021-42574), and halves of a surrogate pair, which no encoding can write.
_ACTIVE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
# Default_Ignorable_Code_Point: one or two of them shape emoji and words, more of them hide a text.
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"  # as of Wales
_UNSAFE = re.compile(rf"(?P<flag>{_FLAG})|[{_ACTIVE}]|\r(?!\n)|[{_INVISIBLE}]{{3,}}")
_NOT_ON_ONE_LINE = re.compile(r"[\r\n]")
_ACTIVE_IN_JSON = re.compile(f"[{_ACTIVE}]")


def plain_lines(text: str) -> str:
    """Return `text` for people to read, with its line ends and tabs."""
    return _UNSAFE.sub(lambda m: m["flag"] or REPLACEMENT * len(m[0]), text)


def plain_line(text: str) -> str:
    """Return `text` for people to read in one line; a line end in it is replaced, too."""
    return _NOT_ON_ONE_LINE.sub(REPLACEMENT, plain_lines(text))


def plain_json(json: str) -> str:
    """Return the same JSON with escapes for the characters that a terminal would act on."""
    return _ACTIVE_IN_JSON.sub(lambda m: f"\\u{ord(m[0]):04x}", json)
