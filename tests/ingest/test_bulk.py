"""Sources: what folders, archives and files of JSON lines give, however many there are."""

import os
import zipfile

import pytest

from bot.errors import DocumentError
from bot.ingest.bulk import open_source, read_file
from bot.ingest.documents import MAX_FILE_BYTES
from bot.ingest.draft import Draft, SkippedFile
from bot.original import Original


def items(name) -> list:
    """Return all that `name` gives, which is as much as it says."""
    source = open_source(str(name))
    found = list(source.items)
    assert source.count == len(found)
    return found


def problem(name) -> str:
    (error,) = [one for one in open_source(str(name)).items if not isinstance(one, SkippedFile)]
    assert isinstance(error, DocumentError)
    return str(error)


def test_a_folder_gives_its_documents_in_order(tmp_path):
    for name in ("b.txt", "a/b.PDF", "a/a.htm", "a/x.png", ".git/c.md", "a/.c.md", "c.markdown"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
    assert items(tmp_path) == [
        Original(str(tmp_path / "b.txt"), b"b.txt"),
        Original(str(tmp_path / "c.markdown"), b"c.markdown"),
        Original(str(tmp_path / "a/a.htm"), b"a/a.htm"),
        Original(str(tmp_path / "a/b.PDF"), b"a/b.PDF"),
        SkippedFile(str(tmp_path / "a/x.png")),
    ]


def test_a_folder_is_listed_before_it_is_read(tmp_path):
    """What is imported from above the corpus folder comes to lie in what is imported."""
    (tmp_path / "a.txt").write_text("Ferry.")
    source = open_source(str(tmp_path))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/b.txt").write_text("Bridge.")
    assert len(list(source.items)) == 1


def test_what_is_no_file_is_named_and_the_others_come(tmp_path):
    os.mkfifo(tmp_path / "a.txt")  # to open it would be to wait for ever
    (tmp_path / "b.txt").symlink_to("nowhere")
    (tmp_path / "c.txt").write_text("Ferry.")
    (tmp_path / "d.txt").mkdir()
    assert list(map(str, items(tmp_path)[:2])) == [
        f"{tmp_path}/a.txt: is not a file",
        f"{tmp_path}/b.txt: is not a file",
    ]
    assert items(tmp_path)[2:] == [Original(f"{tmp_path}/c.txt", b"Ferry.")]


def test_a_single_file_is_its_own_source(tmp_path):
    (tmp_path / "notes").write_text("Ferry.")
    assert items(tmp_path / "notes") == [Original(str(tmp_path / "notes"), b"Ferry.")]


def test_an_archive_and_lines(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.ZIP", "w") as archive:
        archive.writestr("a.txt", "Ferry.")
    (tmp_path / "a.ndjson").write_text('{"text": "Ferry."}\n{}\n')
    assert items(tmp_path / "a.ZIP") == [Original(f"{tmp_path}/a.ZIP/a.txt", b"Ferry.")]
    assert list(map(type, items(tmp_path / "a.ndjson"))) == [Draft, DocumentError]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("none.txt", "No such file", id="no file"),
        pytest.param("none.zip", "No such file", id="no archive"),
        pytest.param("none.jsonl.gz", "No such file", id="no lines"),
        pytest.param("text.zip", "not a zip archive", id="another file"),
        pytest.param("empty.zip", "holds no article", id="an empty archive"),
        pytest.param("empty.jsonl", "holds no article", id="no line"),
        pytest.param("folder", "holds no article", id="a folder without documents"),
        pytest.param("https://example.org/a.zip", "articles add", id="a page"),
    ],
)
def test_a_source_that_gives_nothing(tmp_path, monkeypatch, name, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.zip").write_text("Ferry.")
    (tmp_path / "empty.jsonl").touch()
    zipfile.ZipFile(tmp_path / "empty.zip", "w").close()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a.xlsx").touch()
    assert problem(name).startswith(f"{name}: ")
    assert said in problem(name)


def test_of_a_large_file_no_more_is_read_than_shows_it(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1 << 40)
    assert len(read_file(str(tmp_path / "a.txt"))) == MAX_FILE_BYTES + 1
