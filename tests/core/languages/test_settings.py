"""Settings: a mistake in `language.toml` is named with its file and key."""

import pytest

from bot.core.languages.registry import language_codes
from bot.core.languages.settings import parse_settings, read_settings
from bot.errors import LanguageError

NEEDED = """
name = "Dansk"
english_name = "Danish"
level = "good"
script = "latin"
stemmer = "danish"
"""


def test_what_is_not_written_has_a_default():
    settings = parse_settings(NEEDED, "da/language.toml")
    assert (settings.name, settings.folds, settings.min_stem) == ("Dansk", (), 3)
    assert not settings.is_unspaced


def test_lists_are_read():
    settings = parse_settings(NEEDED + 'folds = ["é>e"]\nwords = "grams"', "da/language.toml")
    assert settings.folds == ("é>e",)
    assert settings.is_unspaced


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("ordinal_stops = true", "no key is called 'ordinal_stops'", id="unknown key"),
        pytest.param('ordinal_stop = "yes"', "ordinal_stop is 'yes', and not true or", id="bool"),
        pytest.param("min_stem = true", "min_stem is True, and not a number", id="number"),
        pytest.param("article = 1", "article is 1, and not a string", id="string"),
        pytest.param('folds = "é>e"', "folds is 'é>e', and not a list of strings", id="list"),
        pytest.param("elisions = [1]", r"elisions is \[1\], and not a list", id="items of a list"),
        pytest.param('what_noun = "after"', "what_noun is 'after', and not one of", id="literal"),
        pytest.param("folds = [", "Invalid value", id="no TOML"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(line, message):
    with pytest.raises(LanguageError, match=rf"^da/language\.toml: {message}"):
        parse_settings(NEEDED + line, "da/language.toml")


def test_a_missing_key_is_named():
    with pytest.raises(LanguageError, match=r"language\.toml: the key 'stemmer' is missing"):
        parse_settings(NEEDED.replace('stemmer = "danish"', ""), "da/language.toml")


@pytest.mark.parametrize("code", language_codes())
def test_every_language_can_be_read(code):
    assert read_settings(code).name
