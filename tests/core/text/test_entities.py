"""Things that a sentence names: names, persons, places, numbers, dates, by simple signs."""

import pytest

from bot.core.languages.registry import language_of
from bot.core.text.entities import EntityType, find_entities
from bot.core.text.lexicon import build_lexicon

LEXICON = build_lexicon()
ENGLISH_WORDS = language_of("en")


def named(text: str, capitals: dict[str, float] | None = None) -> list[tuple[EntityType, str]]:
    """Return the kind and the words of each thing."""
    words = [word for word in LEXICON.words(text) if not word.is_phrase]
    found = find_entities(text, words, capitals or {}, ENGLISH_WORDS)
    return [(thing.type, " ".join(thing.plains)) for thing in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The team met Rubio.", [(EntityType.NAME, "rubio")], id="one word"),
        pytest.param(
            "Then the Lower House Committee met.",
            [(EntityType.NAME, "lower house committee")],
            id="three words",
        ),
        pytest.param(
            "It heard Steve Witkoff and Keith Kellogg.",
            [(EntityType.NAME, "steve witkoff and keith kellogg")],
            id="joined by and",
        ),
        pytest.param(
            "It heard Ursula von der Leyen.",
            [(EntityType.NAME, "ursula"), (EntityType.NAME, "leyen")],
            id="two small words inside",
        ),
        pytest.param("It read Putin’s letter.", [(EntityType.NAME, "putin")], id="possessive"),
        pytest.param(
            "It heard Rubio, Witkoff.",
            [(EntityType.NAME, "rubio"), (EntityType.NAME, "witkoff")],
            id="comma",
        ),
    ],
)
def test_names(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "person"),
    [
        pytest.param("It heard Keith Kellogg.", "keith kellogg", id="first name and surname"),
        pytest.param("Keith Kellogg spoke.", "keith kellogg", id="at the beginning"),
        pytest.param("It heard the president Macron.", "macron", id="behind a title"),
        pytest.param("It heard President Macron.", "president macron", id="with a title"),
        pytest.param("It heard Mr Rubio.", "mr rubio", id="mister"),
        pytest.param("It heard Dr. Jane Anne Smith.", "dr jane anne smith", id="title with a stop"),
        pytest.param("It heard Theresa May.", "theresa may", id="a surname that is a month"),
    ],
)
def test_persons(text, person):
    assert named(text) == [(EntityType.PERSON, person)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("They met in Geneva.", "geneva", id="in"),
        pytest.param("They met at Camp David.", "camp david", id="at"),
        pytest.param("They flew to New York City.", "new york city", id="to"),
        pytest.param("It hit France.", "france", id="country"),
        pytest.param("It hit the Bank of England.", "bank of england", id="with a country inside"),
        pytest.param("It heard a U.S. envoy.", "US", id="acronym of a country"),
        pytest.param("It heard a French envoy.", "french", id="people of a country"),
    ],
)
def test_places(text, place):
    assert named(text) == [(EntityType.PLACE, place)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It cost $5 million.", (EntityType.MONEY, "5 million"), id="dollar sign"),
        pytest.param("It cost £3.50.", (EntityType.MONEY, "3.50"), id="pound sign"),
        pytest.param("It cost 40 euros.", (EntityType.MONEY, "40"), id="currency"),
        pytest.param(
            "It cost two hundred thousand yen.",
            (EntityType.MONEY, "two hundred thousand"),
            id="words",
        ),
        pytest.param("It took 20% of it.", (EntityType.PERCENT, "20"), id="percent sign"),
        pytest.param("It took 20 percent of it.", (EntityType.PERCENT, "20"), id="percent"),
        pytest.param("It took twenty per cent.", (EntityType.PERCENT, "twenty"), id="per cent"),
        pytest.param("It sells 10 per shop.", (EntityType.NUMBER, "10"), id="per, but no cent"),
        pytest.param("It took three years.", (EntityType.DURATION, "three years"), id="years"),
        pytest.param("It is a 30-day truce.", (EntityType.DURATION, "30 day"), id="hyphen"),
        pytest.param("It killed 5,000 people.", (EntityType.NUMBER, "5,000"), id="thousands"),
        pytest.param(
            "It has forty two cows.", (EntityType.NUMBER, "forty two"), id="number in words"
        ),
        pytest.param("It has several cows.", (EntityType.NUMBER, "several"), id="several"),
        pytest.param("It has 3000 cows.", (EntityType.NUMBER, "3000"), id="no year"),
    ],
)
def test_numbers(text, expected):
    assert named(text) == [expected]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("It ended in 1998.", "1998", id="year"),
        pytest.param("It ended in March 2022.", "march 2022", id="month and year"),
        pytest.param("It ended on May 15.", "may 15", id="month and day"),
        pytest.param("It ended on May 15, 2022.", "may 15 2022", id="month, day, year"),
        pytest.param("It ended on 15 May.", "15 may", id="day and month"),
        pytest.param("It ended on 15 May 2022.", "15 may 2022", id="day, month, year"),
        pytest.param("March 2022 was cold.", "march 2022", id="at the beginning"),
        pytest.param("It ended on Monday.", "monday", id="day of the week"),
        pytest.param("It ended yesterday.", "yesterday", id="relative"),
        pytest.param("It ended at 17:30.", "17:30", id="time of day"),
    ],
)
def test_dates(text, date):
    assert named(text) == [(EntityType.DATE, date)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("They may go and march on.", [], id="small letters"),
        pytest.param(
            "Of them 5 may be alive.", [(EntityType.NUMBER, "5")], id="may behind a number"
        ),
        pytest.param("Then 20 march on.", [(EntityType.NUMBER, "20")], id="march behind a number"),
        pytest.param(
            "It ended in March, 40 people say.",
            [(EntityType.DATE, "march"), (EntityType.NUMBER, "40")],
            id="a number that is no day",
        ),
    ],
)
def test_a_month_that_is_a_verb_or_stands_beside_a_number(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Talks go on.", [], id="any word"),
        pytest.param("Putin speaks.", [], id="a name, but nothing tells"),
        pytest.param("He speaks and I listen.", [], id="pronouns"),
        pytest.param(
            "In Geneva they met.", [(EntityType.PLACE, "geneva")], id="preposition and place"
        ),
        pytest.param("But Putin speaks.", [(EntityType.NAME, "putin")], id="conjunction and name"),
        pytest.param("The Kremlin waits.", [(EntityType.PLACE, "kremlin")], id="article and name"),
        pytest.param("(CNN) -- Rescue workers dig.", [(EntityType.NAME, "cnn")], id="dateline"),
        pytest.param("They said: “Talks go on.”", [], id="quotation"),
        pytest.param(
            "They said: “Vladimir Putin speaks.”",
            [(EntityType.PERSON, "vladimir putin")],
            id="quotation that opens with a name",
        ),
    ],
)
def test_the_first_word_of_a_sentence_is_no_name_for_its_capital(text, expected):
    assert named(text) == expected


def test_a_first_word_that_has_a_capital_elsewhere_is_a_name():
    assert named("Putin speaks.", {"putin": 1.0}) == [(EntityType.NAME, "putin")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("They heard Ukrainian President Volodymyr Zelensky.", id="people"),
        pytest.param("They heard U.S. President Donald Trump.", id="acronym"),
    ],
)
def test_a_president_is_no_place(text):
    assert [kind for kind, _ in named(text)][-1:] == [EntityType.PERSON]


@pytest.mark.parametrize("text", ["", " \n", "?!", "and so it goes"])
def test_a_sentence_that_names_nothing(text):
    assert named(text) == []


def test_things_come_in_order_with_the_places_of_their_words():
    text = "On Monday Keith Kellogg spent $5 million in Geneva."
    words = [word for word in LEXICON.words(text) if not word.is_phrase]
    found = list(find_entities(text, words, {"on": 0.0}, ENGLISH_WORDS))
    assert [thing.first for thing in found] == sorted(thing.first for thing in found)
    for thing in found:
        places = words[thing.first : thing.last + 1]
        assert thing.plains == tuple(word.plain for word in places)
