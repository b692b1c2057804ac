"""The port on which an operator's programs ask how the bot is."""

import contextlib
import logging
from collections.abc import AsyncIterator
from http.client import OK, SERVICE_UNAVAILABLE
from typing import TYPE_CHECKING

from aiohttp import web

from bot.discord_app.operations.health import find_ailment
from bot.discord_app.operations.metrics import Metrics
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@contextlib.asynccontextmanager
async def http_endpoints(bot: "Verbatim", address: str, port: int) -> AsyncIterator[None]:
    """Serve `/healthz` and `/metrics`; raise SettingsError if the port cannot be used."""
    metrics = Metrics(bot)
    logging.getLogger().addHandler(metrics)
    runner = web.AppRunner(_application(bot, metrics), access_log=None)
    await runner.setup()
    try:
        await _listen(runner, address, port)
        yield
    finally:
        logging.getLogger().removeHandler(metrics)
        await runner.cleanup()


async def _listen(runner: web.AppRunner, address: str, port: int) -> None:
    try:
        await web.TCPSite(runner, address, port).start()
    except OSError as error:
        raise SettingsError(
            f"VERBATIM_METRICS_PORT: {address}:{port} cannot be served: {error.strerror}"
        ) from error


def _application(bot: "Verbatim", metrics: Metrics) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        reason = find_ailment(bot)
        return web.Response(
            status=SERVICE_UNAVAILABLE if reason else OK, text=f"{reason or 'ok'}\n"
        )

    async def metrics_text(_: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), headers={"Content-Type": _CONTENT_TYPE})

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    app.router.add_get("/metrics", metrics_text)
    return app
