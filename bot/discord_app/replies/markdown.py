"""Markdown as Discord reads it, and text that Discord shows exactly as it stands.

`discord.utils.escape_markdown` leaves lists, timestamps, mentions and links active; `escape` does
not. Invitations and gifts are links without `https:`, which phones make of `www.` as well.
"""

import re

from bot.plain_text import plain_lines

HEADING = "### "
_MAX_WORD = 30  # characters
_SPECIAL = re.compile(
    r"""[\\*_~`|<>\[\]\#:@]               # emphasis, code, mention, link, time, :emoji:, https:
      | ^(?P<before>[^\S\n]*\d*)[-+.)]   # a list at the start of a line: - + 1. 1)
      | (?<=discord)\.(?=gg|com|gift|new) | (?<=discordapp)\.(?=com) | (?<=\bwww)\.
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
# Discord's own parser drops a backslash by the rule `^\\([^0-9A-Za-z\s])`.
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def escape(text: str) -> str:
    """Return Markdown that Discord shows as `text` made plain; `unescape` reverses it."""
    return _SPECIAL.sub(lambda m: f"{m['before'] or ''}\\{m[0][-1]}", plain_lines(text))


def unescape(markdown: str) -> str:
    """Return escaped text as Discord shows it."""
    return _ESCAPED.sub(r"\1", markdown)


def bold(text: str) -> str:
    """Escape `text` and make it bold, line by line, as emphasis in a block quote must be."""
    return "\n".join(_emphasise("**", line, "**") for line in plain_lines(text).split("\n"))


def underline(text: str) -> str:
    """Escape `text` and make it bold and underlined, line by line."""
    return "\n".join(_emphasise("__**", line, "**__") for line in plain_lines(text).split("\n"))


def _emphasise(opening: str, line: str, closing: str) -> str:
    core = line.strip()
    if not core:
        return line
    before, after = line.split(core, 1)
    return f"{before}{opening}{escape(core)}{closing}{after}"


def block_quote(markdown: str) -> str:
    """Return `markdown` as a block quote."""
    return "\n".join(f"> {line}" for line in markdown.split("\n"))


def heading(markdown: str) -> str:
    """Return `markdown` as a heading."""
    return f"{HEADING}{markdown}"


def small_print(*parts: str) -> str:
    """Return the parts as one line of small print."""
    return f"-# {' · '.join(parts)}"


def shorten(text: str, limit: int) -> str:
    """Return `text` on one plain line, cut between words to `limit` characters with an ellipsis."""
    text = " ".join(plain_lines(text).split())
    return text if len(text) <= limit else f"{cut_between_words(text, limit - 1)}…"


def cut_between_words(text: str, limit: int) -> str:
    """Return the first words of `text` in at most `limit` characters.

    A run without spaces that is too long for a word, as in Chinese, is cut anywhere.
    """
    if len(text) <= limit:
        return text
    words, _, rest = text[:limit].rpartition(" ")
    return words if words and len(rest) <= _MAX_WORD else text[:limit]
