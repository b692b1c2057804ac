"""The grammar of dates: its data and its readers fit each other."""

from bot.core.dates import patterns as grammar
from bot.core.dates import resolvers as readers


def test_every_sign_has_patterns_that_compile():
    data = grammar._grammar()
    assert set(data.signs) == set(data.patterns)
    for sign in data.signs:
        assert grammar._rules(sign)


def test_every_reader_has_a_pattern():
    used = {name for lines in grammar._grammar().patterns.values() for name, _ in lines}
    there = {name.removeprefix("read_") for name in vars(readers) if name.startswith("read_")}
    assert used == there | {"nothing"}


def test_the_longest_comes_first_where_two_begin_together():
    text = "May 15, 2025"
    first, *others = grammar.matches(text, 0, len(text))
    assert first.span == (0, len(text))
    assert others
