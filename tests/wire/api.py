"""The REST side of the loopback Discord: what it stores and how it answers."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import world
from .world import Json

FIRST_RESPONSE_SECONDS = 3.0
SLASH_ANSWER = 20
MODAL_SUBMIT = 5
CDN = "https://cdn.discordapp.com"
IDS = ("id", "message_id", "channel_id", "guild_id")
EDITABLE = ("content", "embeds", "components", "flags")

Handler = Callable[..., Any]
Dispatch = Callable[[str, Json], None]


class DiscordError(Exception):
    """A request that Discord refuses, with what it answers."""

    def __init__(
        self, status: int, body: Json | str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(body)
        self.status, self.body, self.headers = status, body, headers or {}


def refusal(status: int, code: int, reason: str) -> DiscordError:
    """Return the error in Discord's words."""
    return DiscordError(status, {"code": code, "message": reason})


@dataclass(eq=False)
class Call:
    """One request of the bot: what it asked, and how it was answered."""

    method: str
    path: str
    query: dict[str, str]
    body: Any = None
    files: dict[str, bytes] = field(default_factory=dict)
    status: int | None = None
    answer: Any = None
    seen: bool = False
    received: float = field(default_factory=time.monotonic)


@dataclass(eq=False)
class Interaction:
    """Something that a user did and that the bot has to answer once, within three seconds."""

    payload: Json
    deadline: float = field(default_factory=lambda: time.monotonic() + FIRST_RESPONSE_SECONDS)
    response: Json | None = None
    original: str | None = None

    @property
    def id(self) -> str:
        """The interaction's id."""
        return str(self.payload["id"])

    @property
    def token(self) -> str:
        """What allows to answer it."""
        return str(self.payload["token"])


