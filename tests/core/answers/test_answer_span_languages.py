"""The answer inside the sentence in other languages than English."""

import pytest

from bot.core.languages.registry import language_codes, language_of
from tests.builders import collection

FULL = [code for code in language_codes() if language_of(code).settings.level == "full"]


def marked(tmp_path, sentence: str, question: str, language: str) -> str | None:
    """Return what is marked in the sentence that answers."""
    text = f"---\nlanguage: {language}\n---\n\nX\n\n{sentence}\n"
    articles = collection(tmp_path / "corpus", {"a.md": text})
    [quote] = articles.ask(question).quotes
    return text[slice(*quote.answer)] if quote.answer else None


@pytest.mark.parametrize(
    ("language", "sentence", "question", "clause"),
    [
        (
            "de",
            "Die Fähre Nordstern wurde verkauft, weil der Hafen kein Geld hatte.",
            "Warum wurde die Fähre Nordstern verkauft?",
            "weil der Hafen kein Geld hatte",
        ),
        (
            "fr",
            "Le ferry Boréal a été vendu parce que le port manquait d’argent.",
            "Pourquoi le ferry Boréal a-t-il été vendu ?",
            "parce que le port manquait d’argent",
        ),
        (
            "es",
            "El ferri Boreal fue vendido porque el puerto no tenía dinero.",
            "¿Por qué fue vendido el ferri Boreal?",
            "porque el puerto no tenía dinero",
        ),
        (
            "ru",
            "Паром «Север» был продан, потому что у порта не было денег.",
            "Почему был продан паром «Север»?",
            "потому что у порта не было денег",
        ),
        (
            "uk",
            "Пором «Північ» продали, тому що порт не мав грошей.",
            "Чому продали пором «Північ»?",
            "тому що порт не мав грошей",
        ),
        (
            "pl",
            "Prom Gwiazda został sprzedany, ponieważ port nie miał pieniędzy.",
            "Dlaczego prom Gwiazda został sprzedany?",
            "ponieważ port nie miał pieniędzy",
        ),
        (
            "el",
            "Το πλοίο Αστέρι πουλήθηκε επειδή το λιμάνι δεν είχε χρήματα.",
            "Γιατί πουλήθηκε το πλοίο Αστέρι;",
            "επειδή το λιμάνι δεν είχε χρήματα",
        ),
    ],
)
def test_a_clause_of_cause(tmp_path, language, sentence, question, clause):
    answer = marked(tmp_path, sentence, question, language)
    assert answer is not None
    assert answer.rstrip(".") == clause


@pytest.mark.parametrize("language", FULL)
def test_every_full_language_joins_answers_and_names_causes(language):
    spans = language_of(language).answer_spans
    assert spans["joins"]
    assert spans["causes"]
    assert all(phrase for phrases in spans.values() for phrase in phrases)
