"""Tables of comma-separated values: each row in words."""

import pytest

from bot.ingest.formats.tables import read_table
from bot.ingest.unreadable import UnreadableError

LIMITS = {"max_characters": 10_000}


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        pytest.param("Town,Mayor\nCork,Ann\n", "- Town: Cork, Mayor: Ann.\n", id="commas"),
        pytest.param("Town;Mayor\nCork;Ann, 40\n", "- Town: Cork; Mayor: Ann, 40.\n", id="signs"),
        pytest.param("Town\tMayor\nCork\tAnn\n", "- Town: Cork, Mayor: Ann.\n", id="tabs"),
        pytest.param('Town,Note\nCork,"It ""sank"",\nin May."\n',
                     '- Town: Cork; Note: It "sank", in May.\n', id="quoted"),
        pytest.param("Town,Mayor\nCork,\n,Ann\n", "- Town: Cork.\n\n- Mayor: Ann.\n", id="gaps"),
        pytest.param("1,2\n3,4\n", "- 1, 2.\n\n- 3, 4.\n", id="no header"),
        pytest.param("Town,Mayor\nCork,Ann,x\n", "- Town: Cork, Mayor: Ann, x.\n", id="a long row"),
        pytest.param("\ufeffTown,Mayor\r\nCork,Ann\r\n", "- Town: Cork, Mayor: Ann.\n", id="Excel"),
    ],
)  # fmt: skip
def test_rows(data, shown):
    assert read_table(data.encode(), LIMITS)["text"] == shown


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param("Just one column\nof words\n", "is no table", id="prose"),
        pytest.param("a,b\n" * 20_002, "20,000 rows", id="long"),
        pytest.param("", "is no table", id="empty"),
    ],
)
def test_what_is_refused(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_table(data.encode(), LIMITS)