class Api:
    """Discord's routes as far as a bot of questions and answers uses them."""

    def __init__(self, dispatch: Dispatch) -> None:
        self.commands: list[Json] = []
        self.messages: dict[str, Json] = {}
        self.interactions: dict[str, Interaction] = {}
        self.files: dict[str, bytes] = {}
        self._dispatch = dispatch

    def routes(self) -> dict[str, Handler]:
        """Return every route, as a method and a path, with what answers it."""
        text, hook = "/channels/{channel}/messages", "/webhooks/{app}/{token}"
        return {
            "GET /users/@me": lambda call: world.bot_user(),
            "GET /oauth2/applications/@me": lambda call: world.application(),
            "GET /gateway/bot": self._gateway,
            "POST /users/@me/channels": lambda call: world.channels()[world.DM],
            "GET /applications/{app}/commands": lambda call, app: self.commands,
            "PUT /applications/{app}/commands": self._register,
            "GET /guilds/{place}": lambda call, place: world.guild(),
            "GET /guilds/{place}/members/{person}": self._member,
            "GET /channels/{channel}": lambda call, channel: self._channel(channel),
            "POST /channels/{channel}/typing": lambda call, channel: None,
            f"POST {text}": self._send,
            f"GET {text}/{{name}}": lambda call, channel, name: world.as_bot_sees(self._find(name)),
            f"PATCH {text}/{{name}}": lambda call, channel, name: self._edit(name, call),
            f"DELETE {text}/{{name}}": lambda call, channel, name: self._delete(name),
            "POST /interactions/{number}/{token}/callback": self._respond,
            f"POST {hook}": self._follow_up,
            f"GET {hook}/messages/{{name}}": lambda call, app, token, name: self._find(name, token),
            f"PATCH {hook}/messages/{{name}}": self._edit_response,
            f"DELETE {hook}/messages/{{name}}": self._delete_response,
        }

    def host(self, name: str, content: bytes) -> Json:
        """Put a file on the content network and return it as an attachment."""
        number = world.snowflake()
        path = f"/attachments/{world.CHANNEL}/{number}/{name}"
        self.files[path] = content
        url = f"{CDN}{path}"
        return {"id": number, "filename": name, "size": len(content), "url": url, "proxy_url": url}

    def keep(self, new: Json) -> Json:
        """Store a message and announce it, unless only one user sees it."""
        self.messages[new["id"]] = new
        if not new["flags"] & world.EPHEMERAL:
            self._dispatch("MESSAGE_CREATE", world.as_event(new))
        return new

    def _gateway(self, call: Call) -> Json:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": "wss://gateway.discord.gg", "shards": 1, "session_start_limit": limit}

    def _register(self, call: Call, app: str) -> list[Json]:
        self.commands = [registered(command) for command in call.body]
        return self.commands

    def _member(self, call: Call, place: str, person: str) -> Json:
        if place != world.GUILD or person not in world.USERS:
            raise refusal(404, 10007, "Unknown Member")
        return {**world.member(person), "user": world.USERS[person]}

    def _channel(self, channel: str) -> Json:
        found = world.channel(channel)
        if found is None:
            raise refusal(404, 10003, "Unknown Channel")
        return found

    def _send(self, call: Call, channel: str) -> Json:
        self._channel(channel)
        return self._create(call, channel, call.body, **self._reference(call.body))

    def _reference(self, body: Json) -> Json:
        reference = body.get("message_reference")
        if not reference:
            return {}
        referenced = self.messages.get(str(reference["message_id"]))
        if referenced is None and reference.get("fail_if_not_exists", True):
            raise refusal(400, 50035, "Invalid Form Body: Unknown message")
        reference = {"type": 0, **{key: str(reference[key]) for key in IDS if key in reference}}
        return {"type": 19, "message_reference": reference, "referenced_message": referenced}

    def _create(self, call: Call, channel: str, body: Json, **more: Any) -> Json:
        uploads = self._uploads(call, body)
        more |= {
            "flags": body.get("flags") or 0,
            "embeds": body.get("embeds") or [],
            "components": hosted(world.numbered(body.get("components") or []), uploads),
            "attachments": uploads,
        }
        new = world.message(channel, world.BOT, body.get("content") or "", **more)
        check(new)
        return self.keep(new)

    def _uploads(self, call: Call, body: Json) -> list[Json]:
        named = {str(part["id"]): part for part in body.get("attachments") or []}
        return [
            self.host(named[key.removeprefix("files[").removesuffix("]")]["filename"], content)
            for key, content in call.files.items()
        ]

    def _find(self, name: str, token: str = "") -> Json:
        found = self._answer_to(token).original if name == "@original" else name
        if found not in self.messages:
            raise refusal(404, 10008, "Unknown Message")
        return self.messages[found]

    def _edit(self, name: str, call: Call, body: Json | None = None) -> Json:
        body = call.body if body is None else body
        old = self._find(name)
        changes: Json = {key: body[key] or type(old[key])() for key in EDITABLE if key in body}
        new = {**old, **changes, "edited_timestamp": world.now()}
        named = {str(part["id"]) for part in body.get("attachments", old["attachments"]) or []}
        kept = [part for part in old["attachments"] if part["id"] in named]
        new["attachments"] = [*kept, *self._uploads(call, body)]
        new["components"] = hosted(world.numbered(new["components"]), new["attachments"])
        new["flags"] = (old["flags"] | new["flags"]) & ~world.LOADING
        check(new)
        self.messages[name] = new
        if not new["flags"] & world.EPHEMERAL:
            self._dispatch("MESSAGE_UPDATE", world.as_event(new))
        return new

    def _delete(self, name: str) -> None:
        gone = world.as_event(self.messages.pop(self._find(name)["id"]))
        self._dispatch("MESSAGE_DELETE", {key: gone[key] for key in gone if key in IDS})

    def _respond(self, call: Call, number: str, token: str) -> Json | None:
        interaction = self.interactions.get(token)
        if not interaction or interaction.id != number or time.monotonic() > interaction.deadline:
            raise refusal(404, 10062, "Unknown interaction")
        if interaction.response:
            raise refusal(400, 40060, "Interaction has already been acknowledged.")
        shown = self._show_response(call, interaction)
        interaction.response = call.body
        if "with_response" not in call.query:
            return None
        own = {"id": number, "type": interaction.payload["type"]}
        if shown:
            own |= {"response_message_id": shown["id"]}
            own |= {"response_message_loading": bool(shown["flags"] & world.LOADING)}
            own |= {"response_message_ephemeral": bool(shown["flags"] & world.EPHEMERAL)}
        kind = call.body["type"]
        resource = {"resource": {"type": kind, "message": shown}} if kind in (4, 7) else {}
        return {"interaction": own, **resource}

    def _show_response(self, call: Call, interaction: Interaction) -> Json | None:
        kind, data = call.body["type"], call.body.get("data") or {}
        clicked = interaction.payload.get("message", {}).get("id")
        interaction.original = clicked
        if kind in (4, 5):
            shown = self._answer(call, interaction, data, loading=kind == 5)
            interaction.original = shown["id"]
            return shown
        return self._edit(clicked, call, data) if kind == 7 else None

    def _answer(
        self, call: Call, interaction: Interaction, data: Json, *, loading: bool = False
    ) -> Json:
        channel = interaction.payload["channel_id"]
        webhook: Json = {"type": SLASH_ANSWER, "webhook_id": world.APPLICATION}
        webhook |= {"interaction_metadata": metadata(interaction.payload)}
        if loading:
            flags = world.LOADING | (data.get("flags") or 0)
            return self.keep(world.message(channel, world.BOT, "", flags=flags, **webhook))
        return self._create(call, channel, data, **webhook)

    def _answer_to(self, token: str) -> Interaction:
        interaction = self.interactions.get(token)
        if interaction is None or interaction.response is None:
            raise refusal(404, 10015, "Unknown Webhook")
        return interaction

    def _follow_up(self, call: Call, app: str, token: str) -> Json:
        return self._answer(call, self._answer_to(token), call.body)

    def _edit_response(self, call: Call, app: str, token: str, name: str) -> Json:
        return self._edit(self._find(name, token)["id"], call)

    def _delete_response(self, call: Call, app: str, token: str, name: str) -> None:
        self._delete(self._find(name, token)["id"])


