"""Answer types in other languages than English: what questions ask for, by their lists."""

import pytest

from bot.core.answers.answer_type import AnswerType, find_answer_type
from bot.core.languages.registry import language_of
from bot.core.text.lexicon import build_lexicon

LEXICON = build_lexicon()


def answer_type(code: str, text: str) -> AnswerType:
    words = [word for word in LEXICON.words(text, language=code) if not word.is_phrase]
    return find_answer_type(text, words, language_of(code))[0]


def noun(code: str, text: str) -> str:
    words = [word for word in LEXICON.words(text, language=code) if not word.is_phrase]
    place = find_answer_type(text, words, language_of(code))[1]
    assert place is not None
    return text[words[place].start : words[place].end]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "Est-ce que le pont a été fermé ?", AnswerType.YES_NO),
        ("fr", "La mairie a-t-elle payé les travaux ?", AnswerType.YES_NO),
        ("fr", "Quand est-ce que le pont rouvrira ?", AnswerType.WHEN),
        ("fr", "Combien d'années ont duré les travaux ?", AnswerType.HOW_LONG),
        ("fr", "Combien d’argent la ville a-t-elle reçu ?", AnswerType.HOW_MUCH),
        ("fr", "D'où vient le sable ?", AnswerType.WHERE),
        ("it", "Dov'è il nuovo faro?", AnswerType.WHERE),
        ("it", "Dov’è il nuovo faro?", AnswerType.WHERE),
    ],
)
def test_phrases_with_apostrophes_and_hyphens(code, text, expected):
    assert answer_type(code, text) is expected


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Was sagte die Bürgermeisterin?"),
        ("es", "¿Qué dijo la alcaldesa?"),
        ("nl", "Wat zei de burgemeester?"),
        ("fr", "Qu'a dit le ministre ?"),
        ("fr", "Qu’est-ce que la mairesse a déclaré ?"),
        ("it", "Che cosa ha detto il sindaco?"),
        ("ru", "Что сказала директор музея?"),
    ],
)
def test_a_statement_is_asked_for_with_the_verb_behind_what(code, text):
    assert answer_type(code, text) is AnswerType.SAY


def test_words_with_their_accents_ask_before_those_without():
    """*Cuando* and *que* are conjunctions in most sentences, and typed for questions in a few."""
    assert answer_type("es", "Cuando cerró el puente, ¿quién lo decidió?") is AnswerType.WHO
    assert answer_type("es", "cuando cerro el puente") is AnswerType.WHEN
    assert answer_type("el", "Το πλοίο που βυθίστηκε, πότε χτίστηκε;") is AnswerType.WHEN


def test_particles_may_stand_anywhere():
    assert answer_type("tr", "Köprü trafiğe kapandı mı?") is AnswerType.YES_NO
    assert answer_type("ru", "Закрыли ли мост?") is AnswerType.YES_NO


def test_the_noun_stands_before_its_adjectives_in_romance_languages():
    assert noun("fr", "Quel cheval blanc a gagné la course ?") == "cheval"
    assert noun("fr", "Quelle grande ville a un métro ?") == "ville"
    assert noun("de", "Welches weiße Pferd hat gewonnen?") == "Pferd"


@pytest.mark.parametrize(
    ("code", "text", "topics"),
    [
        ("fr", "le maïs mais", ["maïs"]),
        ("fr", "un mur", ["mur"]),
        ("es", "solo sólo", []),
        ("pt", "o avô fala", ["avô", "fala"]),
    ],
)
def test_a_word_with_accents_is_no_stop_word_without_them(code, text, topics):
    terms = [word.term for word in LEXICON.words(text, language=code) if word.term]
    assert len(terms) == len(topics)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Wie heißt die neue Fähre?"),
        ("fr", "Comment s'appelle le nouveau bateau ?"),
        ("es", "¿Cómo se llama el nuevo barco?"),
        ("pt", "Como se chama o novo barco?"),
        ("ru", "Как называется новый паром?"),
        ("uk", "Як звати капітана порома?"),
        ("pl", "Jak nazywa się nowy prom?"),
        ("tr", "Yeni feribotun adı nedir?"),
        ("el", "Πώς λέγεται το νέο πλοίο;"),
        ("hi", "नई नाव का नाम क्या है?"),
        ("zh", "新渡轮叫什么名字？"),
    ],
)
def test_a_name_is_asked_for_with_how_or_behind_its_noun(code, text):
    assert answer_type(code, text) is AnswerType.WHAT_NAME


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ποιος άνοιξε το μουσείο;", AnswerType.WHO),
        ("Ποιος ήταν ο Καραβάς;", AnswerType.WHO),
        ("Ποιος ήταν ο λόγος της απεργίας;", AnswerType.WHY),
    ],
)
def test_who_may_be_which_in_greek(text, expected):
    assert answer_type("el", text) is expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "В каком году открыли мост?", AnswerType.WHEN),
        ("ru", "Сколько лет капитану?", AnswerType.HOW_LONG),
        ("pl", "Ile osób płynęło promem?", AnswerType.HOW_MANY),
        ("tr", "Köprü kaç yılında açıldı?", AnswerType.WHEN),
        ("tr", "Müze nerededir?", AnswerType.WHERE),
        ("ar", "ومتى افتتح الجسر؟", AnswerType.WHEN),
        ("hi", "पुल कब खुला?", AnswerType.WHEN),
        ("vi", "Cây cầu nằm ở đâu?", AnswerType.WHERE),
        ("ja", "橋はいつ開通しましたか。", AnswerType.WHEN),
        ("zh", "这座桥有多少米长？", AnswerType.HOW_MANY),
        ("th", "สะพานเปิดเมื่อไร", AnswerType.WHEN),
        ("de", "Was finanzierte der Verein?", AnswerType.WHAT_DO),
    ],
)
def test_question_words_anywhere(code, text, expected):
    assert answer_type(code, text) is expected
