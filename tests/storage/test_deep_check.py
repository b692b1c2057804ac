"""The deep check: each problem of the database is named with its server and path."""

from hashlib import sha256
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.libraries.database_check import check_database
from bot.storage.deep_check import CheckReport
from bot.storage.file.schema import FILE_NAME
from bot.storage.server_settings import ServerSettings
from bot.storage.store import open_store
from tests.support.databases import (
    OTHER,
    PLAIN,
    SERVER,
    another,
    contents,
    newer,
    older,
    overwritten,
    query,
    spoil,
)


def problems(folder: Path) -> tuple[str, ...]:
    return check_database(folder).problems


async def test_a_sound_database_has_no_problem_and_is_not_changed(filled):
    before = contents(filled)[FILE_NAME]
    assert check_database(filled) == CheckReport(articles=2, servers=2)
    assert contents(filled)[FILE_NAME] == before
    async with open_store(filled) as store:
        await store.servers.set_settings(OTHER, PLAIN)
        assert check_database(filled) == CheckReport(articles=2, servers=2)
        await store.servers.set_settings(OTHER, ServerSettings())


@pytest.mark.parametrize(
    ("tamper", "why"),
    [
        ("UPDATE articles SET text = 'The storm closed the town.'", "its text is not the one"),
        ("UPDATE articles SET text = CAST(x'80ff' AS TEXT)", "its text is not the one"),
        ("UPDATE articles SET digest = zeroblob(32)", "its text is not the one"),
        ("UPDATE articles SET title = 'Another'", "its title is not that of its text"),
        ("UPDATE articles SET published = '2025-01-01'", "its date is not that of its text"),
        ("UPDATE articles SET fingerprint = 'x'", "its fingerprint is not that of its text"),
        ("UPDATE articles SET size = 0", "its size is not that of its text"),
        (
            "UPDATE originals SET content = zeroblob(length(content))",
            "its original: it has changed since it was stored",
        ),
        ("UPDATE originals SET name = 'b.txt'", "its original: it has changed since it was stored"),
        ("UPDATE articles SET url = 'https://example.com'", "its address is not that of its text"),
        ("UPDATE articles SET added_on = 'never'", "added_on is not a day"),
        ("DELETE FROM articles", "an original without an article"),
    ],
)
def test_each_problem_is_named_with_its_server_and_path(filled, tamper, why):
    query(filled, f"{tamper} WHERE server_id = {SERVER}")
    [problem] = problems(filled)
    path = "the-storm-closed-the-port-of-strelsau.txt"
    assert problem.startswith(f"server {SERVER}: {path}: {why}")


def test_a_damaged_part_is_named_with_its_server(filled):
    query(filled, "UPDATE parts SET content = x'00' WHERE content = CAST('index' AS BLOB)")
    name = sha256(b"index").hexdigest()[:8]
    assert problems(filled) == (
        f"server {SERVER}: part {name} of the index: it is not the one that was stored",
    )


def test_a_damaged_page_is_named_with_what_is_on_it(filled):
    spoil(filled, "articles")
    said = "\n".join(problems(filled))
    for name in (f"server {SERVER}: the-storm", f"server {OTHER}: the-mayor"):
        assert name in said


def test_a_text_that_no_article_can_be_made_of_is_named(filled):
    query(filled, f"UPDATE articles SET text = ' ', digest = x'{DIGEST_OF_A_SPACE}'")
    assert [problem.rpartition(": ")[2] for problem in problems(filled)] == ["holds no text"] * 2


DIGEST_OF_A_SPACE = "36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068"


def test_of_an_older_file_the_pages_are_checked(folder):
    older(folder / FILE_NAME, 4)
    assert problems(folder) == ()
    spoil(folder, "votes")
    assert problems(folder)


@pytest.mark.parametrize(
    ("make", "why"), [(overwritten, "not a database"), (lambda f: newer(f / FILE_NAME), "newer")]
)
def test_what_cannot_be_checked_is_told(filled, make, why):
    make(filled)
    with pytest.raises(StoreError, match=why):
        problems(filled)


def test_a_database_of_another_program_is_told(folder):
    folder.mkdir()
    another(folder / FILE_NAME)
    assert problems(folder) == ("it is no database of Verbatim",)


def test_before_the_first_start_there_is_nothing_to_check(folder):
    assert check_database(folder) is None
