"""Question: what was asked, in the words of the articles."""

from collections import Counter

import pytest

from bot.news.index import Index
from bot.news.lexicon import build_lexicon
from bot.news.question import MAX_LENGTH, Question, read_question
from bot.news.spelling import Vocabulary

LEXICON = build_lexicon()
ARTICLE = "The delegation of Russia went to Istanbul with Medinsky for negotiations with the U.S."


def asked(question: str, article: str = ARTICLE) -> Question:
    words = [word for word in LEXICON.words(article) if word.term]
    index = Index([[word.term for word in words]])
    vocabulary = Vocabulary(Counter(word.plain for word in words))
    return read_question(question, LEXICON, index, vocabulary, {})


def same_terms(one: str, other: str) -> bool:
    return asked(one).terms == asked(other).terms != ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t", id="blank"),
        pytest.param("?!…", id="marks"),
        pytest.param("😀🎉", id="emoji"),
        pytest.param("who is it of the", id="stopwords"),
        pytest.param("\ud800", id="surrogate"),
    ],
)
def test_a_question_without_a_topic_has_no_terms(text):
    assert asked(text).terms == ()


def test_the_text_is_kept_with_single_spaces():
    assert asked("  Who\n led \t it? ").text == "Who led it?"


def test_each_term_comes_once_and_in_order():
    question = asked("Istanbul, Moscow, Istanbul, Russian")
    assert question.terms == asked("Istanbul Russia").terms
    assert len(question.terms) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("WHO LEADS THE DELEGATION?", "who leads the delegation", id="capitals"),
        pytest.param("who led the delegates", "who leads the delegation", id="forms"),
        pytest.param("Who’s with Medinsky?", "Who is with Medinsky?", id="contraction"),
    ],
)
def test_the_same_question(one, other):
    assert same_terms(one, other)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        pytest.param("delagation", "delegation", id="wrong letter"),
        pytest.param("delegtaion", "delegation", id="letters swapped"),
        pytest.param("istambul", "istanbul", id="of a name"),
        pytest.param("Medinskiy", "medinsky", id="another spelling"),
        pytest.param("negociation", "negotiations", id="two slips in a long word"),
    ],
)
def test_a_slip_is_read_as_a_word_of_the_articles(slip, meant):
    question = asked(f"where is the {slip}")
    assert question.read_as == {slip.lower(): meant}
    assert question.terms == asked(f"where is the {meant}").terms


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("delegates", id="another form"),
        pytest.param("Moscow", id="known from the package"),
        pytest.param("ship", id="too short"),
        pytest.param("penguins", id="nothing near"),
        pytest.param("gelegation", id="first letter"),
        pytest.param("12345678", id="number"),
    ],
)
def test_a_word_that_is_no_slip_stays(word):
    assert asked(f"where is the {word}").read_as == {}


def test_a_word_read_otherwise_stands_where_the_slip_stood():
    question = asked("the delagation left")
    (word,) = [word for word in question.words if word.plain == "delegation"]
    assert (word.start, word.end) == (4, 14)


def test_a_question_is_no_longer_than_a_message():
    question = asked("Moscow? " * 20_000)
    assert len(question.text) <= MAX_LENGTH
    assert question.terms == asked("Moscow").terms


def test_no_article_at_all():
    assert asked("where is the delagation", article="").read_as == {}
