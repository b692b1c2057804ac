"""A Discord on the loopback: an unmodified bot talks to it, and tests are its users."""

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from aiohttp import web

from . import world
from .api import Api, Call, DiscordError, Handler, Interaction, refusal
from .certificates import Certificates
from .gateway import DIRECT_MESSAGES, GUILD_MESSAGES, Gateway, Op, shard_of
from .proxy import LOCALHOST, ConnectProxy
from .world import ALICE, BOT, CHANNEL, DM, Json

SECONDS = 5.0
ROOT = "/api/v10"
COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
Found = TypeVar("Found")


@dataclass
class Fault:
    """An error that the next fitting requests meet."""

    method: str
    path_part: str
    status: int
    body: Json | str
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1


class LoopbackDiscord:
    """Serve Discord to one bot through `proxy.url`; record what it asks; act as its users."""

    def __init__(
        self,
        certificates: Certificates,
        token: str = world.TOKEN,
        guilds: Sequence[Json] | None = None,
    ) -> None:
        self.calls: list[Call] = []
        self.unknown_routes: list[str] = []
        self.certificates = certificates
        self.token = token
        self._changed = asyncio.Event()
        self.faults: list[Fault] = []
        self.guilds = [world.guild()] if guilds is None else guilds
        self.gateway = Gateway(token, self._greeting, self._changed)
        self.api = Api(self._dispatch)

    async def __aenter__(self) -> Self:
        self._stack = contextlib.AsyncExitStack()
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        self._stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, LOCALHOST, 0, ssl_context=self.certificates.server).start()
        port = runner.addresses[0][1]
        self.proxy = await self._stack.enter_async_context(ConnectProxy(port))
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._stack.aclose()

    # What a test makes happen

    async def say(
        self,
        channel: str,
        author: str,
        text: str,
        *,
        mention_bot: bool = False,
        mention_everyone: bool = False,
        reply_to: str | None = None,
    ) -> str:
        """Write as one of the users and return the id; a reply mentions whom it answers."""
        await self.wait_ready()
        text = f"<@{BOT}> {text}" if mention_bot else text
        text = f"@everyone {text}" if mention_everyone else text
        new = world.message(channel, author, text, mention_everyone=mention_everyone)
        if reply_to:
            answered = self.api.messages[reply_to]
            reference = {"type": 0, "message_id": reply_to, "channel_id": channel}
            new |= {"type": 19, "message_reference": reference, "referenced_message": answered}
            new["mentions"] += [answered["author"]] * (answered["author"] not in new["mentions"])
        return str(self.api.keep(new)["id"])

    async def slash(
        self,
        name: str,
        options: Json | None = None,
        *,
        user: str = ALICE,
        guild: bool = True,
        **more: Any,
    ) -> Interaction:
        """Use a registered command; `name` may go on to a subcommand; a file is a (name, bytes).

        `more` takes the place of what the payload has, such as where it happens.
        """
        command, words = await self._command(name), name.split()[1:]
        attachments = {}
        options = dict(options or {})
        for option, value in options.items():
            if isinstance(value, tuple):
                hosted = self.api.host(*value)
                options[option] = hosted["id"]
                attachments[hosted["id"]] = hosted
        data = {
            "options": chosen(command, words, options),
            "resolved": {"attachments": attachments},
        }
        return self._interact(COMMAND, {**identity(command), **data}, user, guild, **more)

    async def autocomplete(
        self, name: str, option: str, typed: str, *, user: str = ALICE, guild: bool = True
    ) -> Interaction:
        """Type into an option of a command; the response carries the choices."""
        command, words = await self._command(name), name.split()[1:]
        options = chosen(command, words, {option: typed}, focused=True)
        return self._interact(AUTOCOMPLETE, {**identity(command), "options": options}, user, guild)

    async def press(
        self, custom_id: str, message_id: str, *, user: str = ALICE, values: list[str] | None = None
    ) -> Interaction:
        """Press a button, or choose values of a select, below a message of the bot."""
        shown = self.api.messages[message_id]
        found = [
            part for part in world.walk(shown["components"]) if part.get("custom_id") == custom_id
        ]
        assert found, f"no {custom_id} below {shown}"
        assert not found[0].get("disabled"), f"{custom_id} is disabled"
        data = {"custom_id": custom_id, "component_type": found[0]["type"], "id": 1}
        data |= {"values": values} if values is not None else {}
        in_guild = shown["channel_id"] != DM
        return self._interact(COMPONENT, data, user, in_guild, message=world.as_bot_sees(shown))

    async def send_in(
        self, custom_id: str, text: str, message_id: str, *, user: str = ALICE
    ) -> Interaction:
        """Send in a modal with one field, which a button below a message opened."""
        shown = self.api.messages[message_id]
        field = {"type": 4, "custom_id": "text", "value": text, "id": 2}
        data = {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}]}
        in_guild = shown["channel_id"] != DM
        return self._interact(MODAL, data, user, in_guild, message=world.as_bot_sees(shown))

    async def use_menu(self, name: str, message_id: str, *, user: str = ALICE) -> Interaction:
        """Choose from the menu of a message, which Discord sends along with all of its text."""
        command = next(one for one in self.api.commands if one["name"] == name)
        messages = {message_id: self.api.messages[message_id]}
        data = {"target_id": message_id, "resolved": {"messages": messages}, **identity(command)}
        return self._interact(COMMAND, data, user, in_guild=True)

    def close_gateway(self, code: int) -> None:
        """Close the gateway's connection with a code; what happens next waits for the bot."""
        self.gateway.break_off(code=code)

    def request_reconnect(self) -> None:
        """Ask the bot to reconnect and resume."""
        self.gateway.break_off(op=Op.RECONNECT)

    def invalidate_session(self, *, resumable: bool) -> None:
        """Tell the bot that its session is over, and whether it may still resume it."""
        self.gateway.break_off(op=Op.INVALID_SESSION, data=resumable)

    def fail_next(
        self,
        method: str,
        path_part: str,
        status: int,
        body: Json | str | None = None,
        headers: dict[str, str] | None = None,
        times: int = 1,
    ) -> None:
        """Answer the next fitting requests with an error; a 429 asks to wait for 50 ms.

        A body of text is sent as HTML, as what stands before Discord does.
        """
        limited = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
        usual = limited if status == 429 else {"message": "Internal error", "code": 0}
        # Without Via, discord.py takes a 429 for a ban by Cloudflare and gives up.
        sent = {"Via": "1.1 loopback"} if headers is None else headers
        self.faults.append(Fault(method, path_part, status, body or usual, sent, times))

    # What a test waits for

    async def until(
        self, find: Callable[[], Found | None], what: str, seconds: float = SECONDS
    ) -> Found:
        """Return what `find` gives as soon as it is something; fail, naming it, after a while."""
        try:
            async with asyncio.timeout(seconds):
                while not (found := find()):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            asked = "\n".join(f"{c.method} {c.path} -> {c.status}" for c in self.calls[-20:])
            raise AssertionError(f"no {what} in {seconds} s; the last requests:\n{asked}") from None
        return found

    async def wait_ready(self) -> None:
        """Wait until the bot has a session, which it keeps while it is away for a moment."""
        await self.until(lambda: self.gateway.sessions, "an IDENTIFY")

    async def wait_call(self, method: str, path_part: str, seconds: float = SECONDS) -> Call:
        """Return the next successful request of that kind that was not returned before."""

        def find() -> Call | None:
            fitting = self.successful(method, path_part)
            return next((call for call in fitting if not call.seen), None)

        call = await self.until(find, f"{method} …{path_part}…", seconds)
        call.seen = True
        return call

    async def wait_message(self, channel: str = CHANNEL, seconds: float = SECONDS) -> Json:
        """Return the JSON of the next message that the bot sends to a channel."""
        return dict((await self.wait_call("POST", f"/channels/{channel}/messages", seconds)).body)

    async def wait_response(self, interaction: Interaction, seconds: float = SECONDS) -> Json:
        """Return the JSON of the bot's first response to an interaction."""
        return await self.until(lambda: interaction.response, "a first response", seconds)

    def successful(self, method: str, path_part: str) -> list[Call]:
        """Return the requests of that kind that were answered without an error, in order."""
        return [
            call
            for call in self.calls
            if call.method == method and path_part in call.path and (call.status or 999) < 400
        ]

    def forget_calls(self) -> None:
        """Take every request so far as returned, so that a test starts with a clean sheet."""
        for call in self.calls:
            call.seen = True

    # How it works

    def _greeting(self, session: str, shard: tuple[int, int]) -> list[tuple[str, Json]]:
        number, count = shard
        own = [guild for guild in self.guilds if shard_of(guild["id"], count) == number]
        return [
            ("READY", world.ready(session, shard, own)),
            *(("GUILD_CREATE", guild) for guild in own),
        ]

    def _dispatch(self, event: str, data: Json) -> None:
        direct = data["channel_id"] == DM
        self.gateway.dispatch(event, data, DIRECT_MESSAGES if direct else GUILD_MESSAGES)

    async def _command(self, name: str) -> Json:
        first = name.split()[0]
        return await self.until(
            lambda: next((c for c in self.api.commands if c["name"] == first), None), f"/{first}"
        )

    def _interact(
        self, kind: int, data: Json, user: str, in_guild: bool, **more: Any
    ) -> Interaction:
        payload = {**world.interaction(kind, data, user, in_guild=in_guild), **more}
        begun = self.api.interactions[payload["token"]] = Interaction(payload)
        self.gateway.dispatch("INTERACTION_CREATE", payload)
        return begun

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=64 << 20)
        app.router.add_get("/", self.gateway.serve)
        app.router.add_get("/attachments/{path:.*}", self._download)
        for route, handler in self.api.routes().items():
            method, path = route.split()
            app.router.add_route(method, ROOT + path, self._served_by(handler))
        app.router.add_route("*", "/{path:.*}", self._served_by(self._unknown))
        return app

    def _served_by(self, handler: Handler) -> Callable[[web.Request], Any]:
        async def serve(request: web.Request) -> web.Response:
            call = await read_call(request)
            self.calls.append(call)
            headers: dict[str, str] = {}
            try:
                self._authorise(request)
                self._fail(call)
                call.answer = handler(call, **request.match_info)
                call.status = 204 if call.answer is None else 200
            except DiscordError as no:
                call.status, call.answer, headers = no.status, no.body, no.headers
            self._changed.set()
            return answer(call, headers)

        return serve

    def _authorise(self, request: web.Request) -> None:
        by_token = request.path.startswith((f"{ROOT}/webhooks/", f"{ROOT}/interactions/"))
        if not by_token and request.headers.get("Authorization") != f"Bot {self.token}":
            raise refusal(401, 0, "401: Unauthorized")

    def _fail(self, call: Call) -> None:
        for fault in self.faults:
            if fault.times and fault.method == call.method and fault.path_part in call.path:
                fault.times -= 1
                raise DiscordError(fault.status, fault.body, fault.headers)

    def _unknown(self, call: Call, path: str) -> None:
        self.unknown_routes.append(f"{call.method} /{path}")
        raise refusal(404, 0, "404: Not Found")

    async def _download(self, request: web.Request) -> web.Response:
        content = self.api.files.get(request.path)
        return web.Response(status=404) if content is None else web.Response(body=content)


