"""Follow-up questions: what a question takes from the one before, and what it leaves alone."""

import pytest

from bot.core.answers.followups.followup import FollowUp, resolve_follow_up
from bot.core.text.lexicon import build_lexicon

LEXICON = build_lexicon()
CAPITALS = dict.fromkeys("putin zelensky trump rubio russia ukraine istanbul".split(), 1.0)
LEADERS = "Who leads Russia's delegation?"


def followed(before: str, question: str) -> FollowUp:
    return resolve_follow_up(question, before, LEXICON, CAPITALS)


def alone(question: str) -> FollowUp:
    return FollowUp(question, ())


@pytest.mark.parametrize(
    ("before", "carried"),
    [
        ("How long is the 30-day ceasefire?", ("30-day ceasefire",)),
        ("How many people died in the 2011 flood?", ("people", "died", "2011 flood")),
        ("When did the vice-chair resign?", ("vice-chair", "resign")),
        ("How much did the £5m bridge cost?", ("£5m bridge", "cost")),
        ("Who paid 3.5% of $2 billion?", ("paid", "3.5%", "$2 billion")),
        ("Is the long bridge old?", ("long", "bridge", "old")),
    ],
)
def test_phrases_are_carried_as_they_stood_there(before, carried):
    """*who supports it long 30 day ceasefire?* is no English, and *long* no topic."""
    assert followed(before, "who supports it?").carried_words == carried


@pytest.mark.parametrize(
    ("before", "question", "whole", "carried"),
    [
        pytest.param(
            LEADERS,
            "and Ukraine's?",
            "Who leads Ukraine's delegation?",
            ("leads", "delegation"),
            id="another country",
        ),
        pytest.param(
            LEADERS,
            "and the American one?",
            "Who leads American delegation?",
            ("leads", "delegation"),
            id="the people of another country",
        ),
        pytest.param(
            "Will Putin attend the talks?",
            "What about Zelensky?",
            "Will Zelensky attend the talks?",
            ("attend", "talks"),
            id="another person",
        ),
        pytest.param(
            "When did Russia invade Ukraine?",
            "And Georgia?",
            "When did Russia invade Georgia?",
            ("Russia", "invade"),
            id="the last of two countries",
        ),
        pytest.param(
            "Does Ukraine trust Putin?",
            "and the United States?",
            "Does United States trust Putin?",
            ("trust", "Putin"),
            id="the country and not the person behind it",
        ),
        pytest.param(
            "Does Putin lead Russia?",
            "and Zelensky?",
            "Does Zelensky lead Russia?",
            ("lead", "Russia"),
            id="the person and not the country behind it",
        ),
        pytest.param(
            "Who is Steve Witkoff?",
            "What about Rubio?",
            "Who is Rubio?",
            (),
            id="for a name of two words",
        ),
        pytest.param(
            "Who is Rubio?",
            "What about Keith Kellogg?",
            "Who is Keith Kellogg?",
            (),
            id="by a name of two words",
        ),
        pytest.param(
            "Will Putin attend?",
            "What about Trump and Zelensky?",
            "Will Trump and Zelensky attend?",
            ("attend",),
            id="by two names",
        ),
    ],
)
def test_a_name_alone_takes_the_place_of_a_name_of_its_kind(before, question, whole, carried):
    assert followed(before, question)[:2] == (whole, carried)


