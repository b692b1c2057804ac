"""Delete what was stored for long enough."""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.discord_app.client import Verbatim

DAY_SECONDS = 24 * 60 * 60.0
_RETRY_SECONDS = 60.0


def expiring(bot: "Verbatim", every: float = DAY_SECONDS) -> AbstractAsyncContextManager[None]:
    """Have expired data deleted now and once a day, for as long as the body runs."""

    async def expire() -> None:
        await bot.store.expire(bot.clock().date())
        await bot.store.articles.seal_originals()

    return bot.tasks.periodic("expiry", expire, every=every, retry_after=_RETRY_SECONDS)
