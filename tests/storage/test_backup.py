"""Keeping: backups, restoring them, files that are damaged or older, and the deep check."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.libraries.database_check import check_database
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.original import Original
from bot.storage import integrity
from bot.storage.articles import ArticleChange
from bot.storage.backup import backup, restore
from bot.storage.deep_check import CheckReport
from bot.storage.integrity import SIDECARS
from bot.storage.locking import lock_folder
from bot.storage.schema import FILE_NAME, migrations
from bot.storage.server_settings import ServerSettings, Style
from bot.storage.store import Store, open_store
from tests.storage.test_store import open_and_close, query, version, write_and_be_killed
from tests.support.drafts import draft

SERVER, OTHER = 1_000_000_000_000_000_001, 2
TODAY = date(2025, 5, 15)
STORM = "The storm closed the port of Strelsau."
BRIDGE = "The mayor of Zenda opened the long bridge."
PLAIN = ServerSettings(Style.PLAIN)
LATEST = len(migrations())


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def copy(tmp_path) -> Path:
    return tmp_path / "backup.sqlite3"


@pytest.fixture
async def filled(folder, seed) -> Path:
    """Return a folder whose database has an article of each of two servers, and is closed."""
    async with open_store(folder) as store:
        library = ServerLibrary(seed, store.articles)
        for server, text in ((SERVER, STORM), (OTHER, BRIDGE)):
            incoming = draft(text, original=Original("a.txt", text.encode()))
            await ServerArticles(library, server, TODAY).add([incoming])
        await store.articles.commit(SERVER, ArticleChange(new_segments=(b"index",)), TODAY)
        await store.servers.set_settings(SERVER, PLAIN)
    return folder


async def texts(folder: Path) -> list[str]:
    async with open_store(folder) as store:
        kept = [(await store.articles.texts_and_segments(server))[0] for server in (SERVER, OTHER)]
    return [text for texts in kept for text in texts.values()]


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"verbatim.lock"}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


# --- Backup


async def test_a_backup_of_a_running_bot_is_the_whole_database_in_one_file(filled, copy, tmp_path):
    async with open_store(filled) as store:
        await store.servers.set_settings(OTHER, PLAIN)  # in the log alone
        backup(filled, copy)
        await store.servers.set_settings(OTHER, ServerSettings())  # and goes on
    assert names(tmp_path) == {"data", copy.name}
    assert copy.read_bytes()[18:20] == b"\1\1"  # which is to be read without a log beside it
    restore(tmp_path / "new", copy)
    assert await texts(tmp_path / "new") == [STORM, BRIDGE]
    async with open_store(tmp_path / "new") as store:
        assert (await store.servers.settings(OTHER)).style is Style.PLAIN


async def test_a_backup_has_no_half_of_what_is_written_meanwhile(folder, copy):
    async with open_store(folder) as store:
        writing = asyncio.create_task(write_pairs(store))
        for _ in range(10):
            await asyncio.to_thread(backup, folder, copy, overwrite=True)
            assert count(copy, "servers") == count(copy, "commands")
            assert not writing.done()
        writing.cancel()
    assert count(copy, "servers") > 1


async def write_pairs(store: Store) -> None:
    insert = (
        "INSERT INTO server_settings (server_id, style, direct_messages) VALUES (?, 'card', 1)",
        "INSERT INTO registered_commands VALUES (?, 'hash')",
    )
    number = 0
    while True:
        number += 1
        await store.database.write_all([(statement, (number,)) for statement in insert])


def count(file: Path, what: str) -> int:
    table = {"servers": "server_settings", "commands": "registered_commands"}[what]
    with closing(sqlite3.connect(file)) as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_a_file_that_is_there_is_overwritten_only_if_told(filled, copy):
    copy.write_text("mine")
    with pytest.raises(StoreError, match="is there already; --force overwrites it"):
        backup(filled, copy)
    assert copy.read_text() == "mine"
    backup(filled, copy, overwrite=True)
    assert count(copy, "servers") == 1


@pytest.mark.parametrize("ending", ["", *SIDECARS])
async def test_the_database_itself_is_never_overwritten(filled, ending):
    async with open_store(filled):
        before = contents(filled)
        with pytest.raises(StoreError, match="is the database itself"):
            backup(filled, filled / ".." / filled.name / f"{FILE_NAME}{ending}", overwrite=True)
        assert contents(filled) == before


def test_of_no_database_there_is_no_backup(tmp_path, copy):
    with pytest.raises(StoreError, match="there is no such file; VERBATIM_DATA names its folder"):
        backup(tmp_path, copy)
    assert names(tmp_path) == set()


@pytest.mark.parametrize(("name", "why"), [("data", "is a folder"), ("no/file", "cannot be writ")])
def test_a_backup_that_cannot_be_written_is_named(filled, tmp_path, name, why):
    with pytest.raises(StoreError, match=f"{name} {why}"):
        backup(filled, tmp_path / name)
    assert names(tmp_path) == {"data"}


def test_a_damaged_database_leaves_the_last_backup_as_it_is(filled, copy, tmp_path):
    backup(filled, copy)
    before = copy.read_bytes()
    spoil(filled, "votes")
    with pytest.raises(StoreError, match=f"{FILE_NAME} is damaged"):
        backup(filled, copy, overwrite=True)
    assert copy.read_bytes() == before
    assert names(tmp_path) == {"data", copy.name}


def spoil(folder: Path, table: str) -> None:
    """Write over the first page of a table, of a database that nobody uses."""
    where = f"(SELECT rootpage FROM sqlite_schema WHERE name = '{table}')"
    [(page, size)] = query(folder, f"SELECT {where}, page_size FROM pragma_page_size")
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


# --- Restore


async def test_what_was_there_before_is_kept(filled, copy):
    backup(filled, copy)
    for number in (1, 2):
        async with open_store(filled) as store:
            await store.servers.forget(SERVER)
        kept = restore(filled, copy)
        assert kept == filled / f"{FILE_NAME}.before-restore-{number}"
        assert count(kept, "servers") == 0
        assert await texts(filled) == [STORM, BRIDGE]
    assert not check_database(filled).problems


async def test_nothing_is_restored_under_a_running_bot(filled, copy):
    backup(filled, copy)
    async with open_store(filled), open_store(filled):
        before = contents(filled)
        with pytest.raises(StoreError, match=f"a bot is running on the folder {filled}; stop it"):
            restore(filled, copy)
        assert contents(filled) == before
    restore(filled, copy)


async def test_no_bot_starts_while_a_backup_is_restored(filled, monkeypatch):
    with (
        lock_folder(filled, exclusive=True),
        monkeypatch.context() as impatient,
    ):
        impatient.setattr("bot.storage.database.lock_folder", no_wait)
        with pytest.raises(StoreError, match="a restore is going on"):
            await open_and_close(filled)
    await open_and_close(filled)


def no_wait(folder: Path):
    return lock_folder(folder, wait_seconds=0)


async def test_nothing_is_restored_under_another_program(filled, copy):
    backup(filled, copy)
    with closing(sqlite3.connect(filled / FILE_NAME)) as other:
        other.execute("BEGIN").execute("SELECT * FROM votes").fetchone()
        with pytest.raises(StoreError, match="database is locked"):
            restore(filled, copy)
    assert await texts(filled) == [STORM, BRIDGE]


def another(copy: Path) -> None:
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(copy)) as database:
        database.executescript("CREATE TABLE mine (one); PRAGMA user_version = 2")


def newer(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as database:
        database.execute(f"PRAGMA user_version = {LATEST + 1}")


def cut(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-5000])


def without_a_row_of_an_index(copy: Path) -> None:
    """SQLite's quick check does not find it."""
    with closing(sqlite3.connect(copy)) as database:
        sql = "UPDATE sqlite_schema SET sql = replace(sql, '(url)', '(title)') WHERE name = 'i'"
        database.executescript("CREATE INDEX i ON articles (url); PRAGMA writable_schema = ON")
        database.execute(sql)
        database.commit()


