"""Files that are written whole or not at all."""

import os

import pytest

from bot.files import make_folder, write_atomically


def test_the_content_replaces_the_file(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    with write_atomically(file) as stream:
        stream.write(b"new")
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_leaves_the_file_as_it_was(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"old")
    with pytest.raises(TypeError), write_atomically(file) as stream:
        stream.writelines([b"new", None])
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.fixture
def synced(tmp_path, monkeypatch):
    """Return the list of what is synced: the inode, and whether `a.txt` is in place by then."""
    calls = []
    monkeypatch.setattr(
        os, "fsync", lambda fd: calls.append((os.fstat(fd).st_ino, (tmp_path / "a.txt").exists()))
    )
    return calls


def test_the_content_is_on_the_disk_before_it_is_in_place(tmp_path, synced):
    """An operator's article was once renamed into place without it, and could end up empty."""
    file = tmp_path / "a.txt"
    with write_atomically(file) as stream:
        stream.write(b"new")
    assert synced == [(file.stat().st_ino, False), (tmp_path.stat().st_ino, True)]


def test_only_durable_content_is_waited_for(tmp_path, synced):
    with write_atomically(tmp_path / "a.txt", durable=False) as stream:
        stream.write(b"new")
    assert synced == []


def test_a_folder_that_is_made_is_on_the_disk_with_its_parents(tmp_path, synced):
    make_folder(tmp_path / "a/b")
    make_folder(tmp_path / "a/b")
    folders = (tmp_path, tmp_path / "a")
    assert [inode for inode, _ in synced] == [folder.stat().st_ino for folder in folders]
