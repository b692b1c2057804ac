"""Answering: a question is answered from articles in its language, or refused by name."""

import pytest

from bot.core.loading import load_collection
from tests.builders import collection

_FERRY = (
    "Ferry Strike Ends\n\nThe ferry crews of Port Aldern ended their strike on Monday. The mayor "
    "of the town, Irma Soltau, thanked both sides for a fair agreement. The first ferry left the "
    "harbour at noon with 240 passengers, who had waited for three days."
)
_FÄHRE = (
    "Streik der Fähren beendet\n\nDie Besatzungen der Fähren von Port Aldern haben ihren Streik am "
    "Montag beendet. Die Bürgermeisterin der Stadt, Irma Soltau, dankte beiden Seiten für die "
    "faire Einigung. Die erste Fähre verließ den Hafen am Mittag mit 240 Fahrgästen, die drei Tage "
    "gewartet hatten."
)
_ENGLISH = "Who thanked both sides for the agreement?"
_GERMAN = "Wer dankte den beiden Seiten für die Einigung?"


@pytest.fixture
def english(tmp_path):
    return collection(tmp_path, {"ferry.txt": _FERRY})


@pytest.fixture
def both(tmp_path):
    return collection(tmp_path, {"ferry.txt": _FERRY, "fähre.txt": _FÄHRE})


@pytest.mark.parametrize(
    ("question", "language"),
    [
        (_GERMAN, "de"),
        ("Qui a remercié Irma Soltau et les 240 passagers de Port Aldern ?", "fr"),
        ("Кто поблагодарил обе стороны за соглашение?", "ru"),
        ("Irma Soltau 市长感谢了谁？", "zh"),
    ],
)
def test_names_and_numbers_do_not_carry_an_answer_across_languages(english, question, language):
    answer = english.ask(question)
    assert (answer.language, answer.other_languages) == (language, ("en",))
    assert not answer.is_answered
    assert answer.confidence == 0
    assert answer.quotes == ()


def test_a_question_is_answered_in_its_language(both):
    for question, path in ((_ENGLISH, "ferry.txt"), (_GERMAN, "fähre.txt")):
        answer = both.ask(question)
        assert answer.is_answered
        assert {quote.article for quote in answer.quotes} == {path}
        assert answer.other_languages == ()


def test_the_languages_of_the_articles_are_in_the_order_of_their_frequency(tmp_path):
    files = {"a.txt": _FÄHRE, "b.txt": _FERRY, "c.txt": _FERRY.replace("Monday", "Friday")}
    answer = collection(tmp_path, files).ask("¿Quién agradeció a las dos partes el acuerdo?")
    assert answer.other_languages == ("en", "de")


def test_the_language_of_the_article_that_is_asked_counts(both):
    answer = both.ask(_GERMAN, both.article("ferry.txt"))
    assert answer.other_languages == ("en",)
    assert answer.quotes == ()
    assert both.ask(_GERMAN, both.article("fähre.txt")).is_answered


def test_without_articles_no_language_is_missing(tmp_path):
    articles = load_collection(tmp_path, may_be_empty=True)
    assert articles.ask(_GERMAN).other_languages == ()


def test_a_name_is_a_question_in_the_language_of_the_articles(english):
    assert english.ask("Irma Soltau").quotes
