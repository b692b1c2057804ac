"""The loopback Discord's small world: its people, its places, and how messages are written."""

import copy
import itertools
import re
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

TOKEN = "loopback.token"
# Old applications have a bot user with another id: mixing the two up must not go unnoticed.
BOT, APPLICATION = "1100000000000000001", "1100000000000000002"
ALICE, OWNER, OTHER_BOT = "1100000000000000003", "1100000000000000004", "1100000000000000005"
GUILD = "1100000000000000006"
CHANNEL, THREAD, DM = "1100000000000000007", "1100000000000000008", "1100000000000000009"

GUILD_TEXT, DIRECT, PUBLIC_THREAD = 0, 1, 11
SINCE = "2024-01-01T00:00:00+00:00"
# View, send, embed, attach, read history, use application commands, send in threads.
MEMBER_PERMISSIONS = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 15 | 1 << 16 | 1 << 31 | 1 << 38
ALL_PERMISSIONS = (1 << 53) - 1

EPHEMERAL, LOADING, COMPONENTS_V2 = 1 << 6, 1 << 7, 1 << 15

_counter = itertools.count(1)


def snowflake() -> str:
    """Return a new id: increasing, and of the present moment, since clients read the time in it."""
    milliseconds = int(time.time() * 1000) - 1_420_070_400_000
    return str(milliseconds << 22 | next(_counter) & 0x3FFFFF)


def now() -> str:
    """Return the present moment as Discord writes it."""
    return datetime.now(UTC).isoformat()


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    """Return a user as others see it."""
    nothing = dict.fromkeys(["avatar", "global_name", "banner", "accent_color", "primary_guild"])
    flags = {"public_flags": 0, "flags": 0}
    return {"id": user_id, "username": name, "discriminator": "0", "bot": bot, **flags, **nothing}


USERS = {
    BOT: user(BOT, "verbatim", bot=True),
    ALICE: user(ALICE, "alice"),
    OWNER: user(OWNER, "owner"),
    OTHER_BOT: user(OTHER_BOT, "chatterbox", bot=True),
}


def member(user_id: str) -> Json:
    """Return the guild's member without its user, as messages carry it."""
    nothing = dict.fromkeys(
        ["nick", "avatar", "banner", "premium_since", "communication_disabled_until"]
    )
    flags = {"flags": 0, "mute": False, "deaf": False, "pending": False}
    return {"roles": [], "joined_at": SINCE, **flags, **nothing}


def permissions(user_id: str) -> str:
    """Return what a user may do in the guild."""
    return str(ALL_PERMISSIONS if user_id == OWNER else MEMBER_PERMISSIONS)


def channels() -> dict[str, Json]:
    """Return every channel of the world by its id."""
    text: Json = {"type": GUILD_TEXT, "guild_id": GUILD, "name": "news", "position": 0, "flags": 0}
    text |= {"permission_overwrites": [], "nsfw": False, "topic": None, "parent_id": None}
    metadata = {"archived": False, "archive_timestamp": SINCE, "auto_archive_duration": 1440}
    thread = {"type": PUBLIC_THREAD, "guild_id": GUILD, "name": "talks", "flags": 0}
    thread |= {"parent_id": CHANNEL, "owner_id": ALICE, "message_count": 1, "member_count": 1}
    thread |= {"thread_metadata": {**metadata, "locked": False}, "rate_limit_per_user": 0}
    direct = {"type": DIRECT, "recipients": [USERS[ALICE]], "flags": 0}
    shared = {"last_message_id": None}
    places = {CHANNEL: text, THREAD: thread, DM: direct}
    return {place: {"id": place, **shared, **data} for place, data in places.items()}


def other_guild(number: int) -> str:
    """Return the id of one of many more guilds; it has one channel, whose id is one higher."""
    return str((int(GUILD) >> 22) + number << 22)


def guild_of(channel_id: str) -> str | None:
    """Return the guild of a channel; direct messages have none."""
    if channel_id in (CHANNEL, THREAD, DM):
        return None if channel_id == DM else GUILD
    return str(int(channel_id) - 1)


def channel(channel_id: str) -> Json | None:
    """Return a channel of any guild."""
    known = channels()
    if channel_id in known:
        return known[channel_id]
    guild_id = guild_of(channel_id) or ""
    is_one = channel_id.isdigit() and int(guild_id) % (1 << 22) == 0
    return {**known[CHANNEL], "id": channel_id, "guild_id": guild_id} if is_one else None


