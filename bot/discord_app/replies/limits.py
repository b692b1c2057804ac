"""How much fits into a message: Discord's limits, which discord.py does not check, and our own."""

from collections.abc import Sequence

MAX_CONTENT = 2_000  # characters: https://docs.discord.com/developers/resources/message
MAX_CARD_TEXT = 4_000  # characters of all texts of a card: discord.ui.LayoutView.content_length
# Above sum(bytes) + 12 for each text Discord answers 500: discord-api-docs issue 8554.
MAX_CARD_BYTES = 10_170
_BYTES_PER_TEXT = 12
MAX_COMPONENTS = 40  # of a card, nested ones and the container included
MAX_BUTTONS_PER_ROW = 5
MAX_CHOICES = 25  # of a completion
MAX_CHOICE_NAME = 100  # characters, and as many of its value
MAX_CUSTOM_ID = 100  # characters
MAX_MODAL_TITLE = 45  # characters, and as many of a label
MAX_TYPED = 4_000  # characters of a field of a modal
MAX_THREAD_NAME = 100  # characters
MAX_SELECTED = 25  # options or channels of a select

# Discord allows more of these; a longer one is shortened with an ellipsis.
MAX_QUESTION_SHOWN = 300  # characters
MAX_TITLE = 120  # characters of a title, path or statement
MAX_LISTED_TITLE = 80  # characters of a title in a list of articles
MAX_NAME = 100  # characters of a title, file name or address in a notice


def length(text: str) -> int:
    """Return the length of `text` in UTF-16 units, the larger of the ways to count characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fits_card(texts: Sequence[str], other_components: int = 0) -> bool:
    """Return whether a card of one container can hold these texts and other components."""
    size = sum(len(text.encode("utf-8", "surrogatepass")) + _BYTES_PER_TEXT for text in texts)
    return (
        sum(map(length, texts)) <= MAX_CARD_TEXT
        and size <= MAX_CARD_BYTES
        and len(texts) + other_components + 1 <= MAX_COMPONENTS
    )


def fits_content(text: str) -> bool:
    """Return whether a plain message can hold `text`."""
    return length(text) <= MAX_CONTENT
