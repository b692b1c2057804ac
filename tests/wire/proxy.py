"""A CONNECT proxy that leads every host of Discord to the loopback server, and nothing else on."""

import asyncio
import contextlib
from typing import Self

from .certificates import is_discord

LOCALHOST = "127.0.0.1"


class ConnectProxy:
    """Tunnel Discord's hosts to one local port; refuse and remember all others."""

    def __init__(self, target_port: int) -> None:
        self.tunnelled: set[str] = set()
        self.refused: list[str] = []
        self.unplugged = False
        self._target_port = target_port
        self._served: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, LOCALHOST, 0)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        for writer in self._served.values():
            writer.close()
        await asyncio.gather(*self._served)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """The address that a bot is given as its proxy."""
        return f"http://{LOCALHOST}:{self._server.sockets[0].getsockname()[1]}"

    def unplug(self) -> None:
        """Lose every connection, and have no new one succeed until `unplugged` is False again."""
        self.unplugged = True
        for writer in self._served.values():
            writer.close()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._served[task] = writer
        task.add_done_callback(self._served.pop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            await self._connect(head.split()[0], head.split()[1], reader, writer)
        await close(writer)

    async def _connect(
        self, verb: str, place: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.unplugged:
            return
        host, _, port = place.partition(":")
        if verb != "CONNECT" or port != "443" or not is_discord(host):
            self.refused.append(place)
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        self.tunnelled.add(host)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await self._tunnel(reader, writer)

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(LOCALHOST, self._target_port)
        ways = [
            asyncio.create_task(copy(reader, far_writer)),
            asyncio.create_task(copy(far_reader, writer)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        # Closing both ends the other way, too.
        writer.close()
        await close(far_writer)
        await asyncio.gather(*ways, return_exceptions=True)


async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass on bytes until the reader's end."""
    while chunk := await reader.read(65536):
        writer.write(chunk)
        await writer.drain()


async def close(writer: asyncio.StreamWriter) -> None:
    """Close a connection that the other side may have closed already."""
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()
