"""A data folder that is a file: each command says so in words."""

import pytest

from bot.errors import StoreError
from bot.libraries.database_check import check_database
from bot.storage.file.backup import backup, restore
from bot.storage.read_only_articles import open_server_articles
from tests.support.databases import open_and_close


@pytest.fixture
def file(tmp_path):
    (tmp_path / "data").touch()
    return tmp_path / "data"


@pytest.mark.parametrize(
    "use",
    [
        check_database,
        lambda file: backup(file, file.with_name("copy")),
        lambda file: restore(file, file),
        lambda file: open_server_articles(file, 1).__enter__(),
    ],
)
def test_a_data_folder_that_is_a_file_is_named(file, use):
    """`check --deep` used to find nothing wrong with it."""
    with pytest.raises(StoreError, match=r"VERBATIM_DATA: .*data is not a folder"):
        use(file)


async def test_a_bot_does_not_start_on_it(file):
    with pytest.raises(StoreError, match="is not a folder"):
        await open_and_close(file)