def guild(guild_id: str = GUILD) -> Json:
    """Return a guild as GUILD_CREATE gives it."""
    everyone: Json = {"id": guild_id, "name": "@everyone", "permissions": str(MEMBER_PERMISSIONS)}
    everyone |= {"position": 0, "color": 0, "hoist": False, "managed": False, "mentionable": False}
    people = [{**member(person), "user": USERS[person]} for person in USERS]
    text, thread, _ = channels().values()
    if guild_id != GUILD:
        text = channel(str(int(guild_id) + 1)) or {}
    empty: Json = {
        "emojis": [],
        "stickers": [],
        "features": [],
        "presences": [],
        "voice_states": [],
    }
    empty |= {"stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": []}
    return {
        "id": guild_id,
        "name": "Newsroom",
        "owner_id": OWNER,
        "preferred_locale": "en-US",
        "joined_at": SINCE,
        "member_count": len(people),
        "large": False,
        "unavailable": False,
        "roles": [{**everyone, "flags": 0}],
        "channels": [text],
        "threads": [thread] if guild_id == GUILD else [],
        "members": people,
        **empty,
    }


def message(channel: str, author: str, content: str, **more: Any) -> Json:
    """Return a new message as somebody sees it who may read all of it."""
    mentioned = dict.fromkeys(re.findall(r"<@!?(\d+)>", content))
    lists: Json = {"mention_roles": [], "attachments": [], "embeds": [], "components": []}
    return {
        "id": snowflake(),
        "type": 0,
        "flags": 0,
        "channel_id": channel,
        "author": USERS[author],
        "content": content,
        "timestamp": now(),
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [USERS[person] for person in mentioned if person in USERS],
        **lists,
        **more,
    }


def as_bot_sees(seen: Json) -> Json:
    """Return the message as a bot gets it that lacks the message content intent."""
    if referenced := seen.get("referenced_message"):
        seen = {**seen, "referenced_message": as_bot_sees(referenced)}
    involved = [person["id"] for person in [seen["author"], *seen["mentions"]]]
    if seen["channel_id"] == DM or BOT in involved:
        return seen
    return {**seen, "content": "", "embeds": [], "attachments": [], "components": []}


def as_event(seen: Json) -> Json:
    """Return the message as the gateway announces it."""
    seen = as_bot_sees(seen)
    if seen["channel_id"] == DM:
        return {**seen, "channel_type": DIRECT}
    kind = PUBLIC_THREAD if seen["channel_id"] == THREAD else GUILD_TEXT
    place = {"guild_id": guild_of(seen["channel_id"]), "channel_type": kind}
    return {**seen, **place, "member": member(seen["author"]["id"])}


def interaction(kind: int, data: Json, person: str, *, in_guild: bool) -> Json:
    """Return what a person does with a command or a component, as the gateway tells it."""
    channel = channels()[CHANNEL if in_guild else DM]
    own = {**member(person), "user": USERS[person], "permissions": permissions(person)}
    there = {"guild_id": GUILD, "guild_locale": "en-US", "member": own}
    return {
        "id": snowflake(),
        "application_id": APPLICATION,
        "type": kind,
        "token": f"interaction-{snowflake()}",
        "version": 1,
        "data": data,
        "channel": channel,
        "channel_id": channel["id"],
        "app_permissions": permissions(BOT),
        "attachment_size_limit": 10 << 20,
        "locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": {"0": GUILD if in_guild else "0"},
        "context": 0 if in_guild else 1,
        **(there if in_guild else {"user": USERS[person]}),
    }


def bot_user() -> Json:
    """Return the bot as it sees itself."""
    return {**USERS[BOT], "verified": True, "mfa_enabled": False, "locale": "en-US"}


def application() -> Json:
    """Return the bot's application as its owner sees it."""
    absent = ["icon", "team", "interactions_endpoint_url", "role_connections_verification_url"]
    counts = ["guild", "user_install", "user_authorization"]
    return {
        "id": APPLICATION,
        "name": "Verbatim",
        "description": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "owner": USERS[OWNER],
        "redirect_uris": [],
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        **dict.fromkeys(absent),
        **{f"approximate_{kind}_count": 1 for kind in counts},
    }


def ready(session: str, shard: tuple[int, int], guilds: Sequence[Json]) -> Json:
    """Return the event that begins a session."""
    return {
        "v": 10,
        "user": bot_user(),
        "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
        "session_id": session,
        "resume_gateway_url": "wss://gateway-resume.discord.gg",
        "shard": list(shard),
        "application": {"id": APPLICATION, "flags": 0},
        "private_channels": [],
    }


def walk(components: list[Json]) -> Iterator[Json]:
    """Give every component, each before those inside it."""
    for component in components:
        yield component
        inside = [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from walk([*component.get("components", []), *inside])


def numbered(components: list[Json]) -> list[Json]:
    """Return a copy of the components in which each has an id, as Discord gives them."""
    components = copy.deepcopy(components)
    for number, part in enumerate(walk(components), 1):
        part.setdefault("id", number)
    return components


def text_of(body: Json) -> str:
    """Return all that a message says: its content and its text displays, without escapes."""
    shown = [part.get("content", "") for part in walk(body.get("components") or [])]
    return "\n".join([body.get("content") or "", *shown]).replace("\\", "")
