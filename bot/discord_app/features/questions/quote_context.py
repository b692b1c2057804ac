"""The lines around a quote, shown to whoever uses its button, with buttons for more of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from discord import ui

from bot.core.text.quote_context import MAX_CONTEXT_LINES, lines_around
from bot.discord_app.features.questions.answer_replies import context_reply
from bot.discord_app.framework.components import Button
from bot.discord_app.framework.direct_servers import collection_for
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
    from collections.abc import Sequence
    from typing import Self

    from bot.core.collection import Collection
    from bot.core.text.article import Article
    from bot.core.text.quote import Quote
    from bot.discord_app.framework.interaction import Request
    from bot.discord_app.texts import Texts
    from bot.storage.server_settings import Style

_STEP = 3  # lines
_OPEN, _UP, _DOWN = "o", "u", "d"


class Extent(NamedTuple):
    """How many lines are shown above and below a quote."""

    above: int
    below: int


class QuotePlace(NamedTuple):
    """Where a quote stands, and a hash of it that tells whether the article has changed."""

    article_key: str
    start: int
    end: int
    text_key: str


class ContextButton(
    Button,
    template=re.compile(
        r"context:v1:(?P<step>[oud]):(?P<above>\d{1,2}):(?P<below>\d{1,2})"
        r":(?P<article>[0-9a-f]+):(?P<start>\d{1,12}):(?P<end>\d{1,12}):(?P<text>[0-9a-f]+)"
        + SERVER_PATTERN
    ),
):
    """Shows lines above and below a quote: in a message of its own, or in place of fewer lines."""

    def __init__(
        self,
        step: str,
        extent: Extent,
        place: QuotePlace,
        label: str = "",
        *,
        server: str | None = None,
        disabled: bool = False,
    ) -> None:
        custom_id = with_server(
            ":".join(("context:v1", step, *map(str, (*extent, *place)))), server
        )
        super().__init__(ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self.step, self.extent, self.place, self.server = step, extent, place, server

    @classmethod
    def from_id(cls, match: re.Match[str]) -> Self:
        """Return the button of a custom id."""
        extent = Extent(int(match["above"]), int(match["below"]))
        start, end = int(match["start"]), int(match["end"])
        place = QuotePlace(match["article"], start, end, match["text"])
        return cls(match["step"], extent, place, server=match["server"])

    async def on_use(self, request: Request) -> None:
        """Show the lines, or say that they have changed."""
        collection = await collection_for(request, self.server)
        in_place = self.step != _OPEN
        reply = await request.work(
            self.reply, collection, request.style, request.texts, in_place=in_place
        )
        await request.show(reply, in_place=in_place and reply.is_result)

    def reply(self, collection: Collection, style: Style, texts: Texts) -> Reply:
        """Return the lines that the button shows."""
        try:
            article = find_article(collection, self.place.article_key)
        except LookupError:
            return notice(texts, texts("article-gone"))
        text = article.text[self.place.start : self.place.end]
        if text_key(text) != self.place.text_key or not collection.is_as_loaded(article):
            return notice(texts, texts("article-changed"))
        return self._lines_that_fit(article, style, texts)

    def _lines_that_fit(self, article: Article, style: Style, texts: Texts) -> Reply:
        """Return as many of the lines as fit; those away from the step are left out first."""
        around = lines_around(article, self.place.start, self.place.end)
        limit = Extent(len(around.above), len(around.below))
        wanted = extent = Extent(*map(min, self.extent, limit))
        while True:
            above = around.above[len(around.above) - extent.above :]
            lines = above + around.quote_lines + around.below[: extent.below]
            reply = replace(
                context_reply(article, lines, texts),
                buttons=self._steps(extent, wanted, limit, texts),
            )
            if fits(reply, style) or not any(extent):
                return reply
            extent = self._shrink(extent)

    def _shrink(self, extent: Extent) -> Extent:
        above, below = extent
        is_above_first = above and (self.step == _DOWN or not below)
        return Extent(above - 1, below) if is_above_first else Extent(above, below - 1)

    def _steps(
        self, shown: Extent, wanted: Extent, limit: Extent, texts: Texts
    ) -> tuple[ContextButton, ContextButton]:
        """Return the buttons for more lines, disabled if there are no more or they do not fit."""
        above, below = shown
        is_top = above == limit.above or (above < wanted.above and not below)
        is_bottom = below == limit.below or (below < wanted.below and not above)
        higher, lower = (
            Extent(min(above + _STEP, MAX_CONTEXT_LINES), below),
            Extent(above, min(below + _STEP, MAX_CONTEXT_LINES)),
        )
        return (
            self._step_button(_UP, higher, texts("up"), disabled=is_top),
            self._step_button(_DOWN, lower, texts("down"), disabled=is_bottom),
        )

    def _step_button(
        self, step: str, extent: Extent, label: str, *, disabled: bool
    ) -> ContextButton:
        return ContextButton(step, extent, self.place, label, server=self.server, disabled=disabled)


def context_button(quote: Quote, label: str, server: str | None = None) -> ContextButton:
    """Return the button that shows the lines around `quote`."""
    place = QuotePlace(article_key(quote.article), quote.start, quote.end, text_key(quote.text))
    return ContextButton(_OPEN, Extent(_STEP, _STEP), place, label, server=server)


def context_buttons(
    quotes: Sequence[Quote], texts: Texts, server: str | None = None
) -> tuple[ContextButton, ...]:
    """Return a button for each quote, numbered if there are several."""
    if len(quotes) == 1:
        return (context_button(quotes[0], texts("context"), server),)
    return tuple(
        context_button(quote, texts("context-number", number=number), server)
        for number, quote in enumerate(quotes, 1)
    )