@pytest.mark.parametrize(
    ("spoil_copy", "why"),
    [
        (lambda copy: copy.write_bytes(b""), "is no database of Verbatim"),
        (lambda copy: copy.write_text("a letter " * 999), "is damaged, or no database"),
        (lambda copy: copy.unlink(), "there is no such file"),
        (another, "is no database of Verbatim"),
        (newer, "was written by a newer Verbatim; update this one"),
        (cut, "is damaged"),
        (without_a_row_of_an_index, "is damaged"),
    ],
)
async def test_what_cannot_be_used_is_not_restored(filled, copy, spoil_copy, why):
    backup(filled, copy)
    spoil_copy(copy)
    before = contents(filled)
    with pytest.raises(StoreError, match=why) as caught:
        restore(filled, copy)
    assert copy.name in str(caught.value)
    assert contents(filled) == before


async def test_what_a_kill_left_in_the_log_is_kept_too(filled, copy):
    backup(filled, copy)
    write_and_be_killed(filled)
    assert f"{FILE_NAME}-wal" in names(filled)
    kept = restore(filled, copy)
    assert count(kept, "servers") == 2
    async with open_store(filled) as store:
        assert (await store.servers.settings(1)).style is Style.CARD


async def test_a_log_without_its_database_is_no_part_of_the_restored_one(filled, copy, folder):
    backup(filled, copy)
    write_and_be_killed(filled)
    (folder / FILE_NAME).unlink()
    assert restore(filled, copy) is None
    async with open_store(filled) as store:
        assert await store.servers.settings(1) == ServerSettings()  # which the log had changed


