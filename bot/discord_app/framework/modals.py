"""Modals: fields to type into. Like a button, a modal says in its id what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MAX_TITLE = 45  # characters, and as many of a label
MAX_TYPED = 4_000  # characters of a field
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


async def ask_for(
    interaction: discord.Interaction, custom_id: str, title: str, *fields: Field
) -> None:
    """Open a modal with fields."""
    modal = ui.Modal(title=title, custom_id=custom_id)
    for field in fields:
        shown: ui.TextInput[ui.Modal] = ui.TextInput(
            custom_id=field.name,
            style=field.style,
            max_length=field.limit,
            default=field.text or None,
            required=field.required,
        )
        modal.add_item(ui.Label(text=field.label, component=shown))
    await interaction.response.send_modal(modal)
    modal.stop()  # else discord.py keeps those for ever that a member closes


def typed(interaction: discord.Interaction) -> tuple[str, dict[str, str]]:
    """Return the id of a modal that was sent in, and what was typed, by the names of its fields."""
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", "")), dict(_typed(data.get("components", ())))


def _typed(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for component in components:
        inside = component.get("component") or component
        yield str(inside.get("custom_id")), str(inside.get("value") or "")
