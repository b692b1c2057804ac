"""The panel of `/config`: what moderators choose for their server.

Each part says in its id what it sets, so it works after a restart, and pressing an old panel twice
does no harm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, ChannelType, ui

from bot.discord_app.framework.checks import may_manage
from bot.discord_app.framework.components import Part
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.replies.limits import MAX_SELECTED
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.storage.server_settings import ServerSettings, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.discord_app.texts import Texts


_SWITCHES = ("direct_messages", "direct_articles", "threads", "private", "feedback", "question_log")
_CHANNELS = [ChannelType.text, ChannelType.news, ChannelType.forum, ChannelType.voice]
_BY_READER = "reader"
_ASK_FIRST, _DELETE, _KEEP = "ask", "delete", "keep"


class _ForModerators:
    """What the parts of the panel have in common."""

    called = "the panel"

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Return True for moderators; who was one when the panel was opened may be none now."""
        return await may_manage(interaction)


class PanelButton(
    _ForModerators,
    Part[ui.Button[ui.LayoutView]],
    template=re.compile(r"config:v1:(?P<name>\w+)=(?P<value>\w+)"),
):
    """Sets one thing to what its id says."""

    def __init__(
        self, name: str, value: str, label: str = "", style: ButtonStyle = ButtonStyle.secondary
    ) -> None:
        custom_id = f"config:v1:{name}={value}"
        super().__init__(ui.Button(label=label, style=style, custom_id=custom_id))
        self.name, self.value = name, value

    async def pressed(self, interaction: Interaction) -> None:
        """Set it."""
        if self.value == _ASK_FIRST:
            await _show(interaction, asks_first=True)
        elif self.value == _KEEP:
            await _show(interaction)
        elif self.name == "style":
            await _change(interaction, style=Style(self.value))
        elif self.name in _SWITCHES:
            await _change(interaction, **{self.name: self.value == "on"})


class PanelChannels(
    _ForModerators,
    Part[ui.ChannelSelect[ui.LayoutView]],
    template=re.compile(r"config:v1:(?P<name>channels|listening)"),
):
    """Sets channels to those that are chosen."""

    def __init__(self, name: str, placeholder: str = "", chosen: Iterable[int] = ()) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id=f"config:v1:{name}",
                channel_types=_CHANNELS,
                placeholder=placeholder or None,
                min_values=0,
                max_values=MAX_SELECTED,
                default_values=[
                    discord.SelectDefaultValue(id=one, type=discord.SelectDefaultValueType.channel)
                    for one in chosen
                ],
            )
        )
        self.name = name

    async def pressed(self, interaction: Interaction) -> None:
        """Set them."""
        await _change(interaction, **{self.name: frozenset(one.id for one in self.item.values)})


class PanelLanguage(
    _ForModerators, Part[ui.Select[ui.LayoutView]], template=re.compile(r"config:v1:language")
):
    """Sets the language to the one that is chosen."""

    def __init__(self, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id="config:v1:language", options=options or []))

    async def pressed(self, interaction: Interaction) -> None:
        """Set it."""
        [chosen] = self.item.values
        await _change(interaction, language=chosen if chosen in LANGUAGES else None)


PANEL: tuple[type[ui.DynamicItem[Any]], ...] = (PanelButton, PanelChannels, PanelLanguage)


async def show_panel(interaction: Interaction) -> None:
    """Show the panel to a moderator alone."""
    if await may_manage(interaction):
        view = await _view(interaction)
        await interaction.response.send_message(view=view, ephemeral=True)


async def _change(interaction: Interaction, **chosen: object) -> None:
    await interaction.client.store.servers.change(interaction.guild_id or 0, **chosen)
    await _show(interaction)


async def _show(interaction: Interaction, *, asks_first: bool = False) -> None:
    view = await _view(interaction, asks_first=asks_first)
    await interaction.response.edit_message(view=view)


async def _view(interaction: Interaction, *, asks_first: bool = False) -> ui.LayoutView:
    bot, server_id = interaction.client, interaction.guild_id or 0
    settings = await bot.settings(server_id)
    texts = await bot.texts(interaction, private=True)
    logged = await bot.store.unanswered.of_server(server_id, bot.clock().date())
    parts = [
        *_channels(settings, interaction.guild, texts, reads_all=bot.intents.message_content),
        *_switches(settings, texts, logged=len(logged), asks_first=asks_first),
        *_language(settings, texts),
    ]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(ui.TextDisplay(texts("config")), *parts))
    return view


def _channels(
    settings: ServerSettings, guild: discord.Guild | None, texts: Texts, *, reads_all: bool
) -> Iterator[ui.Item[Any]]:
    """Offer channels; one that was deleted is not shown, since Discord refuses it."""
    chosen = [one for one in sorted(settings.channels) if guild and guild.get_channel(one)]
    gone = settings.channels and not chosen
    yield ui.TextDisplay(
        "\n".join([texts("config-channels"), *([texts("config-gone")] if gone else [])])
    )
    yield ui.ActionRow(PanelChannels("channels", texts("config-channels-all"), chosen))
    if not reads_all:
        yield ui.TextDisplay(texts("config-mentions-only"))
        return
    listening = [one for one in sorted(settings.listening) if guild and guild.get_channel(one)]
    yield ui.TextDisplay(texts("config-listening"))
    yield ui.ActionRow(PanelChannels("listening", texts("config-listening-none"), listening))


def _switches(
    settings: ServerSettings, texts: Texts, *, logged: int, asks_first: bool
) -> Iterator[ui.Item[Any]]:
    card = settings.style is Style.CARD
    text = texts("config-style", now=texts("style-card" if card else "style-plain"))
    other = Style.PLAIN if card else Style.CARD
    label = texts("turn-plain" if card else "turn-card")
    yield ui.Section(text, accessory=PanelButton("style", other, label))
    for name in _SWITCHES:
        if name == "question_log" and asks_first:
            yield from _asking(texts, logged)
            continue
        on = bool(getattr(settings, name))
        text = texts(
            f"config-{name}",
            now=texts("on" if on else "off"),
            gaps=texts("command-gaps"),
            server=texts("option-server"),
        )
        value = "off" if on else "on"
        if name == "question_log" and on and logged:
            value = _ASK_FIRST
        label = texts("turn-off" if on else "turn-on")
        yield ui.Section(text, accessory=PanelButton(name, value, label))


def _asking(texts: Texts, logged: int) -> Iterator[ui.Item[Any]]:
    """Ask before the log is deleted."""
    yield ui.TextDisplay(texts("config-delete", logged))
    yield ui.ActionRow(
        PanelButton("question_log", _DELETE, texts("delete-log"), ButtonStyle.danger),
        PanelButton("question_log", _KEEP, texts("keep-log")),
    )


def _language(settings: ServerSettings, texts: Texts) -> Iterator[ui.Item[Any]]:
    names = {_BY_READER: texts("language-by-reader")}
    names |= {one: texts_in(one).name for one in LANGUAGES}
    yield ui.TextDisplay(texts("config-language"))
    yield ui.ActionRow(
        PanelLanguage(
            [
                discord.SelectOption(
                    label=label, value=value, default=value == (settings.language or _BY_READER)
                )
                for value, label in names.items()
            ]
        )
    )