async def test_a_damaged_database_is_kept_with_its_log(filled, copy):
    backup(filled, copy)
    write_and_be_killed(filled)
    (filled / FILE_NAME).write_bytes(b"a letter " * 999)
    before = contents(filled)
    kept = restore(filled, copy)
    for ending in ("", "-wal"):
        assert contents(filled)[kept.name + ending] == before[FILE_NAME + ending]
    assert await texts(filled) == [STORM, BRIDGE]


async def test_where_files_cannot_be_linked_they_are_copied(filled, copy, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError

    backup(filled, copy)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    kept = restore(filled, copy)
    assert count(kept, "servers") == 1


async def test_an_older_backup_is_migrated_when_the_bot_starts(folder, copy):
    older(copy, 4)
    restore(folder, copy)
    async with open_store(folder) as store:
        assert (await store.servers.settings(SERVER)).style is Style.PLAIN
    assert version(folder) == LATEST


# --- Migrations


def older(file: Path, number: int) -> None:
    """Make a database of an older version, with the settings of a server."""
    file.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(file)) as database:
        for script in migrations()[:number]:
            database.executescript(script)
        database.execute(f"PRAGMA user_version = {number}")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(
            "INSERT INTO server_settings (server_id, style, direct_messages)"
            f" VALUES ({SERVER}, 'plain', 1)"
        )
        database.commit()


@pytest.mark.parametrize("number", range(1, LATEST))
async def test_a_file_is_kept_as_it_was_before_it_is_migrated(folder, number):
    older(folder / FILE_NAME, number)
    async with open_store(folder) as store:
        assert (await store.servers.settings(SERVER)).style is Style.PLAIN
    assert version(folder) == LATEST
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.version-{number}"}
    (folder / f"{FILE_NAME}.version-{number}").replace(folder / FILE_NAME)
    assert version(folder) == number
    assert query(folder, "SELECT server_id, style FROM server_settings") == [(SERVER, "plain")]


async def test_a_new_file_is_no_older_one(folder):
    await open_and_close(folder)
    await open_and_close(folder)
    assert names(folder) == {FILE_NAME}


