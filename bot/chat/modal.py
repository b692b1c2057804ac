"""Modals: one field to type into. Like a button, a modal says in its id what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_TITLE = 45  # characters, and as many of a label
FIELD = "text"


async def ask_for(
    interaction: discord.Interaction,
    custom_id: str,
    title: str,
    label: str,
    *,
    limit: int,
    text: str = "",
    required: bool = True,
) -> None:
    """Open a modal with a field for at most `limit` characters that holds `text` already."""
    modal = ui.Modal(title=title, custom_id=custom_id)
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=FIELD,
        style=discord.TextStyle.paragraph,
        max_length=limit,
        default=text or None,
        required=required,
    )
    modal.add_item(ui.Label(text=label, component=field))
    await interaction.response.send_modal(modal)
    modal.stop()  # else discord.py keeps those for ever that a member closes


def typed(interaction: discord.Interaction) -> tuple[str, str]:
    """Return the id of a modal that was sent in, and what was typed."""
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", "")), _typed(data.get("components", ()))


def _typed(components: Iterable[Mapping[str, Any]]) -> str:
    for component in components:
        inside = component.get("component") or component
        if inside.get("custom_id") == FIELD:
            return " ".join(str(inside.get("value", "")).split())
    return ""
