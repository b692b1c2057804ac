"""Everyone's rights: what is kept of a member, to see, to take along, and to delete."""

from __future__ import annotations

import json
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot import __version__
from bot.discord_app.framework.interaction import Interaction
from bot.discord_app.framework.responses import respond_privately
from bot.discord_app.replies.markdown import small_print
from bot.discord_app.replies.reply import Reply, notice
from bot.discord_app.texts import ENGLISH, texts_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.discord_app.client import Verbatim
    from bot.discord_app.texts import Texts

    Kept = Mapping[str, Sequence[Mapping[str, object]]]
else:
    Interaction = discord.Interaction

privacy = app_commands.Group(name="privacy", description=texts_in(ENGLISH)("command-privacy-does"))


@privacy.command()
async def show(interaction: Interaction) -> None:
    """Show what is kept about you."""
    kept = await interaction.client.store.data_of_member(interaction.user.id)
    await respond_privately(interaction, partial(kept_reply, kept))


@privacy.command()
async def export(interaction: Interaction) -> None:
    """Get everything that is kept about you as a file."""
    bot = interaction.client
    kept = await bot.store.data_of_member(interaction.user.id)
    texts = await bot.texts(interaction, private=True)
    content = json.dumps(kept, ensure_ascii=False, indent=2, default=str).encode()
    file = discord.File(BytesIO(content), "verbatim-privacy.json")
    await interaction.response.send_message(texts("exported"), file=file, ephemeral=True)


@privacy.command()
async def delete(interaction: Interaction) -> None:
    """Delete everything that is kept about you."""
    store = interaction.client.store
    before = await store.data_of_member(interaction.user.id)
    await store.forget_person(interaction.user.id)
    await respond_privately(interaction, partial(deleted_reply, before))


@app_commands.command()
async def about(interaction: Interaction) -> None:
    """Show which program this is and what it keeps."""
    bot = interaction.client
    await respond_privately(interaction, partial(about_reply, bot))


def kept_reply(kept: Kept, texts: Texts) -> Reply:
    """Say in words what is kept of a member."""
    lines = _counted(kept, texts)
    if not lines:
        return notice(texts, texts("nothing-kept"))
    text = "\n".join([texts("kept-of-you"), *lines])
    return Reply(texts, items=((text,),), footer=small_print(texts("kept-how")), is_result=False)


def deleted_reply(before: Kept, texts: Texts) -> Reply:
    """Say in words what was deleted of a member."""
    lines = _counted(before, texts)
    return notice(texts, "\n".join([texts("deleted" if lines else "nothing-kept"), *lines]))


def about_reply(bot: Verbatim, texts: Texts) -> Reply:
    """Say which program this is, for how long it has run, and what it keeps."""
    text = texts(
        "about",
        version=__version__,
        since=f"<t:{int(bot.since.timestamp())}:R>",
        articles=texts("own-articles", len(bot.library.shared.articles)),
        servers=texts("servers", len(bot.guilds)),
        show=f"{texts('command-privacy')} {texts('command-privacy-show')}",
    )
    links = {"source-code": bot.links.source, "policy": bot.links.privacy}
    buttons: tuple[ui.Item[Any], ...] = tuple(
        ui.Button(label=texts(key), url=url) for key, url in links.items() if url
    )
    return Reply(texts, items=((text,),), is_result=False, buttons=buttons)


def _counted(kept: Kept, texts: Texts) -> list[str]:
    return [f"- {texts(f'kept-{name}', len(entries))}" for name, entries in kept.items() if entries]
