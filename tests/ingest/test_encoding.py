"""Encodings: texts are read as they were written, or refused; never as others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.encoding import detect, guess
from bot.ingest.unreadable import UnreadableError

TEXTS = {
    "windows-1251": "Мэр города Анна Берг открыла паромную линию в мае. Её строили девять лет.\n",
    "koi8-r": "Мэр города Анна Берг открыла паромную линию в мае. Её строили девять лет.\n",
    "windows-1252": "La mairesse a inauguré la ligne en mai, après neuf ans. « C’était long. »\n",
    "windows-1250": "Burmistrz Łucja Więcek otworzyła w maju przeprawę. Budowa trwała długo.\n",
    "windows-1254": "Belediye başkanı mayıs ayında feribot hattını açtı. İnşaat dokuz yıl sürdü.\n",
    "windows-1253": "Η δήμαρχος Άννα Μπεργκ εγκαινίασε τη γραμμή των πλοίων τον Μάιο.\n",
    "windows-1255": "ראש העיר אנה ברג פתחה את קו המעבורת בחודש מאי. הבנייה נמשכה תשע שנים.\n",
    "windows-1256": "افتتحت رئيسة البلدية آنا بيرغ خط العبارات في شهر مايو بعد تسع سنوات.\n",
    "shift_jis": "市長のアンナ・ベルクは五月にフェリー航路を開通させた。工事は九年かかった。\n",
    "euc-jp": "市長のアンナ・ベルクは五月にフェリー航路を開通させた。工事は九年かかった。\n",
    "gb18030": "市长安娜在五月开通了渡轮航线。工程历时九年，耗资五百万元。\n",
    "big5": "市長安娜在五月開通了渡輪航線。工程歷時九年，耗資五百萬元。\n",
    "euc-kr": "안나 베르크 시장은 오월에 여객선 항로를 열었다. 공사는 구 년이 걸렸다.\n",
}
UKRAINIAN = "Міський голова відкрила поромну переправу. Її будували дев’ять років.\n"


@pytest.mark.parametrize("encoding", TEXTS)
def test_each_encoding_is_recognised(encoding):
    text = TEXTS[encoding]
    assert detect(text.encode(encoding)) == (text, encoding)


def test_ukrainian():
    assert detect(UKRAINIAN.encode("windows-1251")) == (UKRAINIAN, "windows-1251")


@pytest.mark.parametrize("text", ["It’s open, she said. ", "The café opened in May. "])
def test_english_with_few_letters_of_another_encoding(text):
    long = text + "The ferry line was opened by the mayor, and the council was pleased with it.\n"
    assert detect(long.encode("windows-1252")).text == long


def test_a_letter_at_the_end_of_a_long_text_counts():
    text = "The mayor opened the ferry line, and many people came to see it.\n" * 2_000
    text += TEXTS["windows-1251"]
    assert detect(text.encode("windows-1251")).text == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("Łódź".encode("cp1250"), id="a word"),
        pytest.param("The ferry Заря sailed to Odesa.".encode("cp1251"), id="a foreign name"),
        pytest.param(b"\xff\xfe\xfd\x81\x8d" * 30, id="no text"),
    ],
)
def test_what_is_not_clear_is_refused(data):
    with pytest.raises(UnreadableError, match="save it as UTF-8"):
        detect(data)


@given(st.sampled_from(sorted(TEXTS)), st.integers(1, 80))
def test_no_beginning_is_read_in_another_encoding(encoding, length):
    """A wrong reading would be quoted as if the author had written it."""
    part = TEXTS[encoding][:length]
    data = part.encode(encoding)
    if data.isascii():
        return
    try:
        text = detect(data).text
    except UnreadableError:
        return
    assert text == part


def test_a_guess_always_gives_a_text():
    assert guess(b"\x81caf\xe9").text == "\ufffdcafé"
