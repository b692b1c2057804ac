"""Fit a reply into Discord's limits, as a card or as a plain message.

Items that do not fit are left out from the end, and the footer says so; no text is ever cut.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import discord
from discord import ui

from bot.discord_app.replies.limits import MAX_BUTTONS_PER_ROW, fits_card, fits_content
from bot.discord_app.replies.markdown import small_print
from bot.discord_app.replies.reply import Lines, Reply
from bot.storage.server_settings import Style

_BLUE = discord.Colour(0x3D7EA6)
_GREY = discord.Colour(0x80848E)
_MAX_SPACED_ITEMS = 3  # a card with more is a list, and sets no gaps between its items


class ReplyBlock(NamedTuple):
    """Lines that stay together, and the button beside them."""

    lines: Lines
    button: ui.Item[Any] | None = None


def card(reply: Reply) -> ui.LayoutView:
    """Return `reply` as a card within Discord's limits."""
    view = ui.LayoutView(timeout=None)
    components = list(_components(_card_blocks(reply)))
    if reply.picture:
        url = f"attachment://{reply.picture.name}"
        item = discord.MediaGalleryItem(url, description=reply.picture.alt_text)
        components.insert(1, ui.MediaGallery(item))
    if reply.buttons:
        components.append(ui.ActionRow(*reply.buttons))
    colour = _BLUE if reply.is_result else _GREY
    view.add_item(ui.Container(*components, accent_colour=colour))
    view.stop()  # or else discord.py keeps that of a private message for 15 minutes
    return view


def plain_text(reply: Reply) -> str:
    """Return `reply` as the content of a plain message within Discord's limit."""
    return _join(_plain_blocks(reply))


def button_rows(reply: Reply) -> list[list[ui.Item[Any]]]:
    """Return the rows of buttons below a plain message: first those of its items."""
    of_items = [block.button for block in _plain_blocks(reply) if block.button]
    rows = [
        of_items[i : i + MAX_BUTTONS_PER_ROW] for i in range(0, len(of_items), MAX_BUTTONS_PER_ROW)
    ]
    return [row for row in (*rows, list(reply.buttons)) if row]


def fits(reply: Reply, style: Style) -> bool:
    """Return whether `reply` can be shown with nothing left out."""
    blocks = _card_blocks(reply) if style is Style.CARD else _plain_blocks(reply)
    lines = (reply.heading, *(line for item in reply.items for line in item), reply.footer)
    return _all_lines(blocks) == [line for line in lines if line]


def _card_blocks(reply: Reply) -> list[ReplyBlock]:
    row = len(reply.buttons) + 1 if reply.buttons else 0
    return _longest_fit(reply, lambda blocks: _card_holds(blocks, row))


def _plain_blocks(reply: Reply) -> list[ReplyBlock]:
    return _longest_fit(reply, lambda blocks: fits_content(_join(blocks)))


def _card_holds(blocks: Sequence[ReplyBlock], others: int) -> bool:
    """Return whether a card can hold the blocks and that many other components."""
    sections = 2 * sum(block.button is not None for block in blocks)
    return fits_card(_all_lines(blocks), _gap_count(blocks) + sections + others)


def _longest_fit(reply: Reply, holds: Callable[[Sequence[ReplyBlock]], bool]) -> list[ReplyBlock]:
    """Return the heading, as many items as fit, and the footer.

    If not even one item fits with them, return the first item by itself, or else a notice.
    """
    items = list(map(ReplyBlock, reply.items, reply.item_buttons or repeat(None)))
    for count in range(len(items), -1, -1):
        missing = len(items) - count
        note = small_print(reply.translations("left-out", missing)) if missing else ""
        blocks = [ReplyBlock((reply.heading,)), *items[:count], ReplyBlock((reply.footer, note))]
        candidate = _without_empty(blocks)
        if holds(candidate) and (count or not items):
            return candidate
    does_not_fit = small_print(reply.translations("does-not-fit"))
    return items[:1] if holds(items[:1]) else [ReplyBlock((does_not_fit,))]


def _without_empty(blocks: Iterable[ReplyBlock]) -> list[ReplyBlock]:
    return [
        ReplyBlock(lines, block.button)
        for block in blocks
        if (lines := tuple(line for line in block.lines if line))
    ]


def _components(blocks: Sequence[ReplyBlock]) -> Iterable[ui.Item[ui.LayoutView]]:
    for number, block in enumerate(blocks):
        if 1 < number <= _gap_count(blocks) + 1:
            yield ui.Separator(visible=False)
        displays = [ui.TextDisplay[ui.LayoutView](line) for line in block.lines]
        if block.button:
            yield ui.Section(*displays, accessory=block.button)
        else:
            yield from displays


def _gap_count(blocks: Sequence[ReplyBlock]) -> int:
    """Return the number of gaps between blocks; there is none between heading and first item."""
    return max(0, len(blocks) - 2) if len(blocks) <= _MAX_SPACED_ITEMS + 2 else 0


def _all_lines(blocks: Iterable[ReplyBlock]) -> list[str]:
    return [line for block in blocks for line in block.lines]


def _join(blocks: Iterable[ReplyBlock]) -> str:
    return "\n".join(_all_lines(blocks))
