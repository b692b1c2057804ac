"""Subtitles: sentences of the cues, without numbers, times and markup."""

import pytest

from bot.ingest.formats.subtitles import read_subtitles
from bot.ingest.unreadable import UnreadableError

LIMITS = {"max_characters": 10_000}


def srt(*cues: str, step: int = 2) -> bytes:
    blocks = (
        f"{number}\n00:00:{number * step:02},000 --> 00:00:{number * step + 2:02},500\n{cue}\n"
        for number, cue in enumerate(cues)
    )
    return "\n".join(blocks).encode()


@pytest.mark.parametrize(
    ("cues", "shown"),
    [
        pytest.param(["The ferry", "sank in May."], "The ferry sank in May.\n", id="two cues"),
        pytest.param(["The\nferry sank."], "The ferry sank.\n", id="two lines"),
        pytest.param(["<i>It</i> {\\an8}sank &amp; rose."], "It sank & rose.\n", id="markup"),
        pytest.param(["2 < 3."], "2 < 3.\n", id="a sign"),
        pytest.param(["- Did it?\n- It did."], "Did it?\n\nIt did.\n", id="two speakers"),
        pytest.param(["[door slams]", "It sank.", "♪ la la ♪"], "It sank.\n", id="sounds"),
        pytest.param(["It sank", "It sank\nin May."], "It sank in May.\n", id="rolling up"),
    ],
)
def test_cues(cues, shown):
    assert read_subtitles(srt(*cues), LIMITS)["text"] == shown


def test_a_pause_after_a_sentence_ends_a_paragraph():
    assert read_subtitles(srt("It sank.", "It rose.", step=20), LIMITS)["text"] == (
        "It sank.\n\nIt rose.\n"
    )
    assert read_subtitles(srt("It never", "rose.", step=20), LIMITS)["text"] == "It never rose.\n"


def test_web_subtitles():
    data = (
        "WEBVTT - a title\n\nNOTE by Tom\n\nSTYLE\n::cue { color: red }\n\nintro\n"
        "00:01.000 --> 00:03.000 align:start\n<v Ann Lee>It <c.yellow>sank</c>.\n\n"
        "00:03.000 --> 00:04.000\n<v Tom Reed>When?</v>\n"
    )
    assert read_subtitles(data.encode(), LIMITS)["text"] == "Ann Lee: It sank.\n\nTom Reed: When?\n"


def test_cues_without_a_line_between_them():
    data = "1\n00:01,000 --> 00:02,000\nThe ferry\n2\n00:02,000 --> 00:03,000\nsank.\n"
    assert read_subtitles(data.encode(), LIMITS)["text"] == "The ferry sank.\n"
    web = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe ferry\n \n00:02.000 --> 00:03.000\nsank.\n"
    assert read_subtitles(web.encode(), LIMITS)["text"] == "The ferry sank.\n"


def test_without_punctuation_paragraphs_end_nevertheless():
    """Automatic subtitles have no full stops."""
    cues = [f"and {number} boats came to see it at the harbour" for number in range(200)]
    text = read_subtitles(srt(*cues, step=0), LIMITS)["text"]
    assert max(map(len, text.split("\n\n"))) < 2_000


def test_no_cue():
    with pytest.raises(UnreadableError, match="holds no text"):
        read_subtitles(b"WEBVTT\n\nnothing here\n", LIMITS)