async def read_call(request: web.Request) -> Call:
    """Return the request with its JSON, which comes as one part of many beside files."""
    call = Call(request.method, request.path.removeprefix(ROOT), dict(request.query))
    if request.content_type == "multipart/form-data":
        form = await request.post()
        call.body = json.loads(str(form["payload_json"]))
        uploads = {key: part for key, part in form.items() if isinstance(part, web.FileField)}
        call.files = {key: part.file.read() for key, part in uploads.items()}
    elif request.can_read_body:
        call.body = await request.json()
    return call


def answer(call: Call, headers: dict[str, str]) -> web.Response:
    """Return the answer as bytes: discord.py knows JSON only without a charset in its type."""
    if call.answer is None:
        return web.Response(status=204, headers=headers)
    if isinstance(call.answer, str):
        return web.Response(
            status=call.status or 500, text=call.answer, headers=headers, content_type="text/html"
        )
    body = json.dumps(call.answer).encode()
    return web.Response(
        status=call.status or 500, body=body, headers=headers, content_type="application/json"
    )


def identity(command: Json) -> Json:
    """Return what tells which registered command is used."""
    return {key: command[key] for key in ("id", "name", "type")}


def chosen(command: Json, words: list[str], values: Json, *, focused: bool = False) -> list[Json]:
    """Return the options as the gateway gives them, inside the subcommands that `words` name."""
    known = {option["name"]: option for option in command.get("options") or []}
    if words:
        inside = known[words[0]]
        options = chosen(inside, words[1:], values, focused=focused)
        return [{"name": words[0], "type": inside["type"], "options": options}]
    mark = {"focused": True} if focused else {}
    return [
        {"name": name, "type": known[name]["type"], "value": value, **mark}
        for name, value in values.items()
    ]
