"""Question: what was asked, in the words of the articles."""

from collections import Counter

import pytest

from bot.core.answers.question import MAX_LENGTH, Asked, Question, read_question
from bot.core.index.bm25_index import build_index
from bot.core.text.lexicon import build_lexicon
from bot.core.text.spelling import Vocabulary, Words

LEXICON = build_lexicon()
ARTICLE = "The delegation of Russia went to Istanbul with Medinsky for negotiations with the U.S."


def asked(question: str, article: str = ARTICLE) -> Question:
    words = [word for word in LEXICON.words(article) if word.term]
    index = build_index([[word.term for word in words]])
    vocabulary = Vocabulary(Words(Counter(word.plain for word in words)))
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
    assert question.spellings == {slip.lower(): meant}
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
    assert asked(f"where is the {word}").spellings == {}


def test_a_word_read_otherwise_stands_where_the_slip_stood():
    question = asked("the delagation left")
    (word,) = [word for word in question.words if word.plain == "delegation"]
    assert (word.start, word.end) == (4, 14)


def test_a_question_is_no_longer_than_a_message():
    question = asked("Moscow? " * 20_000)
    assert len(question.text) <= MAX_LENGTH
    assert question.terms == asked("Moscow").terms


def test_no_article_at_all():
    assert asked("where is the delagation", article="").spellings == {}


# --- What kind of thing it wants


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who leads the delegation?", Asked.WHO),
        ("Whose delegation is it?", Asked.WHO),
        ("Whom did Medinsky meet?", Asked.WHO),
        ("Tell me who leads it", Asked.WHO),
        ("who leads it", Asked.WHO),
        ("Who is it?", Asked.WHO),
        ("Who is Vladimir Medinsky?", Asked.WHO_IS),
        ("Who is the Russian?", Asked.WHO_IS),
        ("When do the talks begin?", Asked.WHEN),
        ("On what day do they say it is?", Asked.WHEN),
        ("What year was it?", Asked.WHEN),
        ("Where are the talks?", Asked.WHERE),
        ("In which country is it?", Asked.WHERE),
        ("How many people went?", Asked.HOW_MANY),
        ("What percentage of Russia is it?", Asked.HOW_MANY),
        ("How much did it cost?", Asked.HOW_MUCH),
        ("What is the price of oil?", Asked.HOW_MUCH),
        ("How long did it last?", Asked.HOW_LONG),
        ("How old is he?", Asked.HOW_LONG),
        ("Why did Russia go?", Asked.WHY),
        ("For what reason did it go?", Asked.WHY),
        ("How did it go?", Asked.HOW),
        ("How?", Asked.HOW),
        ("What did Medinsky say?", Asked.SAY),
        ("What does Medinsky think of it?", Asked.SAY),
        ("What has Russia claimed?", Asked.SAY),
        ("What is the name of the delegation?", Asked.WHAT_NAME),
        ("Which team is the best?", Asked.WHAT_NAME),
        ("What did Medinsky do?", Asked.WHAT_DO),
        ("What is a delegation?", Asked.WHAT),
        ("What was he accused of?", Asked.WHAT),
        ("What", Asked.WHAT),
        ("Is it true?", Asked.YES_NO),
        ("Did Medinsky go?", Asked.YES_NO),
        ("Medinsky, negotiations", Asked.WHAT),
        ("", Asked.WHAT),
        ("?!", Asked.WHAT),
    ],
)
def test_the_kind_of_question(text, kind):
    assert asked(text).asked is kind


def test_a_question_in_capitals_is_of_the_same_kind():
    """Its words are no names because they are shouted."""
    assert asked("WHO LEADS IT?").asked is Asked.WHO
    assert asked("WHO LEADS IT?").names == (False,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What team won?", Asked.WHAT_NAME),
        ("Which newspaper wrote it?", Asked.WHAT_NAME),
        ("What city hosts the talks?", Asked.WHERE),
        ("Which country joined the talks?", Asked.WHERE),
    ],
)
def test_a_verb_behind_the_noun_does_not_hide_what_it_asks_for(text, kind):
    assert asked(text).asked is kind


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("What percentage of Russia is it?", "percentage"),
        ("What peace deal is it?", "deal"),
        ("What is the best price for oil?", "price"),
        ("How many people were there?", "people"),
        ("How many young people are there?", "people"),
        ("How many people went?", "people"),
        ("How many soldiers died?", "soldiers"),
    ],
)
def test_the_noun_that_it_asks_for(text, head):
    question = asked(text)
    assert question.forms[question.head].plain == head
    assert question.head >= 0


@pytest.mark.parametrize("text", ["", "Who leads it?", "What is it?", "How much is it?", "Russia"])
def test_a_question_without_such_a_noun(text):
    assert asked(text).head == -1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Who is Keith Kellogg?", ["keith", "kellogg"], id="capitals"),
        pytest.param("Does it want the United States?", ["united states"], id="of many words"),
        pytest.param("Delegation of what?", [], id="the first word"),
        pytest.param("", [], id="empty"),
    ],
)
def test_names_are_told_from_other_words(text, names):
    question = asked(text)
    found = [
        word.plain for word, is_name in zip(question.forms, question.names, strict=True) if is_name
    ]
    assert found == names
