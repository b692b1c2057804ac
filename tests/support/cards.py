"""Quotes for cards to show, and the limits that every card has to keep."""

from datetime import date

import discord
from hypothesis import strategies as st

from bot.core.answers.answer import Answer
from bot.core.text.quote import Quote
from bot.core.text.sentences import MAX_SENTENCE
from bot.discord_app.replies.limits import MAX_CARD_BYTES, MAX_CARD_TEXT, MAX_COMPONENTS, length

# Letters of one to four bytes, markdown, and line ends, as long as a quote can be.
AWKWARD = st.text(alphabet="aé中😀*_\\\n<> \u202e\u200b", min_size=1, max_size=MAX_SENTENCE)


def card_texts(view: discord.ui.LayoutView) -> list[str]:
    """Return the texts of a card, in order."""
    return [
        item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)
    ]


def quote(text: str, focus: tuple[int, int] | None = None) -> Quote:
    """Return a quote of `text`."""
    span = focus or (0, len(text))
    return Quote("a.txt", "Title", date(2025, 5, 15), 7, 8, 0, len(text), text, span, text, span)


def answer(*quotes: Quote, question: str = "Who?", is_answered: bool = True) -> Answer:
    """Return an answer with these quotes."""
    return Answer(question, is_answered, 0.9, quotes, {})


def assert_within_limits(view: discord.ui.LayoutView) -> None:
    """Fail if Discord would refuse the card."""
    texts = card_texts(view)
    assert sum(map(length, texts)) <= MAX_CARD_TEXT
    assert sum(len(text.encode()) + 12 for text in texts) <= MAX_CARD_BYTES
    assert len(list(view.walk_children())) <= MAX_COMPONENTS