def hosted(components: list[Json], attachments: list[Json]) -> list[Json]:
    """Let the galleries show the files that came with the message, by where they are now."""
    files = {f"attachment://{part['filename']}": part for part in attachments}
    for part in world.walk(components):
        for item in part.get("items", []):
            url = item["media"]["url"]
            if url.startswith("attachment:") and url not in files:
                raise refusal(400, 50035, f"Invalid Form Body: {url} is not attached")
            if url in files:
                item["media"] = {key: files[url][key] for key in ("id", "url", "proxy_url")}
    return components


def metadata(payload: Json) -> Json:
    """Return what a message says of the interaction that it answers."""
    user = payload["user"] if "user" in payload else payload["member"]["user"]
    owners = payload["authorizing_integration_owners"]
    own = {key: payload[key] for key in ("id", "type")}
    if "message" in payload:
        own["interacted_message_id"] = payload["message"]["id"]
    if payload["type"] == MODAL_SUBMIT:
        pressed = {"id": world.snowflake(), "type": 3, "user": user}
        own["triggering_interaction_metadata"] = {
            **pressed,
            "authorizing_integration_owners": owners,
            "interacted_message_id": own.pop("interacted_message_id"),
        }
    return {**own, "user": user, "authorizing_integration_owners": owners}


def registered(command: Json) -> Json:
    """Return a command as Discord gives it back."""
    needed = command.get("default_member_permissions")
    return {
        "id": world.snowflake(),
        "application_id": world.APPLICATION,
        "version": world.snowflake(),
        "type": 1,
        "description": "",
        **{key: value for key, value in command.items() if value is not None},
        "default_member_permissions": None if needed is None else str(needed),
    }


def check(shown: Json) -> None:
    """Refuse what Discord refuses of a message, beyond what its OpenAPI document says."""
    parts = list(world.walk(shown["components"]))
    names = [part["custom_id"] for part in parts if part.get("custom_id")]
    modern = any(part["type"] >= 9 for part in parts)
    text = sum(len(part.get("content", "")) for part in parts)
    empty = not any(shown[key] for key in ("content", "embeds", "components", "attachments"))
    flagged = bool(shown["flags"] & world.COMPONENTS_V2)
    wrong = {
        "Cannot send an empty message": empty and not shown["flags"] & world.LOADING,
        "content is longer than 2000": len(shown["content"]) > 2000,
        "content and embeds do not go with flag 1 << 15": flagged
        and bool(shown["content"] or shown["embeds"]),
        "these components need flag 1 << 15": modern and not flagged,
        "more than 40 components": len(parts) > 40,
        "text displays are longer than 4000 in all": text > 4000,
        "custom_id is not unique": len(set(names)) < len(names),
    }
    for reason in filter(wrong.get, wrong):
        raise refusal(400, 50006 if empty else 50035, f"Invalid Form Body: {reason}")
