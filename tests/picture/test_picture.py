"""The picture of a timeline: whatever is in it, it is drawn, whole and readable."""

import re
import threading
from dataclasses import replace
from io import BytesIO
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.core.dates.periods import Precision
from bot.core.timelines.events import Event, Status, Timeline
from bot.discord_app.features.timeline.wording import TextsWording
from bot.discord_app.texts import LANGUAGES, texts_in
from bot.picture import (
    MAX_ALT_TEXT,
    MAX_DRAWN,
    THEMES,
    WIDTH,
    alt_text,
    timeline_picture,
)
from bot.picture.text_layout import drawable_text, lacks_letters
from tests.builders import ENGLISH, event

MOST_HEIGHT = 250  # of an event
VALUES = [
    ("2019-03-02", Precision.DAY),
    ("2022-03", Precision.MONTH),
    ("1998", Precision.YEAR),
    ("--05-15", Precision.DAY),
]


def timeline(*events: Event, topic: str | None = "ferries", total: int = 0) -> Timeline:
    return Timeline(events, total or len(events), None, topic)


def image(found: Timeline, theme: str = "dark") -> Image.Image:
    return Image.open(BytesIO(timeline_picture(found, theme))).convert("RGB")


def drawn_text(text: str) -> Image.Image:
    return image(timeline(event(text)))


@st.composite
def events(draw) -> Event:
    value, precision = draw(st.sampled_from(VALUES))
    return event(
        draw(st.text(max_size=600)),
        value,
        precision,
        until=draw(st.sampled_from([None, "2023-01-02"])),
        expression=draw(st.sampled_from([None, (0, 3)])),
        status=draw(st.sampled_from(Status)),
        title=draw(st.text(max_size=200)),
    )


@settings(max_examples=60)
@given(found=st.lists(events(), max_size=4), topic=st.text(min_size=1, max_size=300))
def test_anything_is_drawn(found, topic):
    """Warnings are errors in the tests."""
    shown = image(timeline(*found, topic=topic))
    assert shown.width == WIDTH
    assert shown.height <= 400 + MOST_HEIGHT * len(found)


