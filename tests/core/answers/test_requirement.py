"""Requirement: an age, a price or a length that is asked for must be in what is shown."""

import pytest

from bot.core.answers.requirement import find_requirement
from bot.core.languages.registry import language_of
from bot.core.text.lexicon import Lexicon
from tests.builders import collection

_LIGHTHOUSE = (
    "Lighthouse Of Cape Merrow Reopens\n\nThe lighthouse of Cape Merrow was opened to visitors on "
    "May 4. Its keeper, Nell Arkwright, lit the lamp at dusk.\n\nThe tower is 38 metres tall, and "
    "a ticket costs $6. Her assistant, Owen Tarn, 52, carried the oil up the stairs."
)


def _is_met(question, text, code="en"):
    language = language_of(code)
    words = Lexicon().words(text, language=code)
    requirement = find_requirement(question, code)
    assert requirement is not None
    return requirement.is_met(text, words, language)


@pytest.fixture
def lighthouse(tmp_path):
    return collection(tmp_path, {"lighthouse.txt": _LIGHTHOUSE})


@pytest.mark.parametrize(
    "question",
    [
        "Who is the keeper of the lighthouse?",
        "How many visitors were at the lighthouse?",
        "How far have the talks come?",
        "How high must a grade be?",
        "What did the oldest keeper do?",
    ],
)
def test_most_questions_have_no_requirement(question):
    assert find_requirement(question, "en") is None


@pytest.mark.parametrize(
    ("code", "question", "kind"),
    [
        ("en", "How much does a litre of paint weigh?", "weight"),
        ("en", "How much did the flight cost?", "price"),
        ("de", "Wie alt ist die Wärterin?", "age"),
        ("fr", "Quelle température faisait-il ?", "temperature"),
        ("es", "¿En qué hotel se alojan?", "lodging"),
        ("ru", "Сколько лет смотрителю?", "age"),
        ("uk", "Яка погода на мисі?", "weather"),
        ("tr", "Kule ne kadar yüksek?", "size"),
        ("zh", "这座灯塔有多高？", "size"),
    ],
)
def test_a_phrase_tells_what_is_asked_for(code, question, kind):
    requirement = find_requirement(question, code)
    assert requirement is not None
    assert requirement.kind == kind


def test_a_language_without_the_file_has_no_requirements():
    assert find_requirement("Hoe oud is de wachter?", "nl") is None


@pytest.mark.parametrize(
    "text",
    [
        "The 31-year-old keeper waved.",
        "Nell, 9, and Bo came along.",
        "She was 75.",
        "I am 29 now.",
        "A man aged forty fell.",
    ],
)
def test_an_age_is_written_in_many_ways(text):
    assert _is_met("How old is she?", text)


@pytest.mark.parametrize(
    "text",
    ["She opened it on May 4.", "They waited for three days.", "He came in 1932, with 600 guests."],
)
def test_a_date_or_a_count_is_no_age(text):
    assert not _is_met("How old is she?", text)


@pytest.mark.parametrize(
    ("question", "text", "code"),
    [
        ("How hot was it?", "It was 31°C at noon.", "en"),
        ("How expensive is it?", "They paid €1,200 for it.", "en"),
        ("Wie schnell fuhr er?", "Er fuhr 90 Kilometer in der Stunde.", "de"),
        ("Сколько стоит билет?", "Билет стоит сто рублей.", "ru"),
        ("这座灯塔有多高？", "灯塔高三十八米。", "zh"),
    ],
)
def test_a_quantity_has_its_unit_or_sign(question, text, code):
    assert _is_met(question, text, code)


def test_a_quantity_that_no_quote_has_is_refused(lighthouse):
    for question in (
        "How heavy is the lighthouse of Cape Merrow?",
        "What is the weather like in Cape Merrow?",
        "Which hotel did Nell Arkwright stay in?",
    ):
        answer = lighthouse.ask(question)
        assert answer.quotes  # the words are there, the answer is not
        assert not answer.is_answered


def test_a_quantity_that_a_quote_has_is_an_answer(lighthouse):
    for question in ("How tall is the tower?", "How old is Owen Tarn?"):
        answer = lighthouse.ask(question)
        assert answer.is_answered


def test_a_first_quote_without_the_quantity_is_doubtful_and_has_no_mark(lighthouse):
    answer = lighthouse.ask("How old is the keeper Nell Arkwright of the lighthouse?")
    assert "52" not in answer.quotes[0].visible_text
    assert answer.confidence <= 0.1
    assert answer.quotes[0].answer is None
