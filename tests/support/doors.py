"""Every door of the bot, found in the client itself and tried as a client of one's own could.

Discord checks who sees a command and which buttons a message has; what comes from here was checked
by nobody. All that the bot sends back is heard where it leaves discord.py.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import simcord
from discord import AppCommandOptionType, AppCommandType, InteractionType, app_commands
from simcord.backend import serializers
from simcord.http import router
from simcord.interactions import base_payload, store_interaction_attachment

from bot.discord_app.client import Verbatim
from bot.discord_app.replies.markdown import heading, small_print
from bot.discord_app.texts import texts_in

IN_SERVER, WITH_BOT, WITH_OTHERS = range(3)  # where an interaction comes from, as Discord counts
_CARD = 1 << 15  # the flag of a message that is a card
_CONTAINER, _ROW, _TEXT, _LABEL, _INPUT = 17, 1, 10, 18, 4  # types of components
_MODAL = 9  # the type of a response
_INTERACTIVE = frozenset({2, 3, 5, 6, 7, 8})


@dataclass(frozen=True)
class Place:
    """Who tries a door, and where; `seen_as` is the server that the bot is told of."""

    name: str
    user: Any
    channel: Any
    server: int | None  # in which the simulated Discord looks for the user
    seen_as: int | None
    permissions: int = 0
    context: int = IN_SERVER


@dataclass(frozen=True)
class Sent:
    """What the bot sent: the JSON, and files with their names and alternative texts."""

    json: Any
    files: tuple[tuple[str, str, bytes], ...] = ()

    def told(self) -> str:
        """Return everything in it that can be read, also inside of zips."""
        files = (f"{name}\n{alt}\n{_readable(content)}" for name, alt, content in self.files)
        return "\n".join([json.dumps(self.json, ensure_ascii=False), *files])


@dataclass(frozen=True)
class Knock:
    """One try of a door: what is sent to the bot, beside who does and where.

    A `carrier` is a component; its message is made anew each time.
    """

    door: str
    type: InteractionType
    data: dict[str, Any]
    carrier: dict[str, Any] | None = None
    file: tuple[str, bytes] | None = None

    def given(self) -> str:
        """Return all that whoever tries it must have known before."""
        file = _readable(self.file[1]) if self.file else ""
        return json.dumps([self.data, self.carrier], ensure_ascii=False) + file


@dataclass(frozen=True)
class Bait:
    """What is tried at every door: texts, names, and ids of buttons and modals."""

    questions: tuple[str, ...]  # or anything else that is said
    names: tuple[str, ...]  # of whatever an option may name
    typed: tuple[str, ...]  # into options that complete
    server: str  # an id
    file: tuple[str, bytes]
    components: tuple[dict[str, Any], ...] = ()
    modals: tuple[dict[str, Any], ...] = ()


@dataclass
class Heard:
    """What the bot has sent so far."""

    sent: list[Sent] = field(default_factory=list)

    def since(self, mark: int) -> list[Sent]:
        """Return what was sent after the first `mark`."""
        return self.sent[mark:]


@contextmanager
def hearing() -> Iterator[Heard]:
    """Hear everything that the bot sends, whatever it is an answer to."""
    heard, dispatch = Heard(), router.dispatch

    def note(backend: Any, method: str, path: str, **sent: Any) -> Any:
        files = []
        for file in sent.get("files") or ():
            files.append((file.filename, file.description or "", file.fp.read()))
            file.fp.seek(0)
        heard.sent.append(Sent(sent.get("json"), tuple(files)))
        return dispatch(backend, method, path, **sent)

    with patch.object(router, "dispatch", note):
        yield heard


def _readable(content: bytes) -> str:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode("latin-1") + content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        return "\n".join([*names, *(_readable(archive.read(name)) for name in names)])


# --- Knocking


async def knock(env: simcord.Env, place: Place, one: Knock) -> None:
    """Send an interaction that nobody checked, and wait until the bot has done all it does."""
    backend = env.backend
    data = dict(one.data)
    if one.file:
        resolved: dict[str, Any] = dict(data.get("resolved", {}))
        number = store_interaction_attachment(backend, place.channel.id, *one.file, resolved)
        data = json.loads(json.dumps(data).replace('"FILE"', json.dumps(number)))
        data["resolved"] = resolved
    record, payload = base_payload(
        backend,
        type=one.type.value,
        channel_id=place.channel.id,
        guild_id=place.server,
        user_id=place.user.id,
        data=data,
    )
    payload["context"] = place.context
    if place.seen_as:
        payload["guild_id"] = str(place.seen_as)
        payload["member"]["permissions"] = str(place.permissions)
        payload["app_permissions"] = str((1 << 53) - 1)
    if one.carrier is not None:
        message = _message(env, place, one.carrier)
        record.source_message_id = message.id
        payload["message"] = dict(serializers.message_payload(backend, message))
    before = asyncio.all_tasks()
    backend.emit("INTERACTION_CREATE", payload)
    await settled(before)


async def settled(before: set[asyncio.Task[Any]]) -> None:
    """Wait until nothing is done that was not `before`.

    SimCord's own `settle` looks at the timer of every private message each time, of thousands here.
    """
    while new := {one for one in asyncio.all_tasks() - before if not _is_timer(one)}:
        done, _ = await asyncio.wait(new, timeout=30)
        assert done, f"the bot hangs: {new}"


def _is_timer(task: asyncio.Task[Any]) -> bool:
    """Return True for what discord.py waits with for the end of a private message's buttons."""
    return "__timeout_task_impl" in getattr(task.get_coro(), "__name__", "")