@pytest.mark.parametrize(
    ("before", "question", "whole", "carried"),
    [
        pytest.param(
            "Will Putin attend the talks?",
            "why not?",
            "why not Putin attend talks?",
            ("Putin", "attend", "talks"),
            id="why not",
        ),
        pytest.param(
            LEADERS,
            "Why?",
            "Why leads Russia's delegation?",
            ("leads", "Russia's", "delegation"),
            id="a question word alone",
        ),
        pytest.param(
            "Who leads Putin's delegation?",
            "Where was he born?",
            "Where was he born leads Putin's delegation?",
            ("leads", "Putin's", "delegation"),
            id="pronoun",
        ),
        pytest.param(
            LEADERS,
            "and when does it arrive?",
            "and when does it arrive leads Russia's delegation?",
            ("leads", "Russia's", "delegation"),
            id="and",
        ),
        pytest.param(
            "Where are the talks?",
            "And Ukraine's?",
            "And Ukraine's talks?",
            ("talks",),
            id="a name, but none before",
        ),
    ],
)
def test_a_question_that_leans_takes_the_words_before(before, question, whole, carried):
    assert followed(before, question)[:2] == (whole, carried)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("who leads the american delegation", id="another question"),
        pytest.param("When was the last ceasefire?", id="no name"),
        pytest.param("What did Putin say about his offer?", id="a pronoun, but a name too"),
        pytest.param("Android phones?", id="begins like and"),
        pytest.param("Sofia's mayor?", id="begins like so"),
        pytest.param("Is there a prisoner exchange?", id="there is"),
        pytest.param("Are there new sanctions on the table?", id="there are"),
        pytest.param("What was the offer that failed?", id="that as which"),
    ],
)
def test_an_independent_question_is_left_alone(question):
    assert followed(LEADERS, question) == alone(question)


@pytest.mark.parametrize("before", ["", "?!", "what is it of", "😀"])
@pytest.mark.parametrize("question", ["and Ukraine's?", "why not?", "Where was he born?"])
def test_a_question_before_without_a_topic_gives_nothing(before, question):
    assert followed(before, question).carried_words == ()


def test_a_word_is_carried_once():
    assert followed("Why are talks on talks?", "and then?").carried_words == ("talks",)


@pytest.mark.parametrize("before", [LEADERS, "Tell me of the talks", "Who is Steve Witkoff?"])
def test_what_is_carried_stands_in_the_question_before(before):
    for question in ("and Ukraine's?", "why not?", "and Rubio?", "where was he?"):
        assert all(word in before for word in followed(before, question).carried_words)


# --- Where every way to ask ends


def test_the_question_is_told_as_it_was_typed_and_as_it_was_asked(seed):
    answer = seed.ask(" and the  American one? ", before=LEADERS)
    assert answer.question == "and the American one?"
    assert answer.full_question == "Who leads American delegation?"
    assert answer.carried_words == ("leads", "delegation")
    assert "Marco Rubio" in answer.quotes[0].text


def test_a_question_that_leans_finds_first_what_the_whole_one_finds(seed):
    leaning = seed.ask("And the U.S.?", before=LEADERS)
    assert leaning.quotes[0] == seed.ask("Who leads U.S. delegation?").quotes[0]


def test_another_name_is_answered_only_by_sentences_that_have_it(seed):
    """Else the delegations of others, which have more of the words, are shown for it."""
    answer = seed.ask("and Zelensky?", before="Will Putin attend the talks?")
    assert answer.is_answered
    for quote in answer.quotes:
        assert "Zelensky" in quote.visible_text[slice(*quote.visible_focus)]


def test_another_name_that_no_article_has_is_refused(seed):
    answer = seed.ask("and Germany's?", before=LEADERS)
    assert (answer.is_answered, answer.quotes, answer.confidence) == (False, (), 0.0)


def test_a_bare_question_is_about_the_answer_before(seed):
    """The reason stands beside that answer and has none of the words of the question."""
    answer = seed.ask("why not?", before="Will Trump attend?")
    assert "Middle East tour as the reason" in answer.quotes[0].text


def test_a_bare_question_after_one_without_an_answer_is_asked_by_itself(seed):
    assert not seed.ask("why?", before="quokkas").is_answered


@pytest.mark.parametrize("before", [None, "", "Why did Trump decline?", LEADERS])
def test_an_independent_question_finds_the_same_whatever_was_before(seed, before):
    question = "Who leads the American delegation?"
    assert seed.ask(question, before=before) == seed.ask(question)


@pytest.mark.parametrize("before", [None, ""])
def test_without_a_question_before_nothing_is_carried(seed, before):
    answer = seed.ask("and Ukraine's?", before=before)
    assert (answer.carried_words, answer.full_question) == ((), "")


def test_a_question_leans_one_turn_only(seed):
    """What the one before had taken itself is forgotten: a mistake must not be carried on."""
    second = seed.ask("and Ukraine's?", before=LEADERS)
    third = seed.ask("why not?", before=second.question)
    assert third.carried_words == ("Ukraine's",)
    assert "delegation" not in third.full_question
