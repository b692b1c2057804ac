"""Draw the documents' pictures of cards from the messages that the bot sends.

    pip install 'simcord[screenshot]==3.2.1'      # and install Chromium, for example Debian's
    python -m tests.pictures.cards docs/images

It runs the bot in a simulated Discord, asks questions, and takes a picture of each answer.
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import simcord
from playwright.async_api import BrowserType

from bot.core.loading import load_collection
from bot.discord_app.client import Verbatim
from bot.storage.store import open_store
from tests.support.bots import OFTEN, make_bot

CORPUS = Path(__file__).parents[2] / "corpus"
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 720, 1_400  # pixels; the timeline with its picture is that high


async def main(draw: Callable[[simcord.Env, Verbatim, Path], Awaitable[None]]) -> None:
    """Run the bot and let `draw` write its pictures to the folder given on the command line."""
    use_installed_chromium()
    with tempfile.TemporaryDirectory() as data:
        async with open_store(Path(data)) as store:
            bot = make_bot(
                load_collection(CORPUS), store, user_cooldown=OFTEN, server_cooldown=OFTEN
            )
            async with simcord.run(bot, shard_count=1) as env:
                env.backend.bot_user.name = env.backend.bot_user.global_name = "Verbatim"
                await draw(env, bot, Path(sys.argv[1]))


async def draw(env: simcord.Env, bot: Verbatim, folder: Path) -> None:
    guild = env.create_guild(name="Newsroom")
    alice = guild.add_member(env.create_user("alice"))
    pictures = {
        "answer": ("ask", {"question": "Who leads Russia’s delegation?"}),
        "refusal": ("ask", {"question": "Who won the football match?"}),
        "summary": ("summary", {}),
        "timeline": ("timeline", {}),
    }
    for name, (command, options) in pictures.items():
        channel = guild.create_text_channel(name)
        await alice.slash(channel, command, **options)
        await picture(env, channel, alice, folder / f"{name}.png")
    channel = guild.create_text_channel("follow-up")
    await alice.send(channel, f"{bot.user.mention} Who leads Russia’s delegation?")
    await alice.send(channel, "and the American one?", reply_to=channel.last_message)
    await picture(env, channel, alice, folder / "follow-up.png")
    await draw_private(env, guild, alice, folder)


async def draw_private(env: simcord.Env, guild: Any, alice: Any, folder: Path) -> None:
    """Draw the private replies to an answer's button and to a message's menu."""
    channel = guild.create_text_channel("context")
    await alice.slash(channel, "ask", question="Who leads Russia’s delegation?")
    result = await alice.click(channel.last_message, label="Context 1")
    await picture(env, channel, alice, folder / "context.png", result.response)
    channel = guild.create_text_channel("check")
    message = await alice.send(
        channel, "I read that Medinsky leads the Russian delegation in Istanbul."
    )
    result = await alice.context_menu(channel, "Check against the articles", message)
    await picture(env, channel, alice, folder / "check.png", result.response)


async def picture(
    env: simcord.Env, channel: Any, viewer: Any, file: Path, message: Any = None
) -> None:
    async with env.preview(
        channel, viewers=[viewer], layout="channel", display="fixed", width=WIDTH, height=HEIGHT
    ) as preview:
        if message is not None:
            await preview.show(message)
        await preview.screenshot(file)
    print(file)


def use_installed_chromium() -> None:
    """Have Playwright start the installed Chromium instead of one that it downloads."""
    launch = BrowserType.launch

    async def launch_installed(self: BrowserType, **options: Any) -> Any:
        return await launch(self, executable_path=CHROMIUM, args=["--no-sandbox"], **options)

    BrowserType.launch = launch_installed  # type: ignore[method-assign]


if __name__ == "__main__":
    asyncio.run(main(draw))
