"""Context: the lines around a quote, to the one who pressed, with buttons up and down."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from discord import ui

from bot.core.text.quote_context import MOST, context
from bot.discord_app.features.questions.answer_replies import context_reply
from bot.discord_app.framework.components import Button, style_of
from bot.discord_app.framework.direct_servers import asked_of
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import show
from bot.discord_app.replies.custom_ids import (
    SERVER_PATTERN,
    article_key,
    find_article,
    text_key,
    with_server,
)
from bot.discord_app.replies.layout import fits
from bot.discord_app.replies.reply import Reply, notice

if TYPE_CHECKING:
    from typing import Self

    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.core.text.quote import Quote
    from bot.discord_app.texts import Texts
    from bot.storage.server_settings import Style


_STEP = 3  # lines
_OPEN, _UP, _DOWN = "o", "u", "d"


class ContextButton(
    Button,
    template=re.compile(
        r"context:v1:(?P<step>[oud]):(?P<above>\d{1,2}):(?P<below>\d{1,2})"
        r":(?P<article>[0-9a-f]+):(?P<start>\d{1,12}):(?P<end>\d{1,12}):(?P<text>[0-9a-f]+)"
        + SERVER_PATTERN
    ),
):
    """Shows so many lines above and below a quote: anew, or in place of fewer lines."""

    def __init__(
        self,
        step: str,
        lines: tuple[int, int],
        quote: tuple[str, int, int, str],
        label: str = "",
        *,
        server: str | None = None,
        disabled: bool = False,
    ) -> None:
        custom_id = with_server(":".join(("context:v1", step, *map(str, (*lines, *quote)))), server)
        super().__init__(ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.step, self.lines, self.quote, self.server = step, lines, quote, server

    @classmethod
    def known(cls, match: re.Match[str]) -> Self:
        """Return the button that has this id."""
        quote = match["article"], int(match["start"]), int(match["end"]), match["text"]
        lines = int(match["above"]), int(match["below"])
        return cls(match["step"], lines, quote, server=match["server"])

    async def pressed(self, interaction: Interaction) -> None:
        """Show the lines, or say that they have changed."""
        if interaction.message is None:
            return
        style = style_of(interaction.message)
        texts = await interaction.client.texts(interaction, private=True)
        collection = await asked_of(interaction, self.server)
        if collection is None:
            return
        reply = self.reply(collection, style, texts)
        await show(interaction, reply, style, in_place=self.step != _OPEN and reply.is_result)

    def reply(self, collection: Collection, style: Style, texts: Texts) -> Reply:
        """Return the lines that the button shows."""
        key, start, end, text = self.quote
        try:
            article = find_article(collection, key)
        except LookupError:
            return notice(texts, texts("article-gone"))
        if text_key(article.text[start:end]) != text or not collection.is_as_loaded(article):
            return notice(texts, texts("article-changed"))
        return self._lines(article, style, texts)

    def _lines(self, article: Article, style: Style, texts: Texts) -> Reply:
        """Return as many of the lines as fit; those go first that lie away from the step."""
        around = context(article, *self.quote[1:3])
        most = (len(around.above), len(around.below))
        above, below = wanted = (min(self.lines[0], most[0]), min(self.lines[1], most[1]))
        while True:
            lines = around.above[len(around.above) - above :] + around.quoted + around.below[:below]
            shown = replace(
                context_reply(article, lines, texts),
                buttons=self._steps((above, below), wanted, most, texts),
            )
            if fits(shown, style) or not (above or below):
                return shown
            if self.step == _DOWN:
                above, below = (above - 1, below) if above else (above, below - 1)
            else:
                above, below = (above, below - 1) if below else (above - 1, below)

    def _steps(
        self, now: tuple[int, int], wanted: tuple[int, int], most: tuple[int, int], texts: Texts
    ) -> tuple[ContextButton, ContextButton]:
        """Return the buttons up and down; one that can show no more cannot be pressed."""
        above, below = now
        up, down = (min(above + _STEP, MOST), below), (above, min(below + _STEP, MOST))
        no_up = above == most[0] or (above < wanted[0] and not below)
        no_down = below == most[1] or (below < wanted[1] and not above)
        at = self.server
        return (
            ContextButton(_UP, up, self.quote, texts("up"), server=at, disabled=no_up),
            ContextButton(_DOWN, down, self.quote, texts("down"), server=at, disabled=no_down),
        )


def context_button(quote: Quote, label: str, server: str | None = None) -> ContextButton:
    """Return the button that shows the lines around `quote`."""
    place = article_key(quote.article), quote.start, quote.end, text_key(quote.text)
    return ContextButton(_OPEN, (_STEP, _STEP), place, label, server=server)


def context_buttons(
    quotes: tuple[Quote, ...], texts: Texts, server: str | None = None
) -> tuple[ContextButton, ...]:
    """Return a button for each quote, numbered where there are several."""
    if len(quotes) == 1:
        return (context_button(quotes[0], texts("context"), server),)
    return tuple(
        context_button(quote, texts("context-number", number=number), server)
        for number, quote in enumerate(quotes, 1)
    )
