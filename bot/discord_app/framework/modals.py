"""Modals: forms to fill in. Like a button's, a modal's custom id says what it is for.

discord.py forgets a modal when the bot stops, so the ids are all that a submitted one is known by.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.discord_app.framework.failures import RefusedError, reporting_failures
from bot.discord_app.replies.limits import MAX_CUSTOM_ID
from bot.discord_app.texts import texts_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

log = logging.getLogger(__name__)

FIELD = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """A field for at most `limit` characters that holds `text` already."""

    label: str
    limit: int
    name: str = FIELD
    text: str = ""
    required: bool = True
    style: discord.TextStyle = discord.TextStyle.paragraph


@dataclass(frozen=True, slots=True)
class Submission:
    """A submitted modal: what follows the prefix in its id, and the text of each field."""

    argument: str
    fields: Mapping[str, str]

    @property
    def line(self) -> str:
        """The text of the only field, on one line."""
        return " ".join(self.fields.get(FIELD, "").split())


if TYPE_CHECKING:
    ModalHandler = Callable[[discord.Interaction[Any], Submission], Awaitable[None]]


class ModalRouter:
    """Finds the feature that a submitted modal belongs to, by the prefix of its custom id."""

    def __init__(self) -> None:
        self._handlers: dict[str, ModalHandler] = {}

    def register(self, prefix: str, handler: ModalHandler) -> None:
        """Have `handler` called for modals whose id begins with `prefix`."""
        for other in self._handlers:
            if prefix.startswith(other) or other.startswith(prefix):
                raise ValueError(f"modals {prefix!r} and {other!r} cannot be told apart")
        self._handlers[prefix] = handler

    @property
    def prefixes(self) -> set[str]:
        """The prefixes of the ids of all modals that are handled."""
        return set(self._handlers)

    async def submit(self, interaction: discord.Interaction[Any]) -> None:
        """Hand a submitted modal to its feature, or tell the member that no feature knows it."""
        async with reporting_failures(interaction, "a modal"):
            data: Mapping[str, Any] = interaction.data or {}
            custom_id = str(data.get("custom_id", ""))
            fields = dict(_fields(data.get("components", ())))
            for prefix, handle in self._handlers.items():
                if custom_id.startswith(prefix):
                    await handle(interaction, Submission(custom_id.removeprefix(prefix), fields))
                    return
            log.warning("no feature knows a submitted modal: %r", custom_id[:MAX_CUSTOM_ID])
            raise RefusedError(texts_in(interaction.locale.value)("unknown-modal"))


async def open_modal(
    interaction: discord.Interaction[Any], custom_id: str, title: str, *fields: Field
) -> None:
    """Open a modal with fields."""
    modal = ui.Modal(title=title, custom_id=custom_id)
    for field in fields:
        text_input: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id=field.name,
            style=field.style,
            max_length=field.limit,
            default=field.text or None,
            required=field.required,
        )
        modal.add_item(ui.Label(text=field.label, component=text_input))
    await interaction.response.send_modal(modal)
    modal.stop()  # or else discord.py keeps every modal that a member closes


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        field = component.get("component") or component
        yield str(field.get("custom_id")), str(field.get("value") or "")
