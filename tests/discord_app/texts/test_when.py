"""The dates of events as each language of the interface writes them."""

import re

import pytest

from bot.core.data_files import data_phrases, has_data
from bot.core.dates.mention import DateMention
from bot.core.dates.periods import MONTHS, Precision
from bot.core.languages.registry import language_codes
from bot.discord_app.texts import LANGUAGES, texts_in

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR

OPEN_PARTS = {"earlier in", "later in"}  # which say nothing of the period itself
ENGLISH_WORDS = re.compile(rf"\b({'|'.join(MONTHS)}|early|mid|late|week|of|first|\d+s)\b", re.I)
DATES = [
    DateMention(0, 1, *fields)
    for fields in (
        ("2024-10-15", DAY),
        ("--10-15", DAY),
        ("2024-10", MONTH),
        ("--10", MONTH),
        ("1998", YEAR),
        ("199", Precision.DECADE),
        ("19", Precision.CENTURY),
        ("2024-10-13", DAY, "2024-10-19"),
        ("2024-10-13", DAY, "2024-12-02"),
        ("2024-10-13", DAY, "2025-01-03"),
        ("--10-13", DAY, "--10-19"),
        ("--10-13", DAY, "--12-02"),
        ("--12-13", DAY, "--02-02"),
        ("2024-10", MONTH, "2024-12"),
        ("2024-10", MONTH, "2025-01"),
        ("--10", MONTH, "--12"),
        ("1998", YEAR, "2003"),
        ("1998", YEAR, "2003-05"),
        ("198", Precision.DECADE, "199"),
        ("18", Precision.CENTURY, "19"),
        ("2024-10-14", Precision.WEEK, "2024-10-20"),
        ("2024-04", Precision.QUARTER, "2024-06"),
        ("2024-01", Precision.HALF, "2024-06"),
        ("2024-07", Precision.HALF, "2024-12"),
        *(
            ("2024", Precision.SEASON, None, name)
            for name in ("spring", "summer", "fall", "winter")
        ),
        ("2023", Precision.SEASON, "2024", "winter"),
        *(("2024-10", MONTH, None, part) for part in ("early", "mid", "late", "end of")),
        ("199", Precision.DECADE, None, "mid"),
        ("2024", YEAR, None, "fiscal"),
        ("2024", YEAR, None, "fiscal second quarter of"),
        ("2024", YEAR, None, "later in"),
    )
]


def when(language: str, *fields: str | None) -> str:
    """Return a date as it is shown, with plain spaces."""
    return " ".join(texts_in(language).when(DateMention(0, 1, *fields)).split())


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        (("2025-05-15", DAY), "15 May 2025"),
        (("--02-29", DAY), "29 February"),
        (("2022-03", MONTH), "March 2022"),
        (("--03", MONTH), "March"),
        (("1998", YEAR), "1998"),
        (("199", Precision.DECADE), "1990s"),
        (("20", Precision.CENTURY), "21st century"),
        (("2024-05-13", DAY, "2024-05-19"), "13–19 May 2024"),
        (("2024-05-13", DAY, "2024-06-02"), "13 May – 2 June 2024"),
        (("2024-05-13", DAY, "2025-01-03"), "13 May 2024 – 3 January 2025"),
        (("--05-13", DAY, "--06-02"), "13 May – 2 June"),
        (("2024-05", MONTH, "2024-06"), "May – June 2024"),
        (("1998", YEAR, "2003"), "1998–2003"),
        (("1998", YEAR, "2003-05"), "1998 – May 2003"),
        (("2024-05-13", Precision.WEEK, "2024-05-19"), "week of 13–19 May 2024"),
        (("2024-04", Precision.QUARTER, "2024-06"), "2nd quarter 2024"),
        (("2024-07", Precision.HALF, "2024-12"), "second half of 2024"),
        (("2023", Precision.SEASON, "2024", "winter"), "winter 2023–2024"),
        (("199", Precision.DECADE, None, "mid"), "mid-1990s"),
        (("2024", YEAR, None, "beginning of"), "start of 2024"),
        (("2024", YEAR, None, "fiscal third quarter of"), "fiscal 3rd quarter 2024"),
    ],
)
def test_the_date_of_an_event_says_what_is_known(fields, shown):
    assert when("en", *fields) == shown


@pytest.mark.parametrize(
    ("language", "fields", "shown"),
    [
        ("de", ("2024-05-13", DAY, "2024-05-19"), "13.–19. Mai 2024"),
        ("es", ("2024-05-13", DAY, "2024-05-19"), "13–19 de mayo de 2024"),
        ("it", ("2024-05-13", DAY, "2024-06-02"), "13 maggio – 2 giugno 2024"),
        ("pl", ("2024-05-13", DAY, "2024-05-19"), "13–19 maja 2024"),
        ("uk", ("2024-05-13", DAY, "2024-06-02"), "13 травня – 2 червня 2024 р."),
        ("ru", ("2024-05", MONTH, "2024-06"), "май – июнь 2024 г."),
        ("ja", ("2024-05-13", DAY, "2024-05-19"), "2024年5月13日～19日"),
        ("fr", ("2024-04", Precision.QUARTER, "2024-06"), "2e trimestre 2024"),
        ("pt", ("199", Precision.DECADE), "década de 1990"),
        ("ru", ("199", Precision.DECADE), "1990-е годы"),
        ("es", ("19", Precision.CENTURY), "siglo XX"),
        ("fr", ("13", Precision.CENTURY), "XIVe siècle"),
        ("tr", ("18", Precision.CENTURY), "19. yüzyıl"),
        ("zh", ("2024-01", Precision.HALF, "2024-06"), "2024年上半年"),
        ("de", ("2024-05", MONTH, None, "early"), "Anfang Mai 2024"),
        ("uk", ("2024", Precision.SEASON, None, "autumn"), "осінь 2024"),
    ],
)
def test_periods_are_written_as_the_language_does(language, fields, shown):
    assert when(language, *fields) == shown


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_date_is_in_english(language):
    for date in DATES:
        text = texts_in(language).when(date)
        assert text.strip()
        assert "{" not in text
        assert not ENGLISH_WORDS.search(text), text


@pytest.mark.parametrize("code", language_codes())
def test_each_part_of_a_period_that_is_read_is_shown(code):
    """A period named in part, such as *early 1998*, is not shown as the whole."""
    path = f"languages/{code}/dates.txt"
    lines = data_phrases(path).get("words: part", []) if has_data(path) else []
    for part in {line.partition(":")[0] for line in lines} - OPEN_PARTS:
        assert when("en", "1998", YEAR, None, part) != "1998", part


def test_languages_do_not_share_the_names_of_months():
    """A table of babel does: https://github.com/python-babel/babel/issues/1234."""
    months = [when(language, "--03", MONTH) for language in ("zh", "ja", "de", "fr", "ru", "zh")]
    assert months == ["三月", "3月", "März", "mars", "март", "三月"]
