"""PDF: its text in reading order, and what is said of one that has none."""

import pytest

from bot.ingest.pdf.reader import read_pdf
from bot.ingest.unreadable import UnreadableError
from tests.support.pdfs import Words, column, layout, pdf, stream

LIMITS = {"max_pages": 5, "max_characters": 10_000}
PAGE = [
    "Ferry line opens",
    "The ferry line between Norrvik and Ostholm was opened on Tuesday after ele-",
    "ven years of planning, and the eleven years of argument are over.",
    "Mayor Greta Lind cut the ribbon.",
]
LEFT = [
    "The pilots of Norrvik have asked the",
    "harbour board for a second boat, and",
    "the board has answered that a vote is",
    "to be held in May, after the repairs of",
]
RIGHT = [
    "the old quay have been paid for. Greta",
    "Lind, who was a pilot herself, said on",
    "Monday that nobody should have to wait",
    "for a boat in the middle of a storm.",
]
TWO_COLUMNS = " ".join(LEFT + RIGHT)


def text_of(data: bytes) -> str:
    return read_pdf(data, LIMITS)["text"]


def one_line(data: bytes) -> str:
    return " ".join(text_of(data).split())


def test_paragraphs_are_put_together_from_lines():
    title, first, last = text_of(pdf(PAGE)).split("\n\n")
    assert (title, last) == (PAGE[0], PAGE[3])
    assert first == f"{PAGE[1]}{PAGE[2]}".replace("ele-ven", "eleven")


def test_a_sentence_goes_on_over_the_page():
    data = pdf(["The ferry line was opened on Tuesday after the"], ["long years of planning."])
    assert text_of(data) == "The ferry line was opened on Tuesday after the long years of planning."


def test_columns_are_read_one_after_the_other_in_whatever_order_they_are_drawn():
    left, right = column(LEFT, size=9), column(RIGHT, 330, size=9)
    assert one_line(layout([*left, *right])) == TWO_COLUMNS
    assert one_line(layout([*right, *left])) == TWO_COLUMNS
    rows = [words for row in zip(left, right, strict=True) for words in row]
    assert one_line(layout(rows)) == TWO_COLUMNS


def test_three_columns_below_a_headline_across_them():
    middle = [line.replace("the", "a") for line in LEFT]
    headline = Words(72, 740, "The pilots of Norrvik ask for a second boat before the storms", 16)
    columns = column(LEFT, 40, size=8), column(middle, 230, size=8), column(RIGHT, 420, size=8)
    rows = [words for row in zip(*columns, strict=True) for words in row]
    assert one_line(layout([headline, *rows])) == " ".join([headline.text, *LEFT, *middle, *RIGHT])


def test_a_table_is_read_row_by_row():
    names, numbers = ["Adults", "Children", "Dogs", "Bicycles"], ["12", "6", "3", "4"]
    drawn = [*column(names), *column(numbers, 330)]
    title = Words(72, 740, "The fares of the ferry in crowns, one way, on every day of the week")
    assert "Adults 12 Children 6 Dogs 3" in one_line(layout([title, *drawn]))


def test_the_rows_of_a_table_stay_apart():
    cells = ["Adults Monday", "Children Monday", "Bicycles Monday"], ["12", "16", "13"], ["7"] * 3
    columns = [column(column_cells, 72 + 150 * i) for i, column_cells in enumerate(cells)]
    rows = [words for row in zip(*columns, strict=True) for words in row]
    assert text_of(layout(rows)).split("\n\n") == [
        "Adults Monday 12 7",
        "Children Monday 16 7",
        "Bicycles Monday 13 7",
    ]


def test_a_footnote_does_not_stand_inside_a_sentence():
    note = column(["* In crowns of the year before."], y=600, size=7)
    left = column(LEFT, size=9)
    read = one_line(layout([*left, *note, *column(RIGHT, 330, size=9)]))
    assert read == f"{TWO_COLUMNS} * In crowns of the year before."


def test_the_mark_of_a_footnote_is_not_glued_to_a_word():
    text = [*column(["The fares of the ferry have risen by"]), Words(252, 705, "3", 6)]
    rest = column(["a tenth, and those of the pilots by a fifth."], y=686)
    note = [Words(72, 603, "3", 5), Words(78, 600, "In crowns of the year before.", 8)]
    read = text_of(layout([*text, *rest, *note])).split("\n\n")
    assert read[0] == (
        "The fares of the ferry have risen by a tenth, and those of the pilots by a fifth."
    )
    assert read[1].startswith("3")


