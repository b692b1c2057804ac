"""The gateway: a session that outlives its connections, as Discord's does."""

import asyncio
import contextlib
import enum
import json
import zlib
from collections.abc import Callable

from aiohttp import web

from .world import Json, snowflake


class Op(enum.IntEnum):
    """What a payload of the gateway is for."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    ACK = 11


# A bot that asks for members, presences or message content is turned away: ours may not.
PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | 1 << 15
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12
UNKNOWN_OPCODE, AUTHENTICATION_FAILED, DISALLOWED_INTENTS = 4001, 4004, 4014
ALWAYS = -1


class Connection:
    """One websocket; what is sent through it leaves in order."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self._socket = socket
        self._outbox: asyncio.Queue[Json | int | None] = asyncio.Queue()
        self._zlib = zlib.compressobj() if compressed else None

    def send(self, op: int, data: object = None) -> None:
        """Send a payload that is not an event."""
        self.send_event({"op": op, "d": data, "s": None, "t": None})

    def send_event(self, payload: Json) -> None:
        """Send a payload as it is."""
        self._outbox.put_nowait(payload)

    def close(self, code: int | None) -> None:
        """End the connection with a close code, or without one where the client has ended it."""
        self._outbox.put_nowait(code)

    async def write(self) -> None:
        """Write what was sent until the connection is closed."""
        with contextlib.suppress(ConnectionError):
            while isinstance(item := await self._outbox.get(), dict):
                await self._write(json.dumps(item))
            if item is not None:
                await self._socket.close(code=item)

    async def _write(self, text: str) -> None:
        if self._zlib is None:
            await self._socket.send_str(text)
        else:
            packed = self._zlib.compress(text.encode()) + self._zlib.flush(zlib.Z_SYNC_FLUSH)
            await self._socket.send_bytes(packed)


class Gateway:
    """The gateway as one bot meets it: one session, at most one connection at a time."""

    def __init__(
        self, token: str, greeting: Callable[[str], list[tuple[str, Json]]], changed: asyncio.Event
    ) -> None:
        self.received: list[Json] = []
        self.session: str | None = None
        self._token = token
        self._greeting = greeting
        self._changed = changed
        self._intents = 0
        self._events: list[Json] = []
        self._connection: Connection | None = None

    def count(self, op: int) -> int:
        """Count the payloads of one kind that the bot has sent."""
        return sum(payload["op"] == op for payload in self.received)

    def dispatch(self, event: str, data: Json, intent: int = ALWAYS) -> None:
        """Send an event if the bot asked for its kind; keep it for a bot that is away."""
        if not self._intents & intent:
            return
        self._events.append({"op": Op.DISPATCH, "t": event, "s": len(self._events) + 1, "d": data})
        if self._connection:
            self._connection.send_event(self._events[-1])

    def break_off(
        self, *, code: int | None = None, op: int | None = None, data: object = None
    ) -> None:
        """Send the bot away with a close code or a payload; events wait from now on."""
        connection, self._connection = self._connection, None
        assert connection, "the bot has no connection that could be broken off"
        if op == Op.INVALID_SESSION and not data:
            self.session = None
        if op is not None:
            connection.send(op, data)
        if code is not None:
            connection.close(code)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a conversation with one connection of the bot."""
        socket = web.WebSocketResponse(timeout=1.0, compress=False)
        await socket.prepare(request)
        # zstd-stream is answered in plain text, which clients accept beside any compression.
        compressed = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, compressed=compressed)
        writing = asyncio.create_task(connection.write())
        connection.send(Op.HELLO, {"heartbeat_interval": 41250})
        async for frame in socket:
            self._take(connection, json.loads(frame.data))
            self._changed.set()
        self._lose(connection, socket.close_code)
        connection.close(None)
        await writing
        return socket

    def _lose(self, connection: Connection, code: int | None) -> None:
        if self._connection is connection:
            self._connection = None
            # Who leaves with one of these codes does not come back to the session.
            self.session = None if code in (1000, 1001) else self.session

    def _take(self, connection: Connection, payload: Json) -> None:
        self.received.append(payload)
        match payload["op"]:
            case Op.HEARTBEAT:
                connection.send(Op.ACK)
            case Op.IDENTIFY:
                self._identify(connection, payload["d"])
            case Op.RESUME:
                self._resume(connection, payload["d"])
            case Op.PRESENCE:
                pass
            case _:
                connection.close(UNKNOWN_OPCODE)

    def _identify(self, connection: Connection, data: Json) -> None:
        if data["token"] != self._token:
            connection.close(AUTHENTICATION_FAILED)
        elif data["intents"] & PRIVILEGED_INTENTS:
            connection.close(DISALLOWED_INTENTS)
        else:
            self._begin(connection, data["intents"])

    def _begin(self, connection: Connection, intents: int) -> None:
        self._intents = intents
        self.session, self._connection, self._events = snowflake(), connection, []
        for event, greeting in self._greeting(self.session):
            self.dispatch(event, greeting)

    def _resume(self, connection: Connection, data: Json) -> None:
        if data["token"] != self._token:
            connection.close(AUTHENTICATION_FAILED)
        elif data["session_id"] != self.session:
            connection.send(Op.INVALID_SESSION, data=False)
        else:
            self._replay(connection, data["seq"])

    def _replay(self, connection: Connection, sequence: int) -> None:
        self._connection = connection
        for missed in self._events[sequence:]:
            connection.send_event(missed)
        self.dispatch("RESUMED", {})
