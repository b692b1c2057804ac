"""Article files: what is read of a folder, and what is said of a file that cannot be read."""

import os
import sys
from pathlib import Path

import pytest

from bot.core.article_files import read_articles, read_text
from bot.errors import ArticleError, CorpusError
from tests.builders import collection


def test_a_file_at_the_limit_is_read_and_one_above_is_not(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"12345678")
    assert read_text(tmp_path, "a.txt", max_bytes=8) == "12345678"
    with pytest.raises(ArticleError, match=r"a\.txt: is larger than the limit of 7 bytes"):
        read_text(tmp_path, "a.txt", max_bytes=7)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("gone.txt", "cannot be read: No such file", id="gone"),
        pytest.param("folder.txt", "cannot be read: Is a directory", id="a folder"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, reason):
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ArticleError) as caught:
        read_text(tmp_path, name)
    assert caught.value.reason.startswith(reason)


# --- Folders


BAD = {
    "empty.txt": b"",
    "latin.txt": b"Caf\xe9",
    "nul.txt": b"a\0b",
    "large.txt": b"x" * 101,
    "yaml.md": b"---\na: b: c\n---\nx",
    "published.md": b"---\npublished: soon\n---\nx",
    "title.md": b"---\ntitle: [a]\n---\nx",
    "page.html": b"<script>x</script>",
}


def test_each_bad_file_is_a_problem_and_the_others_load(tmp_path):
    for name, data in (BAD | {"good.txt": b"Peace", "also.html": b"<p>Peace"}).items():
        (tmp_path / name).write_bytes(data)
    read = read_articles(tmp_path, max_bytes=100)
    assert [one.path for one in read.articles] == ["also.html", "good.txt"]
    assert [problem.path for problem in read.problems] == sorted(BAD)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read")
def test_an_unreadable_file_is_a_problem_and_the_others_load(tmp_path):
    (tmp_path / "bad.txt").symlink_to("/proc/self/mem")
    (tmp_path / "good.txt").write_text("Peace")
    read = read_articles(tmp_path)
    assert [one.path for one in read.articles] == ["good.txt"]
    assert [str(problem) for problem in read.problems] == [
        "bad.txt: cannot be read: Input/output error"
    ]


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="needs file names that are bytes")
def test_a_file_name_that_is_no_unicode_is_a_problem_that_can_be_printed(tmp_path):
    Path(os.fsdecode(bytes(tmp_path) + b"/\xff.txt")).write_text("Peace")
    (problem,) = read_articles(tmp_path).problems
    assert str(problem).encode()
    assert "name is not valid Unicode" in problem.reason


def test_folders_are_read_in_order_with_forward_slashes(tmp_path):
    for name in ("b.txt", "sub/deep/c.md", "a.txt", "sub/A.HTM"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("Peace")
    paths = [one.path for one in read_articles(tmp_path).articles]
    assert paths == ["a.txt", "b.txt", "sub/A.HTM", "sub/deep/c.md"]


@pytest.mark.parametrize(
    "name",
    ["aliases", "notes.pdf", "txt", ".hidden.txt", ".git/a.txt", "sub/.drafts/a.txt", "a.txt~"],
)
def test_what_is_no_article_is_passed_over(tmp_path, name):
    read = collection(tmp_path, {"good.txt": "Peace", name: "Peace, calm"})
    assert [one.path for one in read.articles] == ["good.txt"]
    assert read.problems == ()


def test_a_folder_named_like_an_article_is_passed_over(tmp_path):
    (tmp_path / "a.txt").mkdir()
    assert read_articles(tmp_path).problems == ()


def test_a_hidden_folder_above_the_corpus_hides_nothing(tmp_path):
    """Only the path below the corpus folder counts."""
    folder = tmp_path / ".config" / "corpus"
    assert collection(folder, {"a.txt": "Peace"}).articles


@pytest.mark.parametrize(("name", "fault"), [("gone", "there is no such folder"), ("file", "is a")])
def test_a_corpus_that_is_no_folder_is_named(tmp_path, name, fault):
    (tmp_path / "file").write_text("Peace")
    with pytest.raises(CorpusError, match=f"{name}: {fault}"):
        read_articles(tmp_path / name)