@given(found=st.lists(events(), max_size=12), topic=st.text(min_size=1, max_size=2_000))
def test_no_alt_text_is_too_long(found, topic):
    told = alt_text(timeline(*found, topic=topic))
    assert 0 < len(told.encode("utf-16-le", "surrogatepass")) // 2 <= MAX_ALT_TEXT


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_has_the_colours_of_its_theme(theme):
    colours = {colour for _, colour in image(timeline(event()), theme).getcolors(1 << 24)}
    ground, text, accent = (
        tuple(bytes.fromhex(colour[1:]))
        for colour in (THEMES[theme].ground, THEMES[theme].text, THEMES[theme].accent)
    )
    assert {ground, text, accent} <= colours


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_text_stands_out(theme):
    """WCAG 2.2 asks for 4.5 to 1 of text."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    pairs = [
        *product([theme.text, theme.dim, theme.accent], [theme.ground]),
        (theme.dim, theme.tag),
    ]
    assert all(contrast(*pair) >= 4.5 for pair in pairs)


def test_the_same_timeline_is_the_same_picture():
    found = timeline(event(), event(value="2022-03", precision=Precision.MONTH))
    assert timeline_picture(found, "dark") == timeline_picture(found, "dark")
    assert timeline_picture(found, "dark") != timeline_picture(found, "light")


def test_threads_do_not_disturb_each_other():
    found = [timeline(event(f"The {n}th ferry left. " * n)) for n in range(1, 9)]
    alone = [timeline_picture(one, "dark") for one in found]
    together: dict[int, bytes] = {}
    threads = [
        threading.Thread(
            target=lambda n=n: together.update({n: timeline_picture(found[n], "dark")})
        )
        for n in range(len(found))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(len(found))] == alone


@pytest.mark.parametrize(
    "text",
    [
        "Ελλάδα και Κύπρος, ΐ ΰ Ώ",
        "Україна, їжак, ґанок, об’їзд",
        "Съезд в Москве, ёлка",
        "İstanbul’da çığ, ş, ğ, ı",
        "Łódź, zażółć gęślą jaźń",
        "Știri din țară, ăâî",
        "Tuyến phà ữ ễ ặ ượ đảo",
        "Größe, „Übermorgen“",
        "مرحبا بكم في الميناء",
        "پژوهش چه گفت؟ ۱۴۰۳",
        "שלום עולם",
        "北京的会谈，《条约》。",
        "臺灣與香港的渡輪",
        "東京のフェリー「第二便」ー々",
        "서울의 여객선, 똠방각하",
    ],
)
def test_these_scripts_are_shown(text):
    assert drawable_text(text) == text
    assert not lacks_letters(text)
    assert not same(drawn_text(text), drawn_text(UNPRINTABLE))


UNPRINTABLE = "ሀገር አቀፍ ጉባኤ"  # Ethiopic, of which no font here has a letter


@pytest.mark.parametrize(
    "text", [UNPRINTABLE, "🚀🎉", "Talks in ሀገር resumed.", "The \U00020000 family sailed."]
)
def test_a_text_that_would_lose_letters_is_left_to_the_list(text):
    """And stays in the alt text."""
    assert same(drawn_text(text), drawn_text(UNPRINTABLE))
    assert text in alt_text(timeline(event(text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_told_in_their_language_that_a_text_is_in_the_list(language):
    """In words that can themselves be drawn, on systems without a shaper too."""
    wording = TextsWording(texts_in(language))
    words = wording.undrawable
    assert drawable_text(words) == words
    assert not lacks_letters(words)
    left_out = timeline(event(UNPRINTABLE))
    shown = timeline_picture(left_out, "dark", wording)
    assert (shown == timeline_picture(left_out, "dark")) is (language == ENGLISH.language)


def ink_box(text: str) -> tuple[int, int, int, int]:
    """Return where the first text of a picture is drawn."""
    shown = image(timeline(event(text), topic="ferries"))
    line = shown.crop((300, 190, shown.width, 250))
    ground = Image.new("RGB", line.size, THEMES["dark"].ground)
    left, top, right, bottom = ImageChops.difference(line, ground).getbbox()
    return left + 300, top, right + 300, bottom


@pytest.mark.parametrize("text", ["מעבורת", "عبارة", "عبارة Northern Star", "(שלום) 12"])
def test_a_text_from_right_to_left_begins_at_the_right(text):
    assert WIDTH - 52 <= ink_box(text)[2] <= WIDTH - 45
    assert ink_box("A ferry")[0] < 320


def test_nothing_is_drawn_on_the_edge():
    wide = event(
        "W" * 500, until="2022-12", status=Status.CONDITIONAL, expression=None, title="W" * 99
    )
    wide = replace(
        wide,
        date=replace(wide.date, value="2021-09-28"),
        quote=replace(wide.quote, first_line=100_000, last_line=100_001),
        also=(wide.quote,) * 1_000,
    )
    shown = image(timeline(wide, topic="W" * 200))
    frame = shown.copy()
    frame.paste(THEMES["dark"].ground, (40, 40, shown.width - 40, shown.height - 40))
    assert len(frame.getcolors()) == 1


def test_a_long_title_leaves_room_for_the_line():
    [one, other] = [event(title="Ferries " * 30), event(title="Ferries " * 30)]
    other = replace(other, quote=replace(other.quote, first_line=8, last_line=8))
    assert not same(image(timeline(one)), image(timeline(other)))


def test_more_events_than_fit_are_counted():
    found = timeline(*[event()] * (MAX_DRAWN + 20))
    assert f"{MAX_DRAWN} of {MAX_DRAWN + 20} dates" in alt_text(found)
    assert same(image(found), image(replace(found, events=found.events[:MAX_DRAWN])))


def test_the_alt_text_tells_what_is_seen():
    told = alt_text(
        timeline(
            event("It was opened."),
            event("It closes.", "2022-03", Precision.MONTH, status=Status.PLANNED, expression=None),
            total=9,
        )
    )
    assert told.splitlines() == [
        "Timeline: ferries; 2 of 9 dates · 2 March 2019 – March 2022.",
        "2 March 2019: It was opened.",
        "March 2022 (planned) (article’s date): It closes.",
    ]


MARKED = timeline(
    event(value="1998", precision=Precision.YEAR),
    event(value="2019-03-02", until="2019-03-05"),
    event(value="2021-12-30", until="2022-01-02"),
    event(value="2022-03", precision=Precision.MONTH, status=Status.PLANNED, expression=None),
    event(value="2023-01", precision=Precision.MONTH, status=Status.CONDITIONAL),
    event(value="--05-15"),
    total=50,
)


def test_english_readers_see_the_picture_of_the_command_line():
    """It says the same in both, from two sources."""
    wording = TextsWording(ENGLISH)
    for theme in THEMES:
        assert timeline_picture(MARKED, theme, wording) == timeline_picture(MARKED, theme)
    assert alt_text(MARKED, wording) == alt_text(MARKED)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != ENGLISH.language])
def test_no_english_word_is_left_in_a_picture_for_other_readers(language):
    """Besides the quotes."""
    words = alt_text(replace(MARKED, topic="x"), TextsWording(texts_in(language)))
    words = words.replace(MARKED.events[0].quote.visible_text, "")
    assert not re.search(r"Timeline|\bof\b|March|January|May\b|planned|conditional|’s date", words)
    assert drawable_text(words) == " ".join(words.split())


@pytest.mark.parametrize(
    ("language", "value", "until", "date"),
    [
        ("de", "2019-03-02", None, "2. März"),
        ("de", "2019-03-02", "2019-03-05", "2.–5. März"),
        ("de", "2021-12-30", "2022-01-02", "30. Dezember 2021 – 2. Januar 2022"),
        ("uk", "2019-03-02", None, "2 березня"),
        ("uk", "2019-03", None, "березень"),
        ("tr", "2019-03-02", None, "2 Mart"),
        ("ja", "2019-03-02", None, "3月2日"),
        ("zh", "2019-03", None, "三月"),
        ("fr", "--03-02", None, "2 mars"),
    ],
)
def test_a_date_beside_the_rail_has_no_year(language, value, until, date):
    precision = Precision.DAY if value.count("-") == 2 and len(value) > 7 else Precision.MONTH
    mention = event(value=value, precision=precision, until=until).date
    assert TextsWording(texts_in(language)).date_in_year(mention) == date


def test_a_long_alt_text_ends_between_words():
    told = alt_text(timeline(*[event("several words of a sentence " * 9)] * 20))
    assert MAX_ALT_TEXT - 60 < len(told) <= MAX_ALT_TEXT
    assert re.search(r"\b(several|words|of|a|sentence|March|2|2019)…$", told)


def same(one: Image.Image, other: Image.Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None
