"""What the simulated Discord was sent, and what its members read and press."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.discord_app.replies.markdown import unescape
from bot.storage.file.schema import FILE_NAME

QUESTION = "Who leads Russia's delegation?"
ANSWER = "Vladimir Medinsky and Deputy Defence Minister Alexander Fomin"
NO_ANSWER = "Who won the football match?"
AMERICAN = "Marco Rubio"
CARRIED = "from your previous question or its answer"


def message_text(message: discord.Message) -> str:
    """Return everything that a message shows."""
    displays = [c for c in walk(message.components) if isinstance(c, discord.TextDisplay)]
    return "\n".join([message.content, *(display.content for display in displays)])


def walk(components: Iterable[Any]) -> Iterator[Any]:
    """Yield components and all that they contain."""
    for component in components:
        yield component
        yield from walk(getattr(component, "children", []))


def response_text(result: Any) -> str:
    """Return everything that the response to a command shows."""
    return "\n".join([result.response.content, *_contents(result.response.components)])


def _contents(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        yield component.get("content", "")
        yield from _contents(component.get("components", []))


def final_text(result: Any) -> str:
    """Return everything that the response shows, at once or after the bot took its time."""
    followups = (message_text(followup.message) for followup in result.followups)
    return "\n".join([response_text(result), *followups])


def sent_messages(env: simcord.Env) -> list[dict]:
    """Return the bodies of the messages that the bot sent, in order."""
    posts = [r for r in env.http_requests if r.method == "POST" and r.path.endswith("/messages")]
    return [request.json for request in posts]


def buttons(message: Any) -> dict[str, discord.Button]:
    """Return the buttons of a message by their labels, in their order."""
    parts = (getattr(part, "accessory", part) for part in walk(message.components))
    return {part.label: part for part in parts if isinstance(part, discord.Button)}


def first_label(message: Any) -> str:
    """Return the label of a message's first button."""
    return next(iter(buttons(message)))


async def press(member: Any, message: Any, label: str) -> Any:
    """Have a member press the button with a label."""
    return await member.click(message, custom_id=buttons(message)[label].custom_id)


def without_markdown(markdown: str) -> str:
    """Return a text as it reads in Discord, without its emphasis."""
    return unescape(re.sub(r"(?<!\\)(\*\*|__)", "", markdown))


def carried_words(message: discord.Message) -> str:
    """Return the words that the footer of an answer says were taken from another question."""
    footer = message_text(message).split("\n")[-1]
    return footer.partition(f"{CARRIED}: ")[2].strip("*")


def database_bytes(folder: Path) -> bytes:
    """Return the content of the database's files."""
    return b"".join(file.read_bytes() for file in (folder / "data").glob(f"{FILE_NAME}*"))