def _message(env: simcord.Env, place: Place, component: dict[str, Any]) -> Any:
    """Make a message of the bot's, an answer, with a component that was taken from another."""
    row = {"type": _ROW, "components": [component]}
    lines = [heading("Who won?"), small_print(texts_in("en")("quoted"))]
    texts = [{"type": _TEXT, "content": line} for line in lines]
    card = {"type": _CONTAINER, "components": [*texts, row]}
    return env.backend.create_message(
        place.channel.id, env.bot.user.id, "", components=[card], flags=_CARD
    )


# --- Finding


def in_tree(bot: Verbatim, bait: Bait) -> Iterator[Knock]:
    """Yield tries of every command, completion and menu, in every option."""
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield from _completions(command, bait)
            yield from _uses(command, bait)
    for kind in AppCommandType:
        for menu in () if kind is AppCommandType.chat_input else bot.tree.get_commands(type=kind):
            yield from _menu_uses(menu, bait)


def _uses(command: app_commands.Command, bait: Bait) -> Iterator[Knock]:
    values = {one.display_name: _values(one, bait) for one in command.parameters}
    needed = {
        one.display_name: values[one.display_name][0] for one in command.parameters if one.required
    }
    picking = {"server": bait.server} if "server" in values else {}
    giving = dict([(name, "FILE") for name, every in values.items() if every == ["FILE"]][:1])
    fillings = [needed, needed | picking, needed | giving]
    for name, every in values.items():
        for value in every:
            fillings += [needed | {name: value}, needed | {name: value} | giving]
            fillings += [needed | {name: value} | picking] if value in bait.questions else []
    for filling in _unique(fillings):
        file = bait.file if "FILE" in filling.values() else None
        data = _data(command, filling)
        yield Knock(
            f"/{command.qualified_name}", InteractionType.application_command, data, None, file
        )


def _values(parameter: app_commands.Parameter, bait: Bait) -> list[Any]:
    """Return what to try in an option; one of a new type has to be thought of here first."""
    return {
        AppCommandOptionType.string: [*bait.questions, *bait.names],
        AppCommandOptionType.boolean: [True],
        AppCommandOptionType.integer: [parameter.max_value],
        AppCommandOptionType.attachment: ["FILE"],
    }[parameter.type]


def _completions(command: app_commands.Command, bait: Bait) -> Iterator[Knock]:
    names = [one.display_name for one in command.parameters]
    for parameter in command.parameters:
        if not parameter.autocomplete:
            continue
        name = parameter.display_name
        for typed in bait.typed:
            for filled in _unique([{}, {"server": bait.server} if "server" in names else {}]):
                if name in filled:
                    continue
                data = _data(command, filled | {name: typed}, focused=name)
                door = f"/{command.qualified_name} {name}:"
                yield Knock(door, InteractionType.autocomplete, data)


