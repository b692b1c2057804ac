"""OpenDocument: the words that a reader sees, and no others."""

import pytest

from bot.ingest.formats.odt import read_odt
from bot.ingest.unreadable import UnreadableError
from tests.support.office import odt, zipped

LIMITS = {"max_characters": 10_000}


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param("<text:h>Ferry</text:h><text:p>It sank.</text:p>", "# Ferry\n\nIt sank.\n",
                     id="a heading"),
        pytest.param("<text:list><text:list-item><text:p>A</text:p></text:list-item></text:list>",
                     "- A\n", id="a list"),
        pytest.param("<text:p>It<text:s/><text:span>sank</text:span>.</text:p>", "It sank.\n",
                     id="a space and a span"),
        pytest.param("<text:p>It sank<text:note><text:note-citation>1</text:note-citation>"
                     "<text:note-body><text:p>x</text:p></text:note-body></text:note>.</text:p>",
                     "It sank.\n", id="a footnote"),
        pytest.param("<text:tracked-changes><text:p>No.</text:p></text:tracked-changes>"
                     "<text:p>It sank.</text:p>", "It sank.\n", id="tracked changes"),
        pytest.param("<text:p>It <text:span text:style-name='Gone'>did not </text:span>sank."
                     "</text:p>", "It sank.\n", id="hidden text"),
        pytest.param("<text:p>It <office:annotation><text:p>x</text:p></office:annotation>sank."
                     "</text:p>", "It sank.\n", id="a comment"),
        pytest.param("<table:table><table:table-row><table:table-cell><text:p>Town</text:p>"
                     "</table:table-cell><table:table-cell><text:p>Mayor</text:p></table:table-cell>"
                     "</table:table-row><table:table-row><table:table-cell><text:p>Dunmore</text:p>"
                     "</table:table-cell><table:table-cell><text:p>Ann</text:p></table:table-cell>"
                     "</table:table-row></table:table>", "- Town: Dunmore, Mayor: Ann.\n",
                     id="a table"),
    ],
)  # fmt: skip
def test_words(body, shown):
    styles = "<style:style style:name='Gone'><style:x text:display='none'/></style:style>"
    assert read_odt(odt(body, styles), LIMITS)["text"] == shown


def test_properties():
    style = "<style:style style:name='P1' style:parent-style-name='Title'/>"
    meta = (
        "<meta:initial-creator>Ann Lee</meta:initial-creator><dc:title>Budget</dc:title>"
        "<meta:creation-date>2024-05-01T09:00:00</meta:creation-date><dc:date>2024-05-02</dc:date>"
    )
    body = "<text:p text:style-name='P1'>The ferry</text:p><text:p>It sank.</text:p>"
    answer = read_odt(odt(body, style, meta), LIMITS)
    assert answer["text"] == "# The ferry\n\nIt sank.\n"
    assert (answer["title"], answer["author"]) == ("The ferry", "Ann Lee")
    assert answer["published"] == "2024-05-01"


def test_slides():
    body = (
        "<draw:page><draw:frame presentation:class='title'><draw:text-box><text:p>Ferry</text:p>"
        "</draw:text-box></draw:frame><draw:frame><draw:text-box><text:p>It sank.</text:p>"
        "</draw:text-box></draw:frame></draw:page>"
    )
    assert read_odt(odt(body, kind="presentation"), LIMITS)["text"] == "# Ferry\n\nIt sank.\n"


def test_what_is_refused():
    manifest = "<m><encryption-data/></m>"
    with pytest.raises(UnreadableError, match="encrypted"):
        read_odt(zipped({"META-INF/manifest.xml": manifest, "content.xml": "<x/>"}), LIMITS)
    with pytest.raises(UnreadableError, match="is no OpenDocument"):
        read_odt(zipped({"a": "b"}), LIMITS)
    with pytest.raises(UnreadableError, match="holds no text"):
        read_odt(odt(""), LIMITS)
