"""The commands that add and replace articles, in this process."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.errors import DocumentError
from bot.settings import read_settings
from bot.terminal.commands.articles import changing
from tests.support.parsing import count_parses


def run(command, *arguments: str) -> str:
    result = CliRunner().invoke(
        command, arguments, obj=read_settings(Path("none")), catch_exceptions=False
    )
    return result.output


def test_a_text_is_parsed_once_on_its_way_in(tmp_path, monkeypatch):
    """It was parsed once to be added, and again to take the place of another."""
    corpus, note = tmp_path / "corpus", tmp_path / "note.txt"
    corpus.mkdir()
    texts = count_parses(monkeypatch)
    note.write_text("The ferry sails.")
    run(changing.add, str(note), "--corpus", str(corpus))
    assert texts == ["The ferry sails."]
    note.write_text("The ferry sank.")
    output = run(changing.replace, "the-ferry-sails.txt", str(note), "--corpus", str(corpus))
    assert output == "the-ferry-sails.txt: The ferry sank.\n"
    assert texts[1:] == ["The ferry sails.", "The ferry sank."]  # the corpus, and the new text


def test_an_article_is_not_replaced_by_the_words_of_another(tmp_path):
    corpus, note = tmp_path / "corpus", tmp_path / "note.txt"
    corpus.mkdir()
    (corpus / "a.md").write_text("Ferry.")
    (corpus / "b.txt").write_text("Another article.")
    note.write_text("Another article!")
    with pytest.raises(DocumentError, match=r"same words as b\.txt"):
        run(changing.replace, "a.md", str(note), "--corpus", str(corpus))
    assert (corpus / "a.md").read_text() == "Ferry."