async def test_a_migration_that_fails_leaves_the_older_file_as_it_was(folder):
    older(folder / FILE_NAME, 4)
    query(folder, "CREATE TABLE feeds (mine)")  # in the way of the last script's last tables
    for _ in range(2):
        with pytest.raises(StoreError, match="feeds already exists"):
            await open_and_close(folder)
        assert version(folder) == 4
        assert query(folder, "SELECT style FROM server_settings") == [("plain",)]
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.version-4"}
    query(folder, "DROP TABLE feeds")
    await open_and_close(folder)
    assert version(folder) == LATEST


async def test_nothing_is_migrated_that_cannot_be_kept(folder):
    older(folder / FILE_NAME, 4)
    (folder / f"{FILE_NAME}.version-4").mkdir()
    with pytest.raises(StoreError, match="version-4 cannot be written"):
        await open_and_close(folder)
    assert version(folder) == 4


async def test_many_may_open_an_older_file_at_once(folder):
    older(folder / FILE_NAME, 4)
    opening = (open_and_close(folder) for _ in range(8))
    assert await asyncio.gather(*opening, return_exceptions=True) == [None] * 8
    assert names(folder) == {FILE_NAME, f"{FILE_NAME}.version-4"}


# --- Damage


def overwritten(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"This is no database, but a letter. " * 999)


def without_a_header(folder: Path) -> None:
    (folder / FILE_NAME).write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)


def without_a_schema(folder: Path) -> None:
    with (folder / FILE_NAME).open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3_000)


def truncated(folder: Path) -> None:
    with (folder / FILE_NAME).open("r+b") as file:
        file.truncate(9_000)


def with_a_malformed_page(folder: Path) -> None:
    spoil(folder, "originals")


DAMAGE = [overwritten, without_a_header, without_a_schema, truncated, with_a_malformed_page]


@pytest.mark.parametrize("do_damage", DAMAGE)
async def test_a_damaged_file_is_set_aside_and_the_bot_starts(filled, do_damage, caplog):
    for number in (1, 2):
        do_damage(filled)
        before = contents(filled)[FILE_NAME]
        async with open_store(filled) as store:
            assert await store.servers.settings(SERVER) == ServerSettings()
            await store.servers.set_settings(SERVER, PLAIN)
        aside = f"{FILE_NAME}.damaged-{number}"
        assert contents(filled)[aside] == before
        [told] = [record.getMessage() for record in caplog.records]
        caplog.clear()
        assert str(filled / aside) in told
        assert "python -m bot restore FILE" in told
    there = {name for name in names(filled) if not name.endswith(SIDECARS)}
    assert there == {FILE_NAME, *(f"{FILE_NAME}.damaged-{number}" for number in (1, 2))}


async def test_the_log_of_a_damaged_file_goes_with_it(filled):
    write_and_be_killed(filled)
    overwritten(filled)
    before = contents(filled)
    await open_and_close(filled)
    aside = f"{FILE_NAME}.damaged-1"
    assert contents(filled)[f"{aside}-wal"] == before[f"{FILE_NAME}-wal"]
    assert names(filled) == {FILE_NAME, aside, f"{aside}-wal", f"{aside}-shm"}


async def test_of_many_that_start_on_a_damaged_file_one_sets_it_aside(filled):
    overwritten(filled)
    opening = (open_and_close(filled) for _ in range(8))
    assert await asyncio.gather(*opening, return_exceptions=True) == [None] * 8
    assert names(filled) == {FILE_NAME, f"{FILE_NAME}.damaged-1"}


async def test_a_damaged_file_that_another_uses_is_left_to_it(filled):
    async with open_store(filled):
        overwritten(filled)
        with pytest.raises(StoreError, match=r"is damaged \(.*\), and a bot is running"):
            await open_and_close(filled)
        assert FILE_NAME in names(filled)
        assert not any("damaged" in name for name in names(filled))


async def test_of_a_large_file_the_pages_of_articles_are_not_all_read(filled, monkeypatch):
    monkeypatch.setattr(integrity, "_MAX_BYTES_CHECKED_WHOLE", 0)
    spoil(filled, "originals")
    assert await texts(filled) == [STORM, BRIDGE]
    spoil(filled, "server_settings")
    assert await texts(filled) == []
    assert f"{FILE_NAME}.damaged-1" in names(filled)


