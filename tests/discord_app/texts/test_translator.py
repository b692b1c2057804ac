"""Commands as Discord is told them: every name and description in every language."""

import re
from collections.abc import Iterator

import discord
import pytest
from discord.app_commands import CommandTree

from bot.discord_app.texts import LANGUAGES
from bot.discord_app.texts.translator import CommandTranslator
from bot.ingest.fetch import MAX_URL_LENGTH
from tests.builders import ENGLISH
from tests.support.bots import make_bot, slash_commands

MAX_COMMAND = 8_000  # characters of its longest translation: Discord's limit
# Discord's rule: https://docs.discord.com/developers/interactions/application-commands
NAME = re.compile(r"[-_'\w]{1,32}")


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
