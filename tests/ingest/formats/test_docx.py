"""Word documents: the words that a reader sees, and no others."""

import pytest

from bot.ingest.formats.docx import read_docx
from bot.ingest.unreadable import UnreadableError
from tests.support.office import docx, p, table, zipped

LIMITS = {"max_characters": 10_000}


def text(body: str) -> str:
    return read_docx(docx(body), LIMITS)["text"]


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(p("Ferry", "H1") + p("It sank."), "# Ferry\n\nIt sank.\n", id="a heading"),
        pytest.param(p("Ferry", "Sub"), "# Ferry\n", id="a style based on a heading"),
        pytest.param(p("Ferry", "", '<w:outlineLvl w:val="0"/>'), "# Ferry\n", id="an outline"),
        pytest.param(p("A ferry", "Li"), "- A ferry\n", id="a list by its style"),
        pytest.param(
            p("A", "", '<w:numPr><w:numId w:val="3"/></w:numPr>'), "- A\n", id="a list by numbers"
        ),
        pytest.param(
            "<w:p><w:r><w:t>The</w:t><w:tab/><w:t>ferry</w:t><w:br/><w:t>sank.</w:t></w:r></w:p>",
            "The ferry\nsank.\n",
            id="a tab and a line end",
        ),
        pytest.param(
            "<w:p><w:r><w:t>It </w:t></w:r><w:ins><w:r><w:t>never </w:t></w:r></w:ins><w:del><w:r>"
            "<w:delText>often </w:delText></w:r></w:del><w:r><w:t>sank.</w:t></w:r></w:p>",
            "It never sank.\n",
            id="tracked changes",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('It sank.')}</w:sdtContent></w:sdt>",
            "It sank.\n",
            id="a content control",
        ),
        pytest.param(
            "<w:p><w:r><w:t>It sank</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r>"
            "<w:t>.</w:t></w:r></w:p>",
            "It sank.\n",
            id="a footnote",
        ),
        pytest.param(
            "<w:p><w:r><w:t>It </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t>"
            "</w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>sank.</w:t></w:r></w:p>",
            "It sank.\n",
            id="hidden text",
        ),
        pytest.param(
            "<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:hyperlink><w:r><w:t>It sank."
            "</w:t></w:r></w:hyperlink></w:p>",
            "It sank.\n",
            id="a link",
        ),
        pytest.param(
            p("T", "", '<w:framePr w:dropCap="drop"/>') + p("he ferry sank."),
            "The ferry sank.\n",
            id="a drop cap",
        ),
        pytest.param(p("Ferry 3", "T1") + p("It sank."), "It sank.\n", id="contents by style"),
        pytest.param(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Ferry 3')}</w:sdtContent></w:sdt>"
            + p("It sank."),
            "It sank.\n",
            id="a table of contents",
        ),
        pytest.param(
            "<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("In a box.")
            + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + p("In a box.")
            + "</w:txbxContent></mc:Fallback></mc:AlternateContent><w:r><w:t>It sank.</w:t></w:r>"
            "</w:p>",
            "In a box.\n\nIt sank.\n",
            id="a text box",
        ),
    ],
)  # fmt: skip
def test_words(body, shown):
    assert text(body) == shown


@pytest.mark.parametrize(
    ("rows", "look", "shown"),
    [
        pytest.param(
            (("Town", "Mayor"), ("Dunmore", "Ann Lee")),
            "1",
            "- Town: Dunmore, Mayor: Ann Lee.\n",
            id="with a header",
        ),
        pytest.param(
            (("Town", "Mayor"), ("Dunmore", "Ann Lee")),
            "0",
            "- Town, Mayor.\n\n- Dunmore, Ann Lee.\n",
            id="without a header",
        ),
        pytest.param((("1", "2"), ("3", "4")), "1", "- 1, 2.\n\n- 3, 4.\n", id="numbers"),
        pytest.param((("It sank.",), ("It rose.",)), "1", "It sank.\n\nIt rose.\n", id="a column"),
        pytest.param((("It sank." * 40, "Note"),), "1", f"{'It sank.' * 40}\n\nNote\n",
                     id="a layout"),
    ],
)  # fmt: skip
def test_tables(rows, look, shown):
    assert text(table(*rows, look=look)) == shown


