"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from bot.core.collection import Collection
from bot.core.loading import load_collection

OPENAPI = "VERBATIM_OPENAPI"  # a setting of the tests: see tests/wire/openapi.py
# No test is timed: on a busy machine the slowest example would fail.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(autouse=True)
def clean_environ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the settings of whoever runs the tests."""
    for name in os.environ:
        if name == "DISCORD_TOKEN" or (name.startswith("VERBATIM_") and name != OPENAPI):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def corpus() -> Path:
    return CORPUS


@pytest.fixture(scope="session")
def seed(corpus: Path) -> Collection:
    return load_collection(corpus)