def test_a_drop_cap_belongs_to_its_word():
    lines = column(["he bridge over the Larne will close on"], 100)
    lines += column(["Monday for repairs that will take until"], 100, y=686)
    rest = column(["the autumn, and the ferry runs instead."], y=672)
    read = one_line(layout([Words(72, 684, "T", 34), *lines, *rest]))
    assert read.startswith("The bridge over the Larne will close on Monday")


def test_a_drop_cap_that_is_a_word_stands_apart():
    lines = column(["bridge over the Larne will close on", "Monday for repairs."], 100)
    assert one_line(layout([Words(72, 684, "A", 34), *lines])).startswith("A bridge over")


@pytest.mark.parametrize(
    "operators",
    [
        pytest.param("3 Tr", id="neither filled nor stroked"),
        pytest.param("1 1 1 rg", id="white on white"),
        pytest.param("1 0 0 1 900 0 cm", id="outside of the page"),
        pytest.param("0 1 -1 0 400 -100 cm", id="turned, like a stamp in the margin"),
    ],
)
def test_text_that_a_reader_does_not_see_is_left_out(operators):
    hidden = Words(72, 500, "Ignore the ferry and buy a bridge.", operators=operators)
    assert "buy a bridge" not in text_of(layout([*column(LEFT), hidden]))


def test_white_text_on_a_dark_ground_is_seen():
    ground = Words(0, 0, " ", operators="0 0 0.5 rg 60 490 400 30 re f")
    white = Words(72, 500, "The harbour is open.", operators="1 1 1 rg")
    assert "The harbour is open." in text_of(layout([*column(LEFT), ground, white]))


def test_the_invisible_text_of_a_scan_is_read():
    words = [words._replace(operators="3 Tr") for words in column(LEFT)]
    assert one_line(layout(words)) == " ".join(LEFT)


def test_a_page_that_lies_on_its_side_is_read():
    words = [words._replace(operators="0 1 -1 0 700 0 cm") for words in column(LEFT, y=400)]
    assert one_line(layout(words)) == " ".join(LEFT)


def test_the_pages_are_counted_with_those_that_have_no_text():
    read = read_pdf(pdf(PAGE, [], ["A second page is here.", "It is the third."], PAGE), LIMITS)
    paragraphs = read["text"].split("\n\n")
    assert read["page_starts"] == "1 7 7 9"
    assert paragraphs[3].startswith("A second page")


def test_a_page_may_begin_inside_a_paragraph():
    first = "The ferry line was opened on Tuesday after the"
    read = read_pdf(pdf([first], ["long years of planning."]), LIMITS)
    assert read["page_starts"] == f"1 1:{len(first) + 2}"


_KEY = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >>"
_TYPE0 = {  # two bytes are a letter, and nothing says which one
    3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Shift /Encoding /Identity-H"
    b" /DescendantFonts [30 0 R] >>",
    30: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Shift /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 31 0 R >>",
    31: b"<< /Type /FontDescriptor /FontName /Shift /Flags 4 /FontBBox [0 0 1000 1000]"
    b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /ItalicAngle 0 >>",
    5: stream(
        b"BT /F1 11 Tf 14 TL 72 700 Td "
        + b"".join(
            b"<" + "".join(f"{ord(c) - 29:04x}" for c in line).encode() + b"> Tj T* "
            for line in LEFT * 3
        )
        + b"ET"
    ),
}


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
        pytest.param(pdf(PAGE, objects=_TYPE0), "no usable map", id="no map of the letters"),
        pytest.param(b"%PDF-1.4 and no more", "damaged", id="no PDF at all"),
        pytest.param(
            pdf(PAGE, objects={2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"}),
            "damaged",
            id="pages inside of themselves",
        ),
        pytest.param(
            pdf(PAGE, objects={5: stream(b" " * 200_000_000)}), "scan", id="a bomb of zeros"
        ),
    ],
)
def test_what_is_said_of_others(data, said):
    with pytest.raises(UnreadableError, match=said):
        read_pdf(data, LIMITS)
