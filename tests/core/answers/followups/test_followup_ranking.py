"""Follow-ups: the sentence that answers them, or a refusal, with the previous answer in view."""

import pytest

from tests.builders import collection
from tests.support.follow_up_articles import (
    BREWERY,
    BRONZE,
    ELECTION,
    FERRY,
    FRENCH_MUSEUM,
    GERMAN_BRIDGE,
    TUNNEL,
    UKRAINIAN_BRIDGE,
)

_UNSURE = 0.5  # below it, nothing in an answer is marked
_REEF = "When did the ferry strike the reef?"
_LIFEBOATS = "Who ordered passengers into lifeboats?"
_CLOSURE = "Who announced the closure of the Halston brewery?"
_PLANT = "How many people does the Dunmere plant employ?"
_STATUE = "Who recognised the statue?"
_STOLEN = "When was the bronze stolen?"
_FIRST = "Who came first in Porto Velino?"
_TURNOUT = "How high was turnout on Sunday?"
_LEADERS = "Who leads Russia's delegation?"
_OPPOSED = "Who opposed the plan for the tunnel?"
_TRUMP = "Will Trump attend the talks?"


@pytest.fixture(scope="module")
def articles(tmp_path_factory, corpus):
    files = {
        "ferry.txt": FERRY,
        "brewery.txt": BREWERY,
        "bronze.txt": BRONZE,
        "election.txt": ELECTION,
        "tunnel.txt": TUNNEL,
        "talks.txt": (corpus / "seed-article.txt").read_text(encoding="utf-8"),
    }
    return collection(tmp_path_factory.mktemp("articles"), files)


def _first_sentence(answer):
    quote = answer.visible_quotes[0]
    return quote.visible_text[slice(*quote.visible_focus)]


@pytest.mark.parametrize(
    ("before", "question", "sentence"),
    [
        pytest.param(_REEF, "where?", "from Tromvik", id="the place in the same sentence"),
        pytest.param(_REEF, "and in 2019?", "In 2019 another", id="another year"),
        pytest.param(_LIFEBOATS, "why?", "because water", id="the cause in the same sentence"),
        pytest.param(_LIFEBOATS, "when?", "twenty minutes later", id="a time without a date"),
        pytest.param(_CLOSURE, "why?", "Pryce blamed", id="the cause behind the answer"),
        pytest.param(_CLOSURE, "when?", "on Monday morning", id="not the time of something else"),
        pytest.param(_CLOSURE, "what does she blame?", "Pryce blamed", id="the person who answers"),
        pytest.param(_PLANT, "when was it modernised?", "in 2021", id="a thing, by its verb"),
        pytest.param(_STATUE, "what did she say?", "dropped my coffee", id="a statement"),
        pytest.param(_FIRST, "and third?", "Aldo Ferrante", id="neither a name nor a time"),
        pytest.param(_FIRST, "who is she?", "Lucia Ricci", id="a person, not her party"),
        pytest.param(_FIRST, "what about Costa?", "Bruno Costa", id="another name"),
        pytest.param(_TURNOUT, "why?", "put down to the heat", id="a cause without because"),
        pytest.param(_LEADERS, "and the American one?", "Marco Rubio", id="another country"),
        pytest.param(_LEADERS, "who is he?", "presidential adviser", id="the first of two people"),
        pytest.param(_LEADERS, "tell me more", "Putin had proposed", id="the same paragraph"),
        pytest.param(_LEADERS, "are you sure?", "presidential adviser", id="the same once more"),
        pytest.param(_OPPOSED, "who is she?", "Farmer Greta", id="a name behind its profession"),
        pytest.param(_OPPOSED, "since when?", "since March", id="a preposition that is asked for"),
        pytest.param(_TRUMP, "why not?", "as the reason", id="a cause in words of its own"),
        pytest.param(_TRUMP, "what does he support?", "30-day ceasefire", id="a name asked for"),
        pytest.param(_TRUMP, "and Zelensky?", "nor Ukrainian", id="two names that share an answer"),
        pytest.param(_TRUMP, "when?", "on May 15", id="a date, not a duration"),
    ],
)
def test_a_follow_up_is_answered_by(articles, before, question, sentence):
    assert sentence in _first_sentence(articles.ask(question, before=before))


@pytest.mark.parametrize(
    ("before", "question"),
    [
        pytest.param(_LIFEBOATS, "what did she say?", id="she is not quoted"),
        pytest.param(_PLANT, "and Halston?", id="only the number of the other one is there"),
        pytest.param(_PLANT, "and in 2010?", id="no such year"),
        pytest.param(_STATUE, "who is she?", id="nobody is named"),
        pytest.param(_STOLEN, "and the throne?", id="a throne, but no time"),
        pytest.param(_TURNOUT, "and in 2019?", id="the year, but of something else"),
        pytest.param(_LEADERS, "and Ukraine's?", id="the country, but nobody who leads"),
    ],
)
def test_a_follow_up_that_the_articles_do_not_answer_is_refused(articles, before, question):
    """It was answered with the sentence before, which has all words that were carried."""
    assert not articles.ask(question, before=before).is_answered


@pytest.mark.parametrize(
    ("before", "question"),
    [
        pytest.param(_REEF, "why?", id="the cause of something else nearby"),
        pytest.param(_PLANT, "where is it?", id="a name that may be a place"),
        pytest.param(_STATUE, "where?", id="the answer before was none itself"),
        pytest.param(_STATUE, "are you sure?", id="somebody was asked for, and nobody is named"),
        pytest.param(_STOLEN, "by whom?", id="a name that may be a person"),
        pytest.param(_STOLEN, "how?", id="nothing tells whether a sentence says how"),
        pytest.param(_STOLEN, "where is it now?", id="the place where it was"),
        pytest.param(_FIRST, "why?", id="no cause"),
        pytest.param(_OPPOSED, "and the mayor?", id="she does something else to the tunnel"),
        pytest.param("When will the tunnel open?", "until when?", id="another preposition"),
        pytest.param(_FIRST, "how old is she?", id="a number that need not be an age"),
    ],
)
def test_a_follow_up_whose_answer_may_be_of_something_else_is_unsure(articles, before, question):
    assert articles.ask(question, before=before).confidence < _UNSURE


