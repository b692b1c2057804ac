"""How much memory a server costs: GUILD_CREATE for each of many, over the loopback.

    python -m tests.benchmarks.servers --servers 10000

The unmodified `python -m bot run` is a process of its own. A server has 25 roles, 40 channels with
topics and overwrites, 5 threads, 30 emojis, 5 stickers and the bot as its one member, which is what
Discord sends to a bot that asks for no members.
"""

import argparse
import asyncio
import tempfile
from pathlib import Path
from time import monotonic

from tests.benchmarks.soak import resident
from tests.wire import world
from tests.wire.bot_process import bot_process, settings
from tests.wire.certificates import make_certificates
from tests.wire.discord_server import LoopbackDiscord
from tests.wire.world import Json

ROLES, CHANNELS, THREADS, EMOJIS, STICKERS = 25, 40, 5, 30, 5
TEXT, VOICE, CATEGORY = 0, 2, 4
TOPIC = "Where members of the server talk about the news of the day. Be kind, and read the rules."


def main() -> None:
    """Run with one server and with many, and print the difference."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--servers", type=int, default=10_000)
    count = parser.parse_args().servers
    [(alone, _), (many, seconds)] = [asyncio.run(memory(number)) for number in (1, count)]
    each = 1024 * (many - alone) / max(1, count - 1)
    print(f"1 server {alone:.1f} MB, {count:,} servers {many:.1f} MB: {each:.1f} kB a server")
    print(f"ready {seconds:.1f} s after the start")


async def memory(count: int) -> tuple[float, float]:
    """Return the megabytes of a bot in that many servers, and the seconds until it was ready."""
    guilds = list(map(big_guild, range(count)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with LoopbackDiscord(make_certificates(folder), guilds=guilds) as discord:
            own, began = settings(discord, folder / "data"), monotonic()
            async with bot_process(folder, own, echo=False) as bot:
                await bot.wait_line(f"in {count} servers", seconds=500)
                return resident(bot), monotonic() - began


def big_guild(number: int) -> Json:
    """Return a server; what is in it is the same in all, since here memory counts too."""
    small = world.guild(world.other_guild(number))
    [everyone] = small["roles"]
    members = [one for one in small["members"] if one["user"]["id"] == world.BOT]
    return {**small, **_INSIDE, "roles": [everyone, *_ROLES], "members": members}


def role(number: int) -> Json:
    colour = {"color": 0x3D7EA6, "hoist": True, "managed": False, "mentionable": True, "flags": 0}
    more = {"permissions": str(world.MEMBER_PERMISSIONS), "position": number, "icon": None}
    tags = {"colors": {"primary_color": 0x3D7EA6, "secondary_color": None, "tertiary_color": None}}
    return {"id": world.snowflake(), "name": f"Role number {number}", **colour, **more, **tags}


def channel(number: int) -> Json:
    kind = CATEGORY if number < 8 else VOICE if number < 15 else TEXT
    overwrites = [
        {"id": one["id"], "type": 0, "allow": "1024", "deny": "2048"} for one in _ROLES[:3]
    ]
    place = {"id": world.snowflake(), "type": kind, "name": f"channel-{number}", "flags": 0}
    place |= {"position": number, "permission_overwrites": overwrites, "parent_id": None}
    if kind == TEXT:
        place |= {"topic": TOPIC, "rate_limit_per_user": 5, "last_message_id": world.snowflake()}
    return place | (
        {"bitrate": 64000, "user_limit": 10, "rtc_region": None} if kind == VOICE else {}
    )


def thread(number: int) -> Json:
    known = world.channels()[world.THREAD]
    return {**known, "id": world.snowflake(), "parent_id": _CHANNELS[-1]["id"]}


def emoji(number: int) -> Json:
    whose = {"user": world.USERS[world.OWNER], "roles": [], "require_colons": True}
    flags = {"managed": False, "animated": False, "available": True}
    return {"id": world.snowflake(), "name": f"emoji_{number}", **whose, **flags}


def sticker(number: int) -> Json:
    about = {"name": f"Sticker {number}", "description": TOPIC, "tags": "news", "type": 2}
    return {"id": world.snowflake(), **about, "format_type": 1, "available": True, "guild_id": "1"}


_ROLES = list(map(role, range(1, ROLES)))
_CHANNELS = list(map(channel, range(CHANNELS)))
_INSIDE: Json = {
    "channels": _CHANNELS,
    "threads": list(map(thread, range(THREADS))),
    "emojis": list(map(emoji, range(EMOJIS))),
    "stickers": list(map(sticker, range(STICKERS))),
}


if __name__ == "__main__":
    main()
