"""Fixtures of the wire tests."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from .certificates import Certificates, make_certificates
from .discord_server import LoopbackDiscord


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Make certificates that only these tests trust."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
async def loopback(certificates: Certificates) -> AsyncIterator[LoopbackDiscord]:
    """Give a Discord of one's own, for one test."""
    async with LoopbackDiscord(certificates) as loopback:
        yield loopback
    assert loopback.unknown_routes == []


@pytest_asyncio.fixture(loop_scope="module")
async def fresh(certificates: Certificates) -> AsyncIterator[LoopbackDiscord]:
    """Give a Discord of one's own, without a bot."""
    async with LoopbackDiscord(certificates) as fresh:
        yield fresh
    assert (fresh.unknown_routes, fresh.proxy.refused) == ([], [])