def _data(command: app_commands.Command, filling: dict[str, Any], focused: str = "") -> dict:
    types = {one.display_name: one.type.value for one in command.parameters}
    options = [
        {"name": name, "type": types[name], "value": value}
        | ({"focused": True} if name == focused else {})
        for name, value in filling.items()
    ]
    *groups, root = command.qualified_name.split()[::-1]
    for depth, name in enumerate(groups):
        kind = AppCommandOptionType.subcommand_group if depth else AppCommandOptionType.subcommand
        options = [{"name": name, "type": kind.value, "options": options}]
    return {"id": "1", "name": root, "type": 1, "options": options}


def _menu_uses(menu: app_commands.ContextMenu, bait: Bait) -> Iterator[Knock]:
    assert menu.type is AppCommandType.message, "say how to try a menu of members"
    author = {"id": "7", "username": "somebody", "discriminator": "0", "avatar": None}
    for text in bait.questions:
        message = {"id": "9", "channel_id": "8", "content": text, "author": author, "type": 0}
        message |= {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None}
        for name in ("attachments", "embeds", "mentions", "mention_roles", "components"):
            message[name] = []
        message |= dict.fromkeys(("tts", "mention_everyone", "pinned"), False)
        data = {"id": "1", "name": menu.name, "type": menu.type.value, "target_id": "9"}
        data["resolved"] = {"messages": {"9": message}}
        yield Knock(f"menu {menu.name}", InteractionType.application_command, data)


def on_messages(bot: Verbatim, bait: Bait) -> Iterator[Knock]:
    """Yield tries of buttons, selects and modals that were seen elsewhere."""
    for component in bait.components:
        yield press(bot, component)
    for modal in bait.modals:
        for text in bait.questions:
            yield submission(modal, text)


def press(bot: Verbatim, component: dict[str, Any]) -> Knock:
    """Press a button, or choose the first option, or nothing, of a select."""
    data = {"custom_id": component["custom_id"], "component_type": component["type"]}
    if component["type"] != 2:
        data["values"] = [one["value"] for one in component.get("options", [])[-1:]]
    door = item_of(bot, component["custom_id"])
    return Knock(door, InteractionType.component, data, component)


def submission(modal: dict[str, Any], text: str) -> Knock:
    """Send a modal in with `text` in each of its fields."""
    fields = [
        {"type": _LABEL, "component": {"type": _INPUT, "custom_id": name, "value": text}}
        for name in sorted(_names_of_fields(modal))
    ]
    data = {"custom_id": modal["custom_id"], "components": fields}
    carrier = {"type": 2, "style": 1, "label": "x", "custom_id": "x"}
    return Knock(kind_of_modal(modal["custom_id"]), InteractionType.modal_submit, data, carrier)


def kind_of_modal(custom_id: str) -> str:
    return f"modal {custom_id.partition(':')[0]}"


def _names_of_fields(part: Any) -> Iterator[str]:
    for one in _parts(part.get("components", [])):
        if one.get("type") == _INPUT:
            yield one["custom_id"]


def item_of(bot: Verbatim, custom_id: str) -> str:
    """Return the name of the class that takes an id; each must have one, or it dies at a stop."""
    [found] = [item for pattern, item in items(bot).items() if pattern.fullmatch(custom_id)]
    return found.__name__


def items(bot: Verbatim) -> dict[Any, type]:
    """Return the classes of all buttons and selects that the bot knows again, by their patterns."""
    return bot._connection._view_store._dynamic_items


# --- What the bot sent


def components(sent: Iterable[Sent]) -> Iterator[dict[str, Any]]:
    """Yield the buttons and selects in messages."""
    for one in sent:
        if not _modal(one):
            yield from (
                part
                for part in _parts(one.json)
                if part.get("type") in _INTERACTIVE and "custom_id" in part
            )


def modals(sent: Iterable[Sent]) -> Iterator[dict[str, Any]]:
    """Yield the modals that were opened."""
    return (found for one in sent if (found := _modal(one)))


def _modal(sent: Sent) -> dict[str, Any] | None:
    is_one = isinstance(sent.json, dict) and sent.json.get("type") == _MODAL
    return sent.json["data"] if is_one else None


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from _parts(one)


def _unique(every: Iterable[Any]) -> list[Any]:
    return list({json.dumps(one, sort_keys=True): one for one in every}.values())
