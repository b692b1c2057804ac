"""`check`."""

from tests.support.terminal import bot


def test_check_lists_the_articles():
    done = bot("check")
    assert done.returncode == 0
    assert "seed-article.txt" in done.stdout
    assert "1 article" in done.stdout


def test_check_names_every_problem_and_the_others_load(tmp_path):
    (tmp_path / "good.txt").write_text("A title\n\nSome text.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    done = bot("check", "--corpus", str(tmp_path))
    assert done.returncode == 2
    assert "empty.txt: is empty" in done.stderr
    assert "latin.txt: line 1 is not UTF-8" in done.stderr
    assert "good.txt" in done.stdout


def test_check_names_a_url_that_is_not_linked(tmp_path):
    (tmp_path / "a.md").write_text("---\nurl: javascript:alert(1)\n---\nThe ferry line opened.")
    done = bot("check", "--corpus", str(tmp_path))
    assert done.returncode == 2
    assert "a.md: url is 'javascript:alert(1)', and only http" in done.stderr
    assert "1 article" in done.stdout
