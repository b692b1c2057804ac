"""Evidence: every heading of `data/detection` is read, and every script is one of languages."""

from typing import get_args

import pytest

from bot.core.data_files import data_groups, data_names
from bot.core.languages.settings import Script

GROUPS = {"letters", "question words", "most frequent words", "frequent words"}
FILES = [
    f"{script}/{name}"
    for script in data_names("detection")
    for name in data_names(f"detection/{script}")
]


def test_every_script_has_languages():
    assert set(data_names("detection")) == set(get_args(Script)) - {"any"}


@pytest.mark.parametrize("file", FILES)
def test_every_heading_is_read(file):
    assert data_groups(f"detection/{file}").keys() <= GROUPS
