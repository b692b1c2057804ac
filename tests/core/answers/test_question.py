"""Question: what was asked, in the words of the articles."""

from collections import Counter

import pytest

from bot.core.answers.question import MAX_LENGTH, AnswerType, Question, read_question
from bot.core.index.bm25_index import build_index
from bot.core.text.lexicon import build_lexicon
from bot.core.text.spelling import Vocabulary, WordFrequencies

LEXICON = build_lexicon()
ARTICLE = "The delegation of Russia went to Istanbul with Medinsky for negotiations with the U.S."


def read(question: str, article: str = ARTICLE) -> Question:
    words = [word for word in LEXICON.words(article) if word.term]
    index = build_index([[word.term for word in words]])
    vocabulary = Vocabulary(WordFrequencies(Counter(word.plain for word in words)))
    return read_question(question, LEXICON, index, vocabulary, {})


def same_terms(one: str, other: str) -> bool:
    return read(one).terms == read(other).terms != ()


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
    assert read(text).terms == ()


def test_the_text_is_kept_with_single_spaces():
    assert read("  Who\n led \t it? ").text == "Who led it?"


def test_each_term_comes_once_and_in_order():
    question = read("Istanbul, Moscow, Istanbul, Russian")
    assert question.terms == read("Istanbul Russia").terms
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
    question = read(f"where is the {slip}")
    assert question.spellings == {slip.lower(): meant}
    assert question.terms == read(f"where is the {meant}").terms


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
    assert read(f"where is the {word}").spellings == {}


def test_a_word_read_otherwise_stands_where_the_slip_stood():
    question = read("the delagation left")
    (word,) = [word for word in question.words if word.plain == "delegation"]
    assert (word.start, word.end) == (4, 14)


def test_a_question_is_no_longer_than_a_message():
    question = read("Moscow? " * 20_000)
    assert len(question.text) <= MAX_LENGTH
    assert question.terms == read("Moscow").terms


def test_no_article_at_all():
    assert read("where is the delagation", article="").spellings == {}


# --- What kind of thing it wants


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who leads the delegation?", AnswerType.WHO),
        ("Whose delegation is it?", AnswerType.WHO),
        ("Whom did Medinsky meet?", AnswerType.WHO),
        ("Tell me who leads it", AnswerType.WHO),
        ("who leads it", AnswerType.WHO),
        ("Who is it?", AnswerType.WHO),
        ("Who is Vladimir Medinsky?", AnswerType.WHO_IS),
        ("Who is the Russian?", AnswerType.WHO_IS),
        ("When do the talks begin?", AnswerType.WHEN),
        ("On what day do they say it is?", AnswerType.WHEN),
        ("What year was it?", AnswerType.WHEN),
        ("Where are the talks?", AnswerType.WHERE),
        ("In which country is it?", AnswerType.WHERE),
        ("How many people went?", AnswerType.HOW_MANY),
        ("What percentage of Russia is it?", AnswerType.HOW_MANY),
        ("How much did it cost?", AnswerType.HOW_MUCH),
        ("What is the price of oil?", AnswerType.HOW_MUCH),
        ("How long did it last?", AnswerType.HOW_LONG),
        ("How old is he?", AnswerType.HOW_LONG),
        ("Why did Russia go?", AnswerType.WHY),
        ("For what reason did it go?", AnswerType.WHY),
        ("How did it go?", AnswerType.HOW),
        ("How?", AnswerType.HOW),
        ("What did Medinsky say?", AnswerType.SAY),
        ("What does Medinsky think of it?", AnswerType.SAY),
        ("What has Russia claimed?", AnswerType.SAY),
        ("What is the name of the delegation?", AnswerType.WHAT_NAME),
        ("Which team is the best?", AnswerType.WHAT_NAME),
        ("What did Medinsky do?", AnswerType.WHAT_DO),
        ("What is a delegation?", AnswerType.WHAT),
        ("What was he accused of?", AnswerType.WHAT),
        ("What", AnswerType.WHAT),
        ("Is it true?", AnswerType.YES_NO),
        ("Did Medinsky go?", AnswerType.YES_NO),
        ("Medinsky, negotiations", AnswerType.WHAT),
        ("", AnswerType.WHAT),
        ("?!", AnswerType.WHAT),
    ],
)
def test_the_kind_of_question(text, kind):
    assert read(text).answer_type is kind


def test_a_question_in_capitals_is_of_the_same_kind():
    """Its words are no names because they are shouted."""
    assert read("WHO LEADS IT?").answer_type is AnswerType.WHO
    assert read("WHO LEADS IT?").names == (False,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What team won?", AnswerType.WHAT_NAME),
        ("Which newspaper wrote it?", AnswerType.WHAT_NAME),
        ("What city hosts the talks?", AnswerType.WHERE),
        ("Which country joined the talks?", AnswerType.WHERE),
    ],
)
def test_a_verb_behind_the_noun_does_not_hide_what_it_asks_for(text, kind):
    assert read(text).answer_type is kind


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
    question = read(text)
    assert question.forms[question.head].plain == head
    assert question.head >= 0


@pytest.mark.parametrize("text", ["", "Who leads it?", "What is it?", "How much is it?", "Russia"])
def test_a_question_without_such_a_noun(text):
    assert read(text).head == -1


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
    question = read(text)
    found = [
        word.plain for word, is_name in zip(question.forms, question.names, strict=True) if is_name
    ]
    assert found == names


@pytest.mark.parametrize(
    ("language", "question", "article", "spellings"),
    [
        ("de", "Wann sanken die Fährschifen?", "Die Fährschiffe fahren.", {}),
        (
            "de",
            "Wo ist der Leuchturm?",
            "Der Leuchtturm steht.",
            {"leuchturm": "leuchtturm"},
        ),
        ("ru", "Где библиотеками гордятся?", "Открыли библиотеку.", {}),
    ],
)
def test_an_inflection_is_no_slip(language, question, article, spellings):
    words = [word for word in LEXICON.words(article, language=language) if word.term]
    index = build_index([[word.term for word in words]])
    vocabulary = Vocabulary(WordFrequencies(Counter(word.plain for word in words)))
    reading = read_question(question, LEXICON, index, vocabulary, {}, language)
    assert reading.spellings == spellings


def test_a_word_of_another_language_is_no_correction():
    words = [word for word in LEXICON.words("світлофор", language="uk") if word.term]
    index = build_index([[word.term for word in words]])
    vocabulary = Vocabulary(WordFrequencies(Counter(word.plain for word in words)))
    reading = read_question("где светлофор", LEXICON, index, vocabulary, {}, "ru")
    assert reading.spellings == {}
