"""Rich text: its letters in all their spellings, and no words that are not shown."""

import pytest

from bot.ingest.formats.rtf import read_rtf
from bot.ingest.unreadable import UnreadableError

LIMITS = {"max_characters": 10_000}


def rtf(body: str) -> bytes:
    return rf"{{\rtf1\ansi\ansicpg1252{body}}}".encode("latin-1")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        pytest.param(r"\pard It sank.\par It rose.\par", "It sank.\n\nIt rose.\n", id="paragraphs"),
        pytest.param(r"caf\'e9 \u8364?5", "café €5\n", id="letters"),
        pytest.param(r"\u-10179?\u-8704?", "\U0001f600\n", id="a pair of surrogates"),
        pytest.param(r"\uc2\u8364\'80\'80 5", "€ 5\n", id="two bytes stand for a letter"),
        pytest.param(r"{\fonttbl{\f1\fcharset204 A;}}\f1 \'cc\'fd\'f0", "Мэр\n", id="Cyrillic"),
        pytest.param(r"{\fonttbl{\f2\fcharset128 A;}}\f2\'8e\'73\'92\'b7", "市長\n", id="Japanese"),
        pytest.param(r"\ldblquote No\rdblquote\emdash\{x\}", "“No”—{x}\n", id="signs"),
        pytest.param(r"\outlinelevel0 Ferry\par\pard It sank.", "# Ferry\n\nIt sank.\n", id="head"),
        pytest.param(r"\ls1{\listtext 1.\tab}A boat\par", "- A boat\n", id="a list"),
        pytest.param(r"It {\v secretly }{\deleted often }sank.", "It sank.\n", id="hidden"),
        pytest.param(r"It sank{\super\chftn}{\footnote In May.}.", "It sank.\n", id="a footnote"),
        pytest.param(r"{\header Gazette}{\*\unknown x}It sank.", "It sank.\n", id="a head"),
        pytest.param(
            r'{\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt It sank}}.',
            "It sank.\n",
            id="a link",
        ),
        pytest.param(
            r"\trowd\intbl Town\cell Mayor\cell\row\intbl Cork\cell Ann\cell\row\pard After.\par",
            "- Town: Cork, Mayor: Ann.\n\nAfter.\n",
            id="a table",
        ),
        pytest.param(r"{\pict\bin4 {{{{}It sank.", "It sank.\n", id="bytes of a picture"),
    ],
)
def test_words(body, shown):
    assert read_rtf(rtf(body), LIMITS)["text"] == shown


def test_properties():
    info = (
        r"{\info{\title The ferry}{\author Ann Lee}{\creatim\yr2024\mo5\dy1\hr9}"
        r"{\revtim\yr2024\mo5\dy3}}"
    )
    answer = read_rtf(rtf(info + "It sank."), LIMITS)
    assert (answer["title"], answer["author"]) == ("The ferry", "Ann Lee")
    assert answer["published"] == "2024-05-01"


@pytest.mark.parametrize("body", ["", "{" * 2_000, r"{\pict ffff}"])
def test_what_is_refused(body):
    with pytest.raises(UnreadableError, match=r"holds no text|nested too deep"):
        read_rtf(rtf(body), LIMITS)
