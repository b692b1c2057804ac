"""Discord's limits on a message, which discord.py does not check before sending."""

from collections.abc import Sequence

MAX_CONTENT = 2_000  # characters: https://docs.discord.com/developers/resources/message
MAX_CARD_TEXT = 4_000  # characters of all texts of a card: discord.ui.LayoutView.content_length
# Above sum(bytes) + 12 for each text Discord answers 500: discord-api-docs issue 8554.
MAX_CARD_BYTES = 10_170
_BYTES_PER_TEXT = 12
MAX_COMPONENTS = 40  # of a card, nested ones and the container included
MAX_CHOICES = 25  # of a completion
MAX_CHOICE_NAME = 100  # characters, and as many of its value
MAX_CUSTOM_ID = 100  # characters of what a button is known by
MAX_THREAD_NAME = 100
MAX_CHOSEN = 25  # of a select


def length(text: str) -> int:
    """Return the length of `text` in UTF-16 units, the larger of the ways to count characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits_card(texts: Sequence[str], gaps: int = 0) -> bool:
    """Return True if a card of one container can hold these texts and gaps."""
    size = sum(len(text.encode("utf-8", "surrogatepass")) + _BYTES_PER_TEXT for text in texts)
    return (
        sum(map(length, texts)) <= MAX_CARD_TEXT
        and size <= MAX_CARD_BYTES
        and len(texts) + gaps + 1 <= MAX_COMPONENTS
    )


def fits_content(text: str) -> bool:
    """Return True if a plain message can hold `text`."""
    return length(text) <= MAX_CONTENT
