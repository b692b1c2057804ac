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


GERMAN = (
    "Die Bürgermeisterin sagte zur Eröffnung der neuen Brücke, sie sei stolz auf die Stadt und "
    "danke allen, die an dem Bau beteiligt gewesen seien."
)


def test_check_names_the_languages_of_each_article(tmp_path):
    """A paragraph that is taken for another language is not found in that of the article."""
    english = "Bridge\n\nThe mayor opened the new bridge in May and thanked all of its builders."
    english += " The first cars crossed it at noon, and the last of the ferries was sold." * 3
    (tmp_path / "de.txt").write_text(f"Brücke\n\n{GERMAN}")
    (tmp_path / "en.txt").write_text(f"{english}\n\n{GERMAN}\n\n{GERMAN}")
    (tmp_path / "fr.txt").write_text("---\nlanguage: fr\n---\nRien.")
    lines = bot("check", "--corpus", str(tmp_path)).stdout.splitlines()
    assert lines[:3] == [
        "de.txt · no date · Brücke · German",
        "en.txt · no date · Bridge · English, 2 paragraphs in German",
        "fr.txt · no date · Rien. · French",
    ]


def test_check_says_how_a_language_is_written(tmp_path):
    (tmp_path / "a.md").write_text("---\nlanguage: grman\n---\nHallo.")
    (tmp_path / "b.md").write_text("---\nlang: de-AT\n---\nHallo.")
    done = bot("check", "--corpus", str(tmp_path))
    assert "language is 'grman' in the front matter; write a code such as de" in done.stderr
    assert "b.md · no date · Hallo. · German" in done.stdout


def test_check_names_a_url_that_is_not_linked(tmp_path):
    (tmp_path / "a.md").write_text("---\nurl: javascript:alert(1)\n---\nThe ferry line opened.")
    done = bot("check", "--corpus", str(tmp_path))
    assert done.returncode == 2
    assert "a.md: url is 'javascript:alert(1)', and only http" in done.stderr
    assert "1 article" in done.stdout
