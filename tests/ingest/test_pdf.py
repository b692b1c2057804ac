"""PDF: its text as paragraphs, and what is said of one that has none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.pdf import paragraphs, read_pdf
from bot.ingest.unreadable import UnreadableError
from tests.support.pdfs import pdf, stream

LIMITS = {"max_pages": 5, "max_characters": 10_000}
PAGE = [
    "Ferry line opens",
    "The ferry line between Norrvik and Ostholm was opened on Tuesday after ele-",
    "ven years of planning, and the eleven years of argument are over.",
    "Mayor Greta Lind cut the ribbon.",
]


def text_of(*pages, **options) -> str:
    return read_pdf(pdf(*pages, **options), LIMITS)["text"]


def test_paragraphs_are_put_together_from_lines():
    title, first, last = text_of(PAGE).split("\n\n")
    assert (title, last) == (PAGE[0], PAGE[3])
    assert first == f"{PAGE[1]}{PAGE[2]}".replace("ele-ven", "eleven")


def test_a_sentence_goes_on_over_the_page():
    read = text_of(["The ferry line was opened on Tuesday after the"], ["long years of planning."])
    assert read == "The ferry line was opened on Tuesday after the long years of planning."


def test_heads_feet_and_page_numbers_are_left_out():
    pages = [
        ["Gazette, 5 March", f"The ferry {name} left on time.", f"{i}"]
        for i, name in enumerate(["Anna", "Berta", "Clara", "Doris"])
    ]
    assert text_of(*pages).split() == " ".join(page[1] for page in pages).split()


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        pytest.param(["the dele-", "gation"], "the delegation", id="a word that was parted"),
        pytest.param(["a well-", "known man"], "a wellknown man", id="one that nothing tells of"),
        pytest.param(
            ["well-known, and well-", "known"], "well-known, and well-known", id="as elsewhere"
        ),
        pytest.param(["Anglo-", "Saxon"], "Anglo-Saxon", id="a name"),
        pytest.param(["the years 1990-", "2000 were"], "the years 1990- 2000 were", id="numbers"),
        pytest.param(["the dele\u00ad", "gation"], "the delegation", id="a soft hyphen"),
        pytest.param(["it came -", "and went"], "it came - and went", id="a dash"),
    ],
)
def test_hyphens_at_the_end_of_a_line(lines, joined):
    assert paragraphs(lines) == [joined]


def test_points_stay_apart():
    assert paragraphs(["Prices rise:", "• adults pay more", "• children too"]) == [
        "Prices rise:",
        "• adults pay more",
        "• children too",
    ]


@given(st.lists(st.text(st.sampled_from("aB -.1\u00ad•"), max_size=12).map(str.strip), max_size=12))
def test_no_letter_is_lost_or_made_up(lines):
    letters = [c for c in "".join(lines) if c.isalnum()]
    assert [c for c in "".join(paragraphs(lines)) if c.isalnum()] == letters


_KEY = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(pdf([]), "is a scan", id="no text"),
        pytest.param(pdf(["7"], ["8"]), "is a scan", id="stamped pages"),
        pytest.param(
            pdf(PAGE, objects={20: _KEY}, trailer="/Encrypt 20 0 R /ID [<00><00>]"),
            "is encrypted",
            id="a password",
        ),
        pytest.param(pdf(*[["x"]] * 6), "more than 5 pages", id="many pages"),
        pytest.param(pdf(PAGE * 60), "more than 10,000 characters", id="much text"),
        pytest.param(b"%PDF-1.4 and no more", "damaged", id="no PDF at all"),
        pytest.param(pdf(PAGE)[:300], "damaged", id="cut short"),
        pytest.param(
            pdf(PAGE, objects={2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
            "damaged",
            id="pages inside of themselves",
        ),
        pytest.param(
            pdf(PAGE, objects={5: stream(b" " * 200_000_000)}), "memory", id="a bomb of zeros"
        ),
    ],
)
def test_what_is_said_of_others(data, said):
    with pytest.raises(UnreadableError, match=said):
        read_pdf(data, LIMITS)