def test_a_question_with_a_name_and_a_question_word_needs_nothing_from_before(articles):
    answer = articles.ask("And who is Ingrid Moe?", before=_LEADERS)
    assert answer.carried_words == ()
    assert "Ingrid Moe" in _first_sentence(answer)


def test_a_follow_up_is_answered_from_the_article_of_the_answer_before(articles):
    """In all articles, *when?* finds the date of any announcement."""
    answer = articles.ask("when?", before=_CLOSURE)
    assert {quote.article for quote in answer.quotes} == {"brewery.txt"}


def test_another_person_of_the_same_name_is_not_meant(articles):
    """His great-granddaughter is named there, and *she said* stands behind her."""
    answer = articles.ask("what did he say?", before="Who founded the brewery?")
    assert not answer.is_answered


def test_the_person_is_shown_among_what_was_carried(articles):
    answer = articles.ask("what does she blame?", before=_CLOSURE)
    assert answer.carried_words == ("Joanna Pryce",)
    assert answer.full_question == "what does she blame Joanna Pryce?"


# --- Other languages


@pytest.mark.parametrize(
    ("text", "before", "question", "sentence"),
    [
        (GERMAN_BRIDGE, "Wer hat den Riss entdeckt?", "wann?", "am Freitag"),
        (GERMAN_BRIDGE, "Wer hat den Riss entdeckt?", "was sagte er?", "noch nie gesehen"),
        (GERMAN_BRIDGE, "Wer hat den Riss entdeckt?", "wer ist er?", "Jonas Reimer"),
        (GERMAN_BRIDGE, "Wer hat den Riss entdeckt?", "bist du sicher?", "Jonas Reimer"),
        (GERMAN_BRIDGE, "Wann hat die Stadt die Brücke gesperrt?", "warum?", "begründete das"),
        (GERMAN_BRIDGE, "Wann hat die Stadt die Brücke gesperrt?", "und 1998?", "Im Jahr 1998"),
        (GERMAN_BRIDGE, "Wann hat die Stadt die Brücke gesperrt?", "und 2007?", None),
        (GERMAN_BRIDGE, "Wie viel soll die Reparatur kosten?", "wie lange?", "bis Ende Oktober"),
        (GERMAN_BRIDGE, "Wie viel soll die Reparatur kosten?", "erzähl mir mehr", "Das Geld"),
        (FRENCH_MUSEUM, "Qui a découvert l'eau ?", "quand ?", "à six heures"),
        (FRENCH_MUSEUM, "Qui a découvert l'eau ?", "qui est-il ?", "Marc Tessier"),
        (FRENCH_MUSEUM, "Qui a découvert l'eau ?", "qu'a-t-il dit ?", None),
        (FRENCH_MUSEUM, "Quand le musée a-t-il fermé ?", "pourquoi ?", "l'humidité"),
        (FRENCH_MUSEUM, "Quand le musée a-t-il fermé ?", "et en 2004 ?", "En 2004"),
        (FRENCH_MUSEUM, "Quand le musée a-t-il fermé ?", "et en 2015 ?", None),
        (FRENCH_MUSEUM, "Qui a annoncé la fermeture ?", "qu'a-t-elle déclaré ?", "l'essentiel"),
        (FRENCH_MUSEUM, "Qui a annoncé la fermeture ?", "et pourquoi ?", "à cause de"),
        (FRENCH_MUSEUM, "Qui a annoncé la fermeture ?", "tu es sûr ?", "Hélène Carrel"),
        (FRENCH_MUSEUM, "Qui a annoncé la fermeture ?", "raconte-moi plus", "Marc Tessier"),
        (UKRAINIAN_BRIDGE, "Хто знайшов тріщину?", "коли?", "у п'ятницю"),
        (UKRAINIAN_BRIDGE, "Хто знайшов тріщину?", "що він сказав?", "ще ніколи"),
        (UKRAINIAN_BRIDGE, "Хто знайшов тріщину?", "хто він?", "Андрій Коваль"),
        (UKRAINIAN_BRIDGE, "Хто знайшов тріщину?", "ви впевнені?", "Андрій Коваль"),
        (UKRAINIAN_BRIDGE, "Коли закрили міст?", "а в 1998 році?", "У 1998 році"),
        (UKRAINIAN_BRIDGE, "Коли закрили міст?", "а в 2007 році?", None),
        (UKRAINIAN_BRIDGE, "Скільки коштуватиме ремонт?", "як довго?", "кінця жовтня"),
        (UKRAINIAN_BRIDGE, "Скільки коштуватиме ремонт?", "розкажи більше", "Половину грошей"),
    ],
)
def test_follow_ups_in_other_languages(tmp_path, text, before, question, sentence):
    answer = collection(tmp_path, {"article.txt": text}).ask(question, before=before)
    assert sentence in _first_sentence(answer) if sentence else not answer.is_answered


def test_a_word_that_need_not_give_a_cause_leaves_the_answer_unsure(tmp_path):
    """*через* is *because of*, and *across* too."""
    article = collection(tmp_path, {"article.txt": UKRAINIAN_BRIDGE})
    assert article.ask("чому?", before="Коли закрили міст?").confidence < _UNSURE
