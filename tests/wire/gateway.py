"""The gateway: sessions that outlive their connections, as Discord's do, one for each shard."""

import asyncio
import contextlib
import enum
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

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
# After these Discord wants a new session; after all others that are not final it is resumed:
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
ENDS_SESSION = (4007, 4009)


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


@dataclass(eq=False)
class Session:
    """What one shard hears: its events so far, and the connection if it is not away."""

    id: str
    shard: tuple[int, int]
    intents: int
    connection: Connection | None
    events: list[Json] = field(default_factory=list)

    def dispatch(self, event: str, data: Json, intent: int = ALWAYS) -> None:
        """Send an event if the bot asked for its kind; keep it for a bot that is away."""
        if not self.intents & intent:
            return
        self.events.append({"op": Op.DISPATCH, "t": event, "s": len(self.events) + 1, "d": data})
        if self.connection:
            self.connection.send_event(self.events[-1])


Greeting = Callable[[str, tuple[int, int]], list[tuple[str, Json]]]


class Gateway:
    """The gateway as one bot meets it: for each shard one session, at most one connection."""

    def __init__(self, token: str, greeting: Greeting, changed: asyncio.Event) -> None:
        self.received: list[Json] = []
        self.sessions: dict[int, Session] = {}
        self._token = token
        self._greeting = greeting
        self._changed = changed

    def count(self, op: int) -> int:
        """Count the payloads of one kind that the bot has sent."""
        return sum(payload["op"] == op for payload in self.received)

    def dispatch(self, event: str, data: Json, intent: int = ALWAYS) -> None:
        """Send an event to the shard that is for its server; what has none is for the first."""
        for session in self.sessions.values():
            if shard_of(data.get("guild_id"), session.shard[1]) == session.shard[0]:
                session.dispatch(event, data, intent)

    def break_off(
        self, *, code: int | None = None, op: int | None = None, data: object = None, shard: int = 0
    ) -> None:
        """Send the bot away with a close code or a payload; events wait from now on."""
        session = self.sessions[shard]
        connection, session.connection = session.connection, None
        assert connection, "the bot has no connection that could be broken off"
        if (op == Op.INVALID_SESSION and not data) or code in ENDS_SESSION:
            del self.sessions[shard]
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
        for shard, session in list(self.sessions.items()):
            if session.connection is connection:
                session.connection = None
                # Who leaves with one of these codes does not come back to the session.
                if code in (1000, 1001):
                    del self.sessions[shard]

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
            number, count = data.get("shard") or (0, 1)
            self._begin(Session(snowflake(), (number, count), data["intents"], connection))

    def _begin(self, session: Session) -> None:
        self.sessions[session.shard[0]] = session
        for event, greeting in self._greeting(session.id, session.shard):
            session.dispatch(event, greeting)

    def _resume(self, connection: Connection, data: Json) -> None:
        known = [one for one in self.sessions.values() if one.id == data["session_id"]]
        if data["token"] != self._token:
            connection.close(AUTHENTICATION_FAILED)
        elif not known:
            connection.send(Op.INVALID_SESSION, data=False)
        else:
            self._replay(known[0], connection, data["seq"])

    def _replay(self, session: Session, connection: Connection, sequence: int) -> None:
        session.connection = connection
        for missed in session.events[sequence:]:
            connection.send_event(missed)
        session.dispatch("RESUMED", {})


def shard_of(guild_id: str | None, count: int) -> int:
    """Return the shard that hears of a server, or of what belongs to none."""
    return (int(guild_id) >> 22) % count if guild_id else 0
