"""`/config`: the panel on which moderators choose how the bot answers in their server.

Each component's id says what it sets, so it works after a restart, and using an old panel twice
does no harm.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ButtonStyle, ChannelType, app_commands, ui

from bot.discord_app.framework.commands import moderators_only
from bot.discord_app.framework.components import ModeratorComponent
from bot.discord_app.framework.interaction import Interaction, ServerRequest, server_request_for
from bot.discord_app.replies.limits import MAX_SELECTED
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.storage.server_settings import ServerSettings, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts

_SWITCHES = (
    "shared_articles",
    "direct_messages",
    "direct_articles",
    "threads",
    "private",
    "feedback",
    "question_log",
)
_CHANNEL_TYPES = [ChannelType.text, ChannelType.news, ChannelType.forum, ChannelType.voice]
_BY_READER = "reader"
_CONFIRM, _DELETE, _KEEP = "ask", "delete", "keep"


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.tree.add(config_command)
    bot.add_dynamic_items(PanelButton, PanelChannels, PanelLanguage)


@moderators_only
@app_commands.command(name="config")
async def config_command(interaction: Interaction) -> None:
    """Choose how the bot answers in this server."""
    view = await _panel(await server_request_for(interaction))
    await interaction.response.send_message(view=view, ephemeral=True)


class PanelButton(
    ModeratorComponent[ui.Button[ui.LayoutView]],
    template=re.compile(r"config:v1:(?P<name>\w+)=(?P<value>\w+)"),
):
    """Sets one setting to the value in its id."""

    kind = "the panel"

    def __init__(
        self, name: str, value: str, label: str = "", style: ButtonStyle = ButtonStyle.secondary
    ) -> None:
        custom_id = f"config:v1:{name}={value}"
        super().__init__(ui.Button(label=label, style=style, custom_id=custom_id))
        self.name, self.value = name, value

    async def on_moderator_use(self, request: ServerRequest) -> None:
        """Set it."""
        if self.value == _CONFIRM:
            await _show_panel(request, confirms_deletion=True)
        elif self.value == _KEEP:
            await _show_panel(request)
        elif self.name == "style":
            await _change(request, style=Style(self.value))
        elif self.name in _SWITCHES:
            await _change(request, **{self.name: self.value == "on"})


class PanelChannels(
    ModeratorComponent[ui.ChannelSelect[ui.LayoutView]],
    template=re.compile(r"config:v1:(?P<name>channels|listening)"),
):
    """Sets the channels to those that are selected."""

    kind = "the panel"

    def __init__(self, name: str, placeholder: str = "", selected: Iterable[int] = ()) -> None:
        channel = discord.SelectDefaultValueType.channel
        super().__init__(
            ui.ChannelSelect(
                custom_id=f"config:v1:{name}",
                channel_types=_CHANNEL_TYPES,
                placeholder=placeholder or None,
                min_values=0,
                max_values=MAX_SELECTED,
                default_values=[
                    discord.SelectDefaultValue(id=channel_id, type=channel)
                    for channel_id in selected
                ],
            )
        )
        self.name = name

    async def on_moderator_use(self, request: ServerRequest) -> None:
        """Set them."""
        channel_ids = frozenset(channel.id for channel in self.item.values)
        await _change(request, **{self.name: channel_ids})


class PanelLanguage(
    ModeratorComponent[ui.Select[ui.LayoutView]], template=re.compile(r"config:v1:language")
):
    """Sets the language to the one that is selected."""

    kind = "the panel"

    def __init__(self, options: list[discord.SelectOption] | None = None) -> None:
        super().__init__(ui.Select(custom_id="config:v1:language", options=options or []))

    async def on_moderator_use(self, request: ServerRequest) -> None:
        """Set it."""
        [value] = self.item.values
        await _change(request, language=value if value in LANGUAGES else None)


async def _change(request: ServerRequest, **values: object) -> None:
    await request.bot.store.servers.change(request.server_id, **values)
    await _show_panel(request)


async def _show_panel(request: ServerRequest, *, confirms_deletion: bool = False) -> None:
    view = await _panel(request, confirms_deletion=confirms_deletion)
    await request.interaction.response.edit_message(view=view)


async def _panel(request: ServerRequest, *, confirms_deletion: bool = False) -> ui.LayoutView:
    bot, texts, server_id = request.bot, request.texts, request.server_id
    settings = await bot.server_settings(server_id)  # which may have changed since the request
    log = await bot.store.unanswered.of_server(server_id, request.today)
    guild, reads_all = request.interaction.guild, bot.intents.message_content
    log_size = len(log)
    items = [
        *_channels(settings, guild, texts, reads_all=reads_all),
        *_style(settings, texts),
        *_switches(settings, texts, log_size=log_size, confirms_deletion=confirms_deletion),
        *_language(settings, texts),
    ]
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(ui.TextDisplay(texts("config")), *items))
    view.stop()  # or else discord.py keeps it for 15 minutes
    return view


def _channels(
    settings: ServerSettings, guild: discord.Guild | None, texts: Texts, *, reads_all: bool
) -> Iterator[ui.Item[Any]]:
    """Offer channels, without those that were deleted, which Discord refuses."""
    answering = _existing(settings.channels, guild)
    warning = []
    if settings.are_lost:
        warning = [texts("settings-lost", config=texts("command-config"))]
    elif settings.channels and not answering:
        warning = [texts("config-gone")]
    yield ui.TextDisplay("\n".join([texts("config-channels"), *warning]))
    yield ui.ActionRow(PanelChannels("channels", texts("config-channels-all"), answering))
    if not reads_all:
        yield ui.TextDisplay(texts("config-mentions-only"))
        return
    listening = _existing(settings.listening, guild)
    yield ui.TextDisplay(texts("config-listening"))
    yield ui.ActionRow(PanelChannels("listening", texts("config-listening-none"), listening))


def _existing(channel_ids: Iterable[int], guild: discord.Guild | None) -> list[int]:
    return [channel for channel in sorted(channel_ids) if guild and guild.get_channel(channel)]


def _style(settings: ServerSettings, texts: Texts) -> Iterator[ui.Item[Any]]:
    is_card = settings.style is Style.CARD
    text = texts("config-style", now=texts("style-card" if is_card else "style-plain"))
    other = Style.PLAIN if is_card else Style.CARD
    label = texts("turn-plain" if is_card else "turn-card")
    yield ui.Section(text, accessory=PanelButton("style", other, label))


def _switches(
    settings: ServerSettings, texts: Texts, *, log_size: int, confirms_deletion: bool
) -> Iterator[ui.Item[Any]]:
    for name in _SWITCHES:
        if name == "question_log" and confirms_deletion:
            yield from _confirmation(texts, log_size)
            continue
        is_on = bool(getattr(settings, name))
        text = texts(
            f"config-{name}",
            now=texts("on" if is_on else "off"),
            gaps=texts("command-gaps"),
            server=texts("option-server"),
        )
        value = "off" if is_on else "on"
        if name == "question_log" and is_on and log_size:
            value = _CONFIRM
        label = texts("turn-off" if is_on else "turn-on")
        yield ui.Section(text, accessory=PanelButton(name, value, label))


def _confirmation(texts: Texts, log_size: int) -> Iterator[ui.Item[Any]]:
    """Ask before the question log is deleted."""
    yield ui.TextDisplay(texts("config-delete", log_size))
    yield ui.ActionRow(
        PanelButton("question_log", _DELETE, texts("delete-log"), ButtonStyle.danger),
        PanelButton("question_log", _KEEP, texts("keep-log")),
    )


def _language(settings: ServerSettings, texts: Texts) -> Iterator[ui.Item[Any]]:
    names = {_BY_READER: texts("language-by-reader")}
    names |= {language: texts_in(language).name for language in LANGUAGES}
    current = settings.language or _BY_READER
    options = [
        discord.SelectOption(label=name, value=language, default=language == current)
        for language, name in names.items()
    ]
    yield ui.TextDisplay(texts("config-language"))
    yield ui.ActionRow(PanelLanguage(options))
