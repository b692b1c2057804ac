"""`/privacy` and `/about`: what is stored about a member, to see, to take along, and to delete."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot import __version__
from bot.discord_app.framework.interaction import Interaction, request_for
from bot.discord_app.replies.markdown import small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import ENGLISH, texts_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts

    MemberData = Mapping[str, Sequence[Mapping[str, object]]]

privacy_group = app_commands.Group(
    name="privacy", description=texts_in(ENGLISH)("command-privacy-does")
)


def install(bot: Verbatim) -> None:
    """Add the feature to the bot."""
    bot.tree.add(about_command, privacy_group)


@privacy_group.command(name="show")
async def show_data(interaction: Interaction) -> None:
    """Show what is kept about you."""
    request = await request_for(interaction)
    data = await request.bot.store.data_of_member(request.user.id)
    await request.respond(data_reply(data, request.texts))


@privacy_group.command(name="export")
async def export_data(interaction: Interaction) -> None:
    """Get everything that is kept about you as a file."""
    request = await request_for(interaction)
    data = await request.bot.store.data_of_member(request.user.id)
    content = json.dumps(data, ensure_ascii=False, indent=2, default=str).encode()
    file = discord.File(BytesIO(content), "verbatim-privacy.json")
    text = request.texts("exported")
    await interaction.response.send_message(text, file=file, ephemeral=True)


@privacy_group.command(name="delete")
async def delete_data(interaction: Interaction) -> None:
    """Delete everything that is kept about you."""
    request = await request_for(interaction)
    store = request.bot.store
    data = await store.data_of_member(request.user.id)
    await store.forget_member(request.user.id)
    await request.respond(deletion_reply(data, request.texts))


@app_commands.command(name="about")
async def about_command(interaction: Interaction) -> None:
    """Show which program this is and what it keeps."""
    request = await request_for(interaction)
    await request.respond(about_reply(request.bot, request.texts))


def data_reply(data: MemberData, texts: Texts) -> Reply:
    """Say in words what is stored about a member."""
    lines = _count_lines(data, texts)
    if not lines:
        return notice(texts, texts("nothing-kept"))
    text = "\n".join([texts("kept-of-you"), *lines])
    return Reply(texts, items=((text,),), footer=small_print(texts("kept-how")), is_result=False)


def deletion_reply(data: MemberData, texts: Texts) -> Reply:
    """Say in words what was deleted about a member."""
    lines = _count_lines(data, texts)
    return notice(texts, "\n".join([texts("deleted" if lines else "nothing-kept"), *lines]))


def about_reply(bot: Verbatim, texts: Texts) -> Reply:
    """Say which program this is, since when it has run, and what it stores."""
    text = texts(
        "about",
        version=__version__,
        since=f"<t:{int(bot.started_at.timestamp())}:R>",
        articles=texts("own-articles", len(bot.library.shared.articles)),
        servers=texts("servers", len(bot.guilds)),
        show=f"{texts('command-privacy')} {texts('command-privacy-show')}",
    )
    links = {"source-code": bot.settings.source_url, "policy": bot.settings.privacy_url}
    buttons: tuple[ui.Item[Any], ...] = tuple(
        ui.Button(label=texts(key), url=url) for key, url in links.items() if url
    )
    return Reply(texts, items=((text,),), is_result=False, buttons=buttons)


def _count_lines(data: MemberData, texts: Texts) -> list[str]:
    return [f"- {texts(f'kept-{kind}', len(rows))}" for kind, rows in data.items() if rows]
