"""Draw the documents' pictures of moderators' panels and lists, and of `/privacy`.

    python -m tests.pictures.panels docs/images

It needs the same packages as tests.pictures.cards.
"""

import asyncio
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.discord_app.client import Verbatim
from tests.pictures.cards import main, picture

ARTICLES = {
    "council.md": "---\ntitle: Council votes for a new tram line\npublished: 2026-11-12\n---\n\n"
    "The council of Strelsau voted on Thursday for a tram line to the harbour.\n",
    "ferry.txt": "The ferry to Zenda runs again\n\nThe ferry to Zenda runs again since Monday.\n",
    "harbour.md": "---\ntitle: Harbour closed by a storm\npublished: 2026-11-20\n"
    "url: https://example.org/harbour\n---\n\nA storm closed the harbour of Strelsau for nine days."
    " No ship was lost.\n\nThe mayor, Anna Tarlen, thanked all who brought their boats home.\n",
}
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
    ask_channel = guild.create_text_channel("ask-the-articles")
    await bot.store.servers.change(
        guild.id, question_log=True, channels=frozenset({ask_channel.id})
    )
    for question in QUESTIONS:
        await alice.slash(ask_channel, "ask", question=question)
    for command in ("config", "stats", "gaps", "privacy show"):
        name = command.split()[0]
        channel = guild.create_text_channel(name)
        await alice.slash(channel, command)
        await picture(env, channel, alice, folder / f"{name}.png")
    await draw_articles(env, guild, alice, folder)


async def draw_articles(env: simcord.Env, guild: Any, alice: Any, folder: Path) -> None:
    """Draw a new article and the list of articles, as a moderator sees them."""
    channel = guild.create_text_channel("articles")
    for name, text in ARTICLES.items():
        result = await alice.slash(channel, "articles add", file=(name, text.encode()))
    await picture(env, channel, alice, folder / "article.png", result.response)
    result = await alice.slash(channel, "articles list")
    await picture(env, channel, alice, folder / "articles.png", result.response)


if __name__ == "__main__":
    asyncio.run(main(draw))
