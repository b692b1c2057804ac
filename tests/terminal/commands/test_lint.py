"""`lint`."""

import json

from tests.support.office import docx, p
from tests.support.terminal import LINE_7, assert_one_line_error, bot, rows


def test_the_exit_status_is_0_if_all_are_in_the_articles(tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text(f"# Draft\n\nIt says “{LINE_7[:-1]},” I read.\n\n> {LINE_7}\n")
    assert [(row["line"], row["kind"]) for row in rows(bot("lint", "--json", str(draft)))] == [
        (3, "typography"),
        (5, "exact"),
    ]


def test_the_exit_status_is_1_if_one_is_changed(tmp_path):
    draft = tmp_path / "draft.txt"
    draft.write_text(f'One\n"{LINE_7.replace("would", "will")}"\n"a short one"\n')
    done = bot("lint", str(draft))
    assert done.returncode == 1
    assert done.stdout.startswith(f"{draft}:2 · changed · “Instead")
    assert done.stdout.splitlines()[-1] == "1 quotation, 1 changed or absent"


def test_word_documents(tmp_path):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(docx(p("A title") + p("Somebody said “penguins digest krill in the ocean”.")))
    done = bot("lint", "--json", str(draft))
    assert (done.returncode, json.loads(done.stdout)["kind"]) == (1, "absent")


def test_a_draft_without_quotations(tmp_path):
    draft = tmp_path / "draft.md"
    draft.write_text("Nothing is quoted.\n")
    done = bot("lint", str(draft))
    assert (done.returncode, done.stdout) == (0, "0 quotations, 0 changed or absent\n")


def test_a_missing_file_is_an_error(tmp_path):
    assert_one_line_error(bot("lint", str(tmp_path / "none.md")), "none.md", "cannot be read")


def test_a_file_that_is_not_utf_8_is_an_error(tmp_path):
    (tmp_path / "draft.md").write_bytes(b"\xff\xfe\xfa")
    assert_one_line_error(bot("lint", str(tmp_path / "draft.md")), "is not UTF-8")
