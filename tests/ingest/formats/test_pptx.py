"""Presentations: slides in their order, their titles first."""

from bot.ingest.formats.pptx import read_pptx
from tests.support.office import pptx, shape

LIMITS = {"max_characters": 10_000}
TABLE = (
    "<p:graphicFrame><a:tbl><a:tblPr firstRow='1'/>"
    "<a:tr><a:tc><a:p><a:t>Town</a:t></a:p></a:tc><a:tc><a:p><a:t>Mayor</a:t></a:p></a:tc></a:tr>"
    "<a:tr><a:tc><a:p><a:t>Cork</a:t></a:p></a:tc><a:tc><a:p><a:t>Ann</a:t></a:p></a:tc></a:tr>"
    "</a:tbl></p:graphicFrame>"
)


def test_slides():
    data = pptx(
        shape("It sank.", "It rose.", kind="body") + shape("The ferry", kind="ctrTitle"),
        shape("A note beside it.") + shape("7", kind="sldNum") + shape("2024", kind="dt") + TABLE,
        title="PowerPoint Presentation",
        creator="Ann Lee",
    )
    answer = read_pptx(data, LIMITS)
    assert answer["text"] == (
        "# The ferry\n\n- It sank.\n\n- It rose.\n\nA note beside it.\n\n"
        "- Town: Cork, Mayor: Ann.\n"
    )
    assert (answer["title"], answer["author"]) == ("The ferry", "Ann Lee")


def test_a_hidden_slide_is_left_out():
    data = pptx(shape("It sank."), shape("Secret."), hidden=2)
    assert read_pptx(data, LIMITS)["text"] == "It sank.\n"
