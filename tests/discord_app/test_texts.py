"""The members' languages: each says all that English says, and reads well."""

import re
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import discord
import pytest
from discord.app_commands import CommandTree

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.summaries.summary import SummaryGap
from bot.core.timelines.events import Status
from bot.discord_app import texts as texts_package
from bot.discord_app.texts import LANGUAGES, Message, texts_in
from bot.discord_app.texts.translator import CommandTranslator
from bot.ingest.fetch import MAX_URL_LENGTH
from tests.builders import ENGLISH
from tests.support.bots import make_bot, slash_commands

FOLDER = Path(texts_package.__file__).parent
MAX_COMMAND = 8_000  # characters of its longest translation: Discord's limit
# What Discord takes for a name: https://docs.discord.com/developers/interactions/application-commands
NAME = re.compile(r"[-_'\w]{1,32}")

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


@others
def test_every_message_is_translated_with_the_same_places(language):
    messages = texts_in(language).messages
    assert messages.keys() == ENGLISH.messages.keys()
    for key, message in ENGLISH.messages.items():
        assert places(messages[key]) == places(message), key


@languages
def test_every_plural_of_the_language_is_there(language):
    texts = texts_in(language)
    needed = {texts.locale.plural_form(number) for number in (*range(200), 0.5)}
    for key, message in texts.messages.items():
        assert isinstance(message, str) or needed <= set(message) <= {*needed, "other"}, key


@languages
def test_no_message_is_empty_or_frayed(language):
    for message in texts_in(language).messages.values():
        assert all(form.strip() == form != "" for form in forms(message))


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
        ("uk", 1, "ще 1 подія"),
        ("uk", 3, "ще 3 події"),
        ("uk", 11, "ще 11 подій"),
        ("ru", 21, "ещё 21 событие"),
        ("ru", 5, "ещё 5 событий"),
        ("tr", 5, "5 olay daha"),
    ],
)
def test_the_plural_fits_the_number(language, count, expected):
    assert texts_in(language)("more-events", count) == expected


@pytest.mark.parametrize("locale", ["en-US", "en-GB", "de", "zh-CN", "", "xx-unknown"])
def test_a_language_unknown_is_english(locale):
    assert texts_in(locale) == ENGLISH


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "15 May 2025"),
        ("uk", "15 травня 2025\u202fр."),
        ("ru", "15 мая 2025\u202fг."),
        ("tr", "15 Mayıs 2025"),
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
    ],
)
def test_a_size_is_in_the_unit_that_makes_it_short(language, count, shown):
    assert texts_in(language).size(count) == shown


@pytest.mark.parametrize(
    ("value", "precision", "shown"),
    [
        ("2025-05-15", Precision.DAY, "15 May 2025"),
        ("--02-29", Precision.DAY, "29 February"),
        ("2022-03", Precision.MONTH, "March 2022"),
        ("1998", Precision.YEAR, "1998"),
    ],
)
def test_the_date_of_an_event_says_what_is_known(value, precision, shown):
    assert ENGLISH.when(DateMention(0, 1, value, precision)) == shown


# --- The commands, as Discord is told them


@pytest.fixture
async def payloads(seed, store) -> list[dict]:
    async with make_bot(seed, store) as bot:
        assert isinstance(bot.tree, CommandTree)
        translator = CommandTranslator()
        return [
            await command.get_translated_payload(bot.tree, translator)
            for command in slash_commands()
        ]


def parts(payload: dict) -> Iterator[dict]:
    yield payload
    for option in payload.get("options", ()):
        yield from parts(option)


async def test_every_name_and_description_is_translated(payloads):
    languages = {locale.value for locale in discord.Locale} & set(LANGUAGES)
    for part in (part for payload in payloads for part in parts(payload)):
        assert set(part["name_localizations"]) == languages == set(LANGUAGES) - {"en"}
        assert set(part["description_localizations"]) == languages


@pytest.mark.parametrize("command", slash_commands(), ids=lambda command: command.name)
def test_commands_are_described_in_english_by_the_same_words_twice(command):
    """Discord shows a docstring; the English texts hold what the translations translate."""
    walked = getattr(command, "walk_commands", lambda: ())
    for one in (command, *walked()):
        key = f"command-{one.qualified_name.replace(' ', '-')}-does"
        assert one.description == ENGLISH(key)


async def test_names_and_descriptions_are_within_discords_limits(payloads):
    for part in (part for payload in payloads for part in parts(payload)):
        for name in (part["name"], *part["name_localizations"].values()):
            assert NAME.fullmatch(name)
            assert name == name.lower()
        texts = (part["description"], *part["description_localizations"].values())
        assert all(1 <= len(text) <= 100 for text in texts)


async def test_every_option_for_a_url_takes_as_long_a_url_as_can_be_fetched(payloads):
    """`/articles add` once took 1,000 characters, and `/articles feed add` 2,000."""
    options = [part for payload in payloads for part in parts(payload) if part["name"] == "url"]
    assert [option["max_length"] for option in options] == [MAX_URL_LENGTH] * 3


async def test_no_two_options_of_a_command_have_the_same_name(payloads):
    for payload in payloads:
        for language in LANGUAGES[1:]:
            names = [
                option["name_localizations"][language] for option in payload.get("options", ())
            ]
            assert len(set(names)) == len(names)


async def test_no_command_is_longer_than_discord_takes(payloads):
    for payload in payloads:
        longest = sum(
            max(len(text) for text in (part[key], *part[f"{key}_localizations"].values()))
            for part in parts(payload)
            for key in ("name", "description")
        )
        assert longest <= MAX_COMMAND