@pytest.mark.parametrize(
    ("properties", "title"),
    [
        pytest.param({"title": "Ferry report"}, "Ferry report", id="a title"),
        pytest.param({"title": "Microsoft Word - Ferry report"}, "Ferry report", id="a printer's"),
        pytest.param({"title": "Document1"}, None, id="none"),
        pytest.param({"title": "report-v3.docx"}, None, id="a file"),
        pytest.param({}, None, id="no title"),
    ],
)
def test_titles(properties, title):
    assert read_docx(docx(p("It sank."), **properties), LIMITS)["title"] == title


def test_a_title_of_a_template_is_not_that_of_a_document_with_headings():
    body = p("The ferry", "H1") + p("It sank.")
    assert read_docx(docx(body, title="Annual budget"), LIMITS)["title"] is None
    assert read_docx(docx(body, title="The Ferry"), LIMITS)["title"] == "The Ferry"


def test_the_paragraph_that_is_styled_as_title_is_the_title():
    body = p("The ferry", "Ti") + p("It sank.")
    assert read_docx(docx(body, title="Budget"), LIMITS)["title"] == "The ferry"


@pytest.mark.parametrize(
    ("made", "changed", "day"),
    [
        ("2024-05-01T09:00:00Z", "2024-05-03T09:00:00Z", "2024-05-01"),
        ("2013-12-23T23:15:00Z", "2024-05-03T09:00:00Z", None),
        ("2024-05-03T09:00:00Z", "2024-05-01T09:00:00Z", None),
        ("soon", "2024-05-01T09:00:00Z", None),
    ],
)
def test_days(made, changed, day):
    """A document made of a template has the day of the template."""
    data = docx(p("It sank."), created=made, modified=changed, creator="Ann Lee")
    answer = read_docx(data, LIMITS)
    assert (answer["published"], answer["author"]) == (day, "Ann Lee")


@pytest.mark.parametrize("author", ["python-docx", "Windows User", "admin", "user", "HP", "x"])
def test_authors_that_are_none(author):
    assert read_docx(docx(p("It sank."), creator=author), LIMITS)["author"] is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(docx(""), "holds no text", id="empty"),
        pytest.param(docx(p("x" * 10_001)), "more than 10,000", id="long"),
        pytest.param(docx(p("It sank."))[:-40], "cannot be unpacked", id="cut short"),
        pytest.param(zipped({"a.txt": "x"}), "is no Word document", id="another zip"),
        pytest.param(docx("<w:p>" * 220 + "</w:p>" * 220), "nested too deep", id="deep"),
        pytest.param(docx("<w:p>"), "XML cannot be read", id="broken XML"),
    ],
)
def test_what_is_refused(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_docx(data, LIMITS)


def test_entities_neither_grow_nor_read_files(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    names = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    entities = f'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY s SYSTEM "{secret.as_uri()}">{names}]>'
    main = f"{entities}<d xmlns:w='w'><w:p><w:t>&a11;&s;</w:t></w:p></d>"
    relation = '<R><Relationship Type="x/officeDocument" Target="word/d.xml"/></R>'
    data = zipped({"_rels/.rels": relation, "word/d.xml": main})
    with pytest.raises(UnreadableError):
        read_docx(data, LIMITS)


def test_a_document_declares_no_entities():
    main = "<!DOCTYPE x [<!ENTITY a 'ha'>]><d xmlns:w='w'><w:p><w:t>x &a;</w:t></w:p></d>"
    relation = '<R><Relationship Type="x/officeDocument" Target="word/d.xml"/></R>'
    with pytest.raises(UnreadableError, match="entities"):
        read_docx(zipped({"_rels/.rels": relation, "word/d.xml": main}), LIMITS)


def test_a_bomb_is_not_unpacked():
    relation = '<R><Relationship Type="x/officeDocument" Target="word/d.xml"/></R>'
    data = zipped({"_rels/.rels": relation, "word/d.xml": b" " * 60_000_000})
    with pytest.raises(UnreadableError, match="unpacks to more"):
        read_docx(data, LIMITS)
