"""Files that are written whole or not at all."""

import os

import pytest

from bot.files import write_atomically


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


def test_the_content_is_on_the_disk_before_it_is_in_place(tmp_path, monkeypatch):
    """An operator's article was once renamed into place without it, and could end up empty."""
    file = tmp_path / "a.txt"
    synced = []
    monkeypatch.setattr(
        os, "fsync", lambda fd: synced.append((os.fstat(fd).st_size, file.exists()))
    )
    with write_atomically(file) as stream:
        stream.write(b"new")
    assert synced == [(3, False)]
    assert file.exists()
