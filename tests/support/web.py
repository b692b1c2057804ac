"""A web of one server on loopback, under names of the tests' own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address

from aiohttp import web

from bot.ingest.addresses import Address
from bot.ingest.fetch import FetchLimits
from bot.ingest.ingest import Web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SERVER = IPv4Address("127.0.0.1")  # 127.0.0.2 stays forbidden


def only_the_server(address: Address) -> bool:
    return address == SERVER


@dataclass
class Names:
    """Resolves every name to the next of `answers`, the last one for ever, and counts."""

    answers: list[list[str]] = field(default_factory=lambda: [[str(SERVER)]])
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, port: int) -> list[str]:
        """Return the next answer."""
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


@dataclass
class Site:
    """A running server: `url` of a path on it, and the `Web` that reaches it."""

    port: int
    names: Names
    requests: list[web.Request]

    def url(self, path: str = "/", host: str = "news.example") -> str:
        """Return the URL of `path`."""
        return f"http://{host}:{self.port}{path}"

    def web(self, **limits) -> Web:
        """Return what reaches this server, and no other."""
        limits = {"max_bytes": 100_000, "seconds": 5, "read_seconds": 2} | limits
        return Web(FetchLimits(**limits, ports={self.port}), only_the_server, self.names)


@asynccontextmanager
async def site(*handlers: tuple[str, Handler], names: Names | None = None) -> AsyncIterator[Site]:
    requests: list[web.Request] = []

    @web.middleware
    async def note(request: web.Request, handler: Handler) -> web.StreamResponse:
        requests.append(request)
        return await handler(request)

    app = web.Application(middlewares=[note])
    app.add_routes([web.get(path, handler) for path, handler in handlers])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, str(SERVER), 0).start()
        yield Site(runner.addresses[0][1], names or Names(), requests)
    finally:
        await runner.cleanup()


def answering(body: bytes | str = b"", **options) -> Handler:
    """Return a handler that gives `body`, as HTML unless the options say otherwise."""
    data = body.encode() if isinstance(body, str) else body
    options = {"content_type": "text/html"} | options

    async def handler(request: web.Request) -> web.Response:
        return web.Response(body=data, **options)

    return handler


def leading_to(location: str, status: int = 302) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": location})

    return handler
