"""Patterns of dates: the data and the resolvers fit each other."""

import pytest

from bot.core.data_files import has_data
from bot.core.dates.patterns import compile_patterns, find_matches, load_patterns, parse_patterns
from bot.core.dates.resolvers import RESOLVERS
from bot.core.languages.registry import language_codes

LANGUAGES = [code for code in language_codes() if has_data(f"languages/{code}/dates.txt")]


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_every_sign_has_patterns_that_compile(language):
    content = load_patterns(language)
    assert set(content.signs) == set(content.patterns)
    for sign in content.signs:
        assert compile_patterns(language, sign)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_compiles(language):
    vocabulary = load_patterns(language).vocabulary
    for name in vocabulary.phrases:
        assert vocabulary.phrase(name)


def test_every_resolver_has_a_pattern():
    patterns = [load_patterns(language).patterns for language in LANGUAGES]
    used = {resolver for signs in patterns for lines in signs.values() for _, resolver in lines}
    assert used == set(RESOLVERS.values())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[digits: isoo]", "no resolver is called 'isoo'"),
        ("[digit: iso]", "no sign is called 'digit'"),
        ("[digits: iso]\n<yaer>", "no piece is called 'yaer'"),
    ],
)
def test_a_name_that_does_not_exist_is_an_error_at_load_that_names_the_line(line, problem):
    """Otherwise a typo in the data would fail at the first question with such a date."""
    lines = ["[signs]", "digits 0 1", "[pieces]", "year \\d{4}", *line.splitlines()]
    with pytest.raises(ValueError, match=problem) as error:
        parse_patterns(lines)
    assert str(error.value).endswith(lines[-1])


def test_a_file_without_mistakes_is_read():
    lines = ["[signs]", "digits 0 1", "[pieces]", "year \\d{4}", "[digits: iso]", "<year>"]
    assert parse_patterns(lines).patterns == {"digits": [("<year>", RESOLVERS["iso"])]}


def test_the_longest_comes_first_where_two_begin_together():
    text = "May 15, 2025"
    first, *others = find_matches(text, 0, len(text), "en")
    assert first.span == (0, len(text))
    assert others
