"""The members' languages: each says all that English says, and reads well."""

import re
import string
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.core.summaries.summary import SummaryGap
from bot.core.timelines.events import Status
from bot.discord_app import texts as texts_package
from bot.discord_app.replies.limits import MAX_CONTENT
from bot.discord_app.texts import LANGUAGES, Message, texts_in
from tests.builders import ENGLISH

FOLDER = Path(texts_package.__file__).parent

languages = pytest.mark.parametrize("language", LANGUAGES)
others = pytest.mark.parametrize("language", LANGUAGES[1:])


def forms(message: Message) -> list[str]:
    return [message] if isinstance(message, str) else list(message.values())


def places(message: Message) -> set[str]:
    """Return the names of the places of a message; all of its forms are to have the same."""
    [found] = {
        frozenset(name for _, name, _, _ in string.Formatter().parse(form) if name)
        for form in forms(message)
    }
    return set(found)


# Languages name these periods by some of the values: 1990s, lata 1990–1999, 20. yüzyıl, XX век.
FREE_PLACES = {"decade": {"last"}, "century": {"ordinal", "number", "roman"}}


@others
def test_every_message_is_translated_with_the_same_places(language):
    messages = texts_in(language).messages
    assert messages.keys() == ENGLISH.messages.keys()
    for key, message in ENGLISH.messages.items():
        free = FREE_PLACES.get(key, set())
        assert places(messages[key]) - free == places(message) - free, key


@languages
def test_every_plural_of_the_language_is_there(language):
    texts = texts_in(language)
    categories = {*texts.locale.plural_form.rules, "other"}
    for key, message in texts.messages.items():
        assert isinstance(message, str) or set(message) == categories, key


@languages
def test_no_message_is_empty_or_frayed(language):
    for message in texts_in(language).messages.values():
        assert all(form.strip() == form != "" for form in forms(message))


# Discord's limits: https://docs.discord.com/developers/components/reference
MAX_BUTTON, MAX_PLACEHOLDER, MAX_OPTION = 80, 150, 100  # characters
BUTTONS = """
back next context context-number up down more follow-up delete helpful not-helpful say-why
turn-card turn-plain turn-on turn-off delete-log keep-log show-number remove replace original keep
source-code policy
""".split()


@languages
def test_buttons_and_selects_take_their_texts(language):
    texts = texts_in(language)
    longest = "9" * 5  # the number of an article
    assert all(len(texts(key, number=longest)) <= MAX_BUTTON for key in BUTTONS)
    assert len(texts("config-channels-all")) <= MAX_PLACEHOLDER
    assert len(texts("config-listening-none")) <= MAX_PLACEHOLDER
    assert len(texts("language-by-reader")) <= MAX_OPTION


@languages
def test_the_longest_help_fits_into_a_message(language):
    messages = texts_in(language).messages
    step = max(len(message) for key, message in messages.items() if key.startswith("next-w"))
    assert len(messages["help"]) + step < 0.9 * MAX_CONTENT  # the rest is for names of commands


def markdown(message: str) -> Counter[str]:
    """Return how often there is code, bold, a heading, an item of a list or a line's end."""
    return Counter(re.findall(r"`|\*\*|^###|^- |\n", message, re.MULTILINE))


@others
def test_the_markdown_is_that_of_english(language):
    messages = texts_in(language).messages
    for key in ENGLISH.messages.keys() - {"help-phrases"}:
        expected = markdown(forms(ENGLISH.messages[key])[0])
        assert all(markdown(form) == expected for form in forms(messages[key])), key


def test_every_message_is_used():
    code = "".join(file.read_text("utf-8") for file in FOLDER.parent.rglob("*.py"))
    by_name = ("command-", "option-", "config-", "kept-")  # whose ends are names in the code
    of_the_core = {*SummaryGap, *Status}
    for key in ENGLISH.messages:
        assert (
            re.search(rf"""(["']){key}\1""", code) or key.startswith(by_name) or key in of_the_core
        )


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 1, "1 more event"),
        ("en", 2, "2 more events"),
        ("de", 1, "1 weiteres Ereignis"),
        ("de", 1_000, "1.000 weitere Ereignisse"),
        ("es", 1, "1 suceso más"),
        ("es", 1_000_000, "1.000.000 sucesos más"),
        ("fr", 0, "0 autre événement"),
        ("fr", 2, "2 autres événements"),
        ("pt", 0, "mais 0 acontecimento"),
        ("pt", 1_000_000, "mais 1.000.000 acontecimentos"),
        ("uk", 1, "ще 1 подія"),
        ("uk", 3, "ще 3 події"),
        ("uk", 11, "ще 11 подій"),
        ("ru", 21, "ещё 21 событие"),
        ("ru", 5, "ещё 5 событий"),
        ("tr", 5, "5 olay daha"),
        ("it", 1, "1 altro evento"),
        ("it", 1_000_000, "altri 1.000.000 eventi"),
        ("pl", 1, "jeszcze 1 wydarzenie"),
        ("pl", 22, "jeszcze 22 wydarzenia"),
        ("pl", 12, "jeszcze 12 wydarzeń"),
        ("ja", 1, "ほか1件の出来事"),
        ("zh", 12, "另有12个事件"),
    ],
)
def test_the_plural_fits_the_number(language, count, expected):
    assert texts_in(language)("more-events", count) == expected


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("de", "de"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("fr", "fr"),
        ("it", "it"),
        ("ja", "ja"),
        ("pl", "pl"),
        ("pt-BR", "pt"),
        ("uk", "uk"),
        ("ru", "ru"),
        ("tr", "tr"),
        ("zh-CN", "zh"),
    ],
)
def test_a_locale_of_discord_has_its_language(locale, language):
    assert texts_in(locale).language == language


def test_every_file_is_a_language_and_every_language_a_file():
    assert sorted(LANGUAGES) == sorted(file.stem for file in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "nl", "zh-TW", "", "xx-unknown"])
def test_a_language_unknown_is_english(locale):
    assert texts_in(locale) == ENGLISH


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "15 May 2025"),
        ("de", "15. Mai 2025"),
        ("es", "15 de mayo de 2025"),
        ("fr", "15 mai 2025"),
        ("pt", "15 de maio de 2025"),
        ("uk", "15 травня 2025\u202fр."),
        ("ru", "15 мая 2025\u202fг."),
        ("tr", "15 Mayıs 2025"),
        ("it", "15 maggio 2025"),
        ("pl", "15 maja 2025"),
        ("ja", "2025年5月15日"),
        ("zh", "2025年5月15日"),
    ],
)
def test_dates_are_written_as_the_language_does(language, day):
    assert texts_in(language).date(date(2025, 5, 15)) == day


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [
        ("en", 1, "1 kB"),
        ("en", 12_345, "12 kB"),
        ("en", 1_250_000, "1.2 MB"),
        ("en", 500_000_000, "500 MB"),
        ("uk", 12_345, "12 кБ"),
        ("tr", 1_250_000, "1,2 MB"),
        ("it", 1_250_000, "1,2 MB"),
        ("ja", 12_345, "12 KB"),
        ("zh", 1_250_000, "1.2 MB"),
    ],
)
def test_a_size_is_in_the_unit_that_makes_it_short(language, count, shown):
    assert texts_in(language).size(count) == shown