async def test_a_newer_file_is_refused_and_not_set_aside(filled):
    newer(filled / FILE_NAME)
    with pytest.raises(StoreError, match="was written by a newer Verbatim; update this one"):
        await open_and_close(filled)
    assert names(filled) == {FILE_NAME}


@pytest.mark.parametrize(
    ("code", "is_damage"),
    [
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_CORRUPT_INDEX, True),
        (sqlite3.SQLITE_NOTADB, True),
        (sqlite3.SQLITE_BUSY, False),  # another uses it
        (sqlite3.SQLITE_BUSY_RECOVERY, False),
        (sqlite3.SQLITE_PERM, False),
        (sqlite3.SQLITE_READONLY, False),
        (sqlite3.SQLITE_CANTOPEN, False),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_IOERR, False),  # the disk fails, and would under another name
        (sqlite3.SQLITE_IOERR_CORRUPTFS, False),
        (sqlite3.SQLITE_ERROR, False),
        (sqlite3.SQLITE_SCHEMA, False),
    ],
)
def test_damage_is_what_no_other_start_would_mend(code, is_damage):
    error = sqlite3.DatabaseError()
    error.sqlite_errorcode = code
    assert integrity.is_damage(error) is is_damage


async def test_a_row_that_breaks_a_rule_keeps_the_others_neither_from_use_nor_a_backup(
    filled, copy
):
    with closing(sqlite3.connect(filled / FILE_NAME)) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        database.execute("UPDATE server_settings SET style = 'neither'")
        database.commit()
    assert await texts(filled) == [STORM, BRIDGE]
    backup(filled, copy)


async def test_an_sqlite_that_is_too_old_takes_no_file_for_damaged(filled, monkeypatch):
    before = contents(filled)
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"too old; it must be 3\.37 or newer"):
        await open_and_close(filled)
    assert contents(filled) == before


async def test_an_article_is_not_quoted_from_a_file_that_is_damaged_meanwhile(filled, seed, caplog):
    async with open_store(filled) as store:
        collection = await ServerLibrary(seed, store.articles).collection(SERVER)
        await store.database.wipe()
        overwritten(filled)
        answer = collection.ask("What closed the port of Strelsau?")
        assert STORM not in [quote.text for quote in answer.quotes]
        assert answer.changed_articles
        assert collection.ask("Who leads Russia's delegation?").is_answered
    assert f"{FILE_NAME} is damaged: stop the bot" in caplog.text


async def test_a_damaged_text_keeps_no_other_back(filled, seed):
    query(filled, "UPDATE articles SET server_id = 2")
    query(filled, "UPDATE articles SET text = CAST(x'80ff' AS TEXT) WHERE text LIKE '%storm%'")
    assert await texts(filled) == [BRIDGE]


# --- The deep check


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
        ("UPDATE originals SET content = x'00'", "its size is not that of its text"),
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


# --- The commands


def bot(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        env={"PATH": "", "VERBATIM_DATA": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )


def test_the_commands_say_what_they_did(filled, copy):
    assert copy.name in (done := bot(filled, "backup", copy)).stdout, done.stderr
    assert (
        bot(filled, "restore", copy)
        .stdout.splitlines()[1]
        .startswith(f"{filled / FILE_NAME}.before-restore-1: ")
    )
    deep = bot(filled, "check", "--deep")
    assert (deep.returncode, deep.stderr) == (0, "")
    assert deep.stdout.splitlines()[-1] == "database: 2 articles of 2 servers"


def test_the_commands_end_with_status_2(filled, copy, tmp_path):
    query(filled, "UPDATE parts SET content = x'00' WHERE content = CAST('index' AS BLOB)")
    copy.touch()
    for arguments in (["backup", copy], ["restore", copy], ["check", "--deep"]):
        done = bot(filled, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("verbatim: ")
        assert len(done.stderr.splitlines()) == 1
    assert bot(tmp_path / "none", "check", "--deep").returncode == 0
