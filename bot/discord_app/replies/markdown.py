"""Text that Discord shows exactly as it stands.

`discord.utils.escape_markdown` leaves lists, timestamps, mentions and links active; this does not.
"""

import re

_SPECIAL = re.compile(
    r"""[\\*_~`|<>\[\]\#:@]               # emphasis, code, mention, link, time, :emoji:, https:
      | ^(?P<before>[^\S\n]*\d*)[-+.)]   # a list at the start of a line: - + 1. 1)
    """,
    re.VERBOSE | re.MULTILINE,
)
# What a backslash hides before, after the rule `^\\([^0-9A-Za-z\s])` of Discord's own parser.
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")


def escape(text: str) -> str:
    """Return Markdown that Discord shows as `text`; `unescape` gives `text` back."""
    return _SPECIAL.sub(lambda m: f"{m['before'] or ''}\\{m[0][-1]}", text)


def unescape(markdown: str) -> str:
    """Return what Discord shows of escaped text."""
    return _ESCAPED.sub(r"\1", markdown)


def bold(text: str) -> str:
    """Return `text` escaped and bold, each line for itself as emphasis in a quotation must be."""
    return "\n".join(_between("**", line, "**") for line in text.split("\n"))


def underlined(text: str) -> str:
    """Return `text` escaped, bold and underlined, each line for itself."""
    return "\n".join(_between("__**", line, "**__") for line in text.split("\n"))


def _between(opening: str, line: str, closing: str) -> str:
    core = line.strip()
    if not core:
        return line
    before, after = line.split(core, 1)
    return f"{before}{opening}{escape(core)}{closing}{after}"


def quotation(markdown: str) -> str:
    """Return `markdown` as a block quote."""
    return "\n".join(f"> {line}" for line in markdown.split("\n"))


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, cut between words to `limit` characters with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0] + "…"
