"""Draw the README's pictures of what moderators see, and of what is kept of a member.

    python -m tests.pictures.panels docs

It needs what tests.pictures.cards does.
"""

import asyncio
from pathlib import Path

import discord
import simcord

from bot.chat.client import Verbatim
from tests.pictures.cards import main, picture

QUESTIONS = [
    *["Who leads Russia's delegation?", "Where are the talks held?"] * 4,
    "Who won the football match?",
    "Who is the winner of the football matches?",
    "When will the bridge to Odesa be repaired?",
]


async def draw(env: simcord.Env, bot: Verbatim, folder: Path) -> None:
    guild = env.create_guild(name="Newsroom")
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    alice = guild.add_member(env.create_user("alice"), roles=[role])
    asked = guild.create_text_channel("ask-the-articles")
    await bot.store.servers.change(guild.id, question_log=True, channels=frozenset({asked.id}))
    for question in QUESTIONS:
        await alice.slash(asked, "ask", question=question)
    for command in ("config", "stats", "gaps", "privacy show"):
        name = command.split()[0]
        channel = guild.create_text_channel(name)
        await alice.slash(channel, command)
        await picture(env, channel, alice, folder / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main(draw))
