"""Follow-up questions in other languages than English."""

import pytest

from bot.core.answers.followups.followup import FollowUp, resolve_follow_up
from bot.core.text.lexicon import build_lexicon

LEXICON = build_lexicon()
CAPITALS = {"bremen": 1.0, "kiel": 1.0, "lyon": 1.0, "metz": 1.0}


def follow(code: str, before: str, question: str) -> FollowUp:
    return resolve_follow_up(question, before, LEXICON, CAPITALS, code)


@pytest.mark.parametrize(
    ("code", "before", "question", "carried"),
    [
        ("de", "Wann wurde die Fähre gebaut?", "Wer hat sie bezahlt?", "Fähre"),
        ("fr", "Quand le pont a-t-il ouvert ?", "Et pourquoi ?", "pont"),
        ("es", "¿Cuándo abrió el puente?", "¿por qué?", "puente"),
        ("ru", "Когда открыли мост?", "А почему?", "мост"),
        ("uk", "Коли відкрили міст?", "А чому?", "міст"),
        ("tr", "Köprü ne zaman açıldı?", "Peki neden?", "Köprü"),
        ("el", "Πότε άνοιξε η γέφυρα;", "Και γιατί;", "γέφυρα"),
    ],
)
def test_words_are_carried(code, before, question, carried):
    assert carried in " ".join(follow(code, before, question).carried_words)


def test_a_name_takes_the_place_of_the_name_before():
    assert follow("de", "Wer regiert in Bremen?", "Und Kiel?").question == "Wer regiert in Kiel?"


@pytest.mark.parametrize(
    ("code", "question"),
    [
        ("fr", "Quand le musée a-t-il fermé ?"),
        ("de", "Wann wurde das Museum geschlossen?"),
        ("ja", "博物館はどこですか？"),
    ],
)
def test_a_question_with_its_own_topic_stays_as_it_is(code, question):
    assert follow(code, "?", question) == FollowUp(question, ())
