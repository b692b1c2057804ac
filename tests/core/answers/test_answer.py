"""Answer: which quotes a person sees, and which is the newest."""

from datetime import date
from itertools import count

import pytest

from bot.core.answers.answer import MAX_QUOTES, Answer
from bot.core.text.quote import Quote
from tests.builders import collection

OLD, NEW = date(2020, 1, 1), date(2025, 5, 15)
_numbers = count(1)


def quote(
    score: float = 1.0,
    article: str = "a.txt",
    published: date | None = None,
    span: tuple[int, int] = (0, 10),
    focus: tuple[int, int] = (2, 8),
) -> Quote:
    return Quote(
        article=article,
        title="Title",
        published=published,
        first_line=1,
        last_line=1,
        start=span[0],
        end=span[1],
        text="The text.",
        focus=focus,
        visible_text=f"Text {next(_numbers)}",  # quotes that say the same are shown once
        visible_focus=(0, 9),
        score=score,
    )


def answer(*quotes: Quote, answered: bool = True) -> Answer:
    return Answer("Who?", answered, confidence=0.5, quotes=quotes, spellings={})


# --- What a person sees


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        pytest.param([3.0], 1, id="one"),
        pytest.param([3.0, 2.9, 2.8], 3, id="nearly as good"),
        pytest.param([3.0, 2.5, -4.0], 2, id="the last is much worse"),
        pytest.param([3.0, 0.0, -4.0], 1, id="all others are much worse"),
        pytest.param([-3.0, -3.5, -9.0], 2, id="below 0"),
        pytest.param([1.0, 1.0, 1.0], 3, id="equal"),
    ],
)
def test_much_worse_quotes_are_not_shown(scores, shown):
    found = answer(*map(quote, scores))
    assert found.visible_quotes == found.quotes[:shown]


@pytest.mark.parametrize("quotes", [(), (quote(3.0), quote(2.9))])
def test_nothing_is_shown_of_a_refusal(quotes):
    refusal = answer(*quotes, answered=False)
    assert refusal.visible_quotes == ()
    assert refusal.newest is None


def test_programs_get_all_quotes_in_order(seed):
    found = seed.ask("Who leads Russia's delegation?")
    assert len(found.quotes) == MAX_QUOTES
    assert 1 <= len(found.visible_quotes) <= len(found.quotes)
    assert found.visible_quotes == found.quotes[: len(found.visible_quotes)]


def test_scores_fall(seed):
    scores = [found.score for found in seed.ask("Putin Zelensky talks", limit=50).quotes]
    assert scores == sorted(scores, reverse=True)


# --- The newest


@pytest.mark.parametrize(
    "quotes",
    [
        pytest.param([quote(published=NEW)], id="one quote"),
        pytest.param([quote(), quote(article="b.txt")], id="no dates"),
        pytest.param([quote(published=NEW), quote(article="b.txt")], id="one date"),
        pytest.param([quote(published=NEW), quote(published=NEW)], id="one article"),
        pytest.param(
            [quote(published=NEW), quote(article="b.txt", published=NEW)], id="the same date"
        ),
    ],
)
def test_without_two_dates_none_is_the_newest(quotes):
    assert answer(*quotes).newest is None


@pytest.mark.parametrize("first", [OLD, NEW])
def test_of_two_dates_the_later_is_the_newest(first):
    other = OLD if first is NEW else NEW
    quotes = [quote(published=first), quote(article="b.txt", published=other)]
    newest = answer(*quotes).newest
    assert newest is next(one for one in quotes if one.published is NEW)


def test_the_best_quote_of_the_newest_article_is_the_newest():
    quotes = [
        quote(3.0, published=OLD),
        quote(2.9, "b.txt", NEW),
        quote(2.8, "b.txt", NEW),
    ]
    assert answer(*quotes).newest is quotes[1]


def test_a_quote_that_is_not_shown_is_not_the_newest():
    quotes = [quote(3.0, published=OLD), quote(-9.0, "b.txt", published=NEW)]
    assert answer(*quotes).newest is None


def test_of_two_dated_articles_that_say_the_same_the_newer_is_told(tmp_path):
    text = "---\npublished: {}\n---\n\n# Bridge\n\nThe mayor opened the {} of the town.\n"
    files = {"new.md": text.format(NEW, "bridge"), "old.md": text.format(OLD, "old bridge")}
    found = collection(tmp_path, files).ask("Who opened the bridge of the town?")
    assert len(found.visible_quotes) > 1
    assert found.newest is not None
    assert found.newest.article == "new.md"


# --- Quotes


@pytest.mark.parametrize(
    ("other", "held"),
    [
        pytest.param(quote(), True, id="itself"),
        pytest.param(quote(span=(0, 30), focus=(0, 10)), True, id="the whole of it"),
        pytest.param(quote(span=(0, 30), focus=(3, 11)), False, id="beyond its end"),
        pytest.param(quote(span=(0, 30), focus=(12, 20)), False, id="behind it"),
        pytest.param(quote(article="b.txt"), False, id="another article"),
    ],
)
def test_a_quote_holds_the_focus_of_another(other, held):
    assert quote(span=(0, 10)).contains(other) is held


def test_a_quote_does_not_hold_what_stands_before_it():
    assert not quote(span=(5, 20), focus=(8, 20)).contains(quote(span=(0, 20), focus=(2, 9)))


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        pytest.param("The text.", True, id="the same"),
        pytest.param("The text. And more.", True, id="more behind it"),
        pytest.param("Ok! The text.", False, id="at another place"),
        pytest.param("A text.", False, id="changed"),
        pytest.param("", False, id="empty"),
    ],
)
def test_a_quote_stands_in_a_text_that_has_it_at_its_place(text, stands):
    assert quote(span=(0, 9)).is_verbatim_in(text) is stands
