"""Entities in other languages than English: months, numbers, percents, money and names."""

import pytest

from bot.core.languages.registry import language_of
from bot.core.text.entities import EntityType, find_entities
from bot.core.text.lexicon import build_lexicon

LEXICON = build_lexicon()


def entities(code: str, text: str) -> list[tuple[EntityType, str]]:
    words = [word for word in LEXICON.words(text, language=code) if not word.is_phrase]
    return [
        (entity.type, text[words[entity.first].start : words[entity.last].end])
        for entity in find_entities(text, words, {}, language_of(code))
    ]


@pytest.mark.parametrize(
    ("code", "text", "date"),
    [
        ("es", "cerró el 15 de mayo de 2024", "15 de mayo de 2024"),
        ("fr", "fermé le 15 mai 2024", "15 mai 2024"),
        ("ru", "закрыли 15 мая 2024 года", "15 мая 2024"),
        ("ro", "închis pe 15 mai 2024", "15 mai 2024"),
        ("de", "seit dem 15. Mai 2024 zu", "15. Mai 2024"),
        ("pl", "zamknięto 15 maja 2024", "15 maja 2024"),
        ("it", "chiuso a settembre", "settembre"),
        ("zh", "于2024年关闭", "2024"),
        ("de", "am 15.05.2024 zu", "15.05.2024"),
    ],
)
def test_dates_with_months_in_small_letters(code, text, date):
    assert (EntityType.DATE, date) in entities(code, text)


def test_a_month_that_is_another_word_too_needs_a_number():
    assert entities("ro", "vrem mai mult") == []


@pytest.mark.parametrize(
    ("code", "text", "kind", "number"),
    [
        ("de", "etwa 20 % der Stimmen", EntityType.PERCENT, "20"),
        ("de", "etwa 20 Prozent der Stimmen", EntityType.PERCENT, "20"),
        ("fr", "près de 20 pour cent des voix", EntityType.PERCENT, "20"),
        ("es", "el 20,5 por ciento del total", EntityType.PERCENT, "20,5"),
        ("ru", "около 20 процентов голосов", EntityType.PERCENT, "20"),
        ("tr", "oyların yüzde 20 kadarı", EntityType.PERCENT, "20"),
        ("de", "für 15 € zu haben", EntityType.MONEY, "15"),
        ("fr", "coûte 1 998,5 euros", EntityType.MONEY, "1 998,5"),
        ("fr", "coûte 3 millions d'euros", EntityType.MONEY, "3 millions"),
        ("es", "cuesta 3 millones de dólares", EntityType.MONEY, "3 millones"),
        ("ru", "из 1 998 жителей", EntityType.NUMBER, "1 998"),
        ("de", "von 1.998,5 Tonnen", EntityType.NUMBER, "1.998,5"),
        ("ja", "15億円を払った", EntityType.MONEY, "15億"),
        ("zh", "用了20分钟", EntityType.DURATION, "20"),
    ],
)
def test_numbers_as_the_country_writes_them(code, text, kind, number):
    assert (kind, number) in entities(code, text)


def test_a_year_and_a_number_are_two_in_english():
    assert entities("en", "in 1998 300 ships sank") == [
        (EntityType.DATE, "1998"),
        (EntityType.NUMBER, "300"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("gestern hat die alte Brücke geöffnet", []),
        ("gestern kam Lisa Hauser nach Bremen", ["Lisa Hauser", "Bremen"]),
        ("dort wohnen viele Menschen ohne Heizung", []),
        ("laut der neuen Verordnung", []),
    ],
)
def test_a_german_noun_behind_an_article_or_adjective_is_no_name(text, names):
    kinds = {EntityType.NAME, EntityType.PERSON, EntityType.PLACE}
    assert [name for kind, name in entities("de", text) if kind in kinds] == names
