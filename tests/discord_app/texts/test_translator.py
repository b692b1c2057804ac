"""Commands as Discord is told them: every name and description in every language."""

import re
from collections.abc import Iterator

import discord
import pytest
from discord.app_commands import CommandTree

from bot.discord_app.texts import LANGUAGES, texts_in
from bot.discord_app.texts.translator import CommandTranslator
from bot.ingest.fetch import MAX_URL_LENGTH
from tests.builders import ENGLISH
from tests.support.bots import make_bot, slash_commands

MAX_COMMAND = 8_000  # characters of its longest translation: Discord's limit
# Discord's rule: https://docs.discord.com/developers/interactions/application-commands
NAME = re.compile(r"[-_'\w]{1,32}")
TRANSLATED_LOCALES = [
    locale.value for locale in discord.Locale if texts_in(locale.value) != ENGLISH
]


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
    for part in (part for payload in payloads for part in parts(payload)):
        assert set(part["name_localizations"]) == set(TRANSLATED_LOCALES)
        assert set(part["description_localizations"]) == set(TRANSLATED_LOCALES)


def test_discord_has_every_language():
    assert {texts_in(locale.value).language for locale in discord.Locale} == set(LANGUAGES)


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


async def test_no_two_commands_or_options_of_a_command_have_the_same_name(payloads):
    siblings = [
        part["options"] for payload in payloads for part in parts(payload) if "options" in part
    ]
    for group in (payloads, *siblings):
        for locale in TRANSLATED_LOCALES:
            names = [part["name_localizations"][locale] for part in group]
            assert len(set(names)) == len(names)


async def test_no_command_is_longer_than_discord_takes(payloads):
    for payload in payloads:
        longest = sum(
            max(len(text) for text in (part[key], *part[f"{key}_localizations"].values()))
            for part in parts(payload)
            for key in ("name", "description")
        )
        assert longest <= MAX_COMMAND
