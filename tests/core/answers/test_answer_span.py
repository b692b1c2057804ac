"""The answer inside the sentence: marked where it is plain, and never outside."""

from collections import Counter

import pytest

from bot.core.answers.answer_span import extract_answer_span
from bot.core.answers.question import read_question
from bot.core.index.bm25_index import build_index
from bot.core.text.blocks import BlockKind
from bot.core.text.lexicon import build_lexicon
from bot.core.text.sentence_facts import extract_facts
from bot.core.text.sentences import Sentence
from bot.core.text.spelling import Vocabulary, WordFrequencies
from bot.terminal.json_output import quote_object
from tests.builders import collection

LEXICON = build_lexicon()


def marked(question: str, sentence: str, before: str = "") -> str | None:
    """Return what is marked in `sentence`, which stands behind `before` in its text."""
    text, span = before + sentence, (len(before), len(before + sentence))
    words = LEXICON.words(text, *span)
    topics = [word for word in words if word.term]
    vocabulary = Vocabulary(WordFrequencies(Counter(word.plain for word in topics)))
    index = build_index([[word.term for word in topics]])
    asked = read_question(question, LEXICON, index, vocabulary, {})
    found = extract_answer_span(
        text, asked, extract_facts(text, Sentence(*span, 0, BlockKind.PARAGRAPH), words, {}), words
    )
    return text[slice(*found)] if found else None


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        pytest.param(
            "Who leads the team?",
            "The team is led by Vladimir Medinsky.",
            "Vladimir Medinsky",
            id="who",
        ),
        pytest.param(
            "Who leads the team?",
            "The team is led by Mr Medinsky and Alexander Fomin.",
            "Mr Medinsky and Alexander Fomin",
            id="who, two",
        ),
        pytest.param(
            "Who leads the team?",
            "After a visit of Keith Kellogg to many towns, the team is led by Steve Witkoff.",
            "Steve Witkoff",
            id="the nearest",
        ),
        pytest.param(
            "When does the trial start?",
            "The trial starts on Sept. 5 in Leeds.",
            "Sept. 5",
            id="when, a short month",
        ),
        pytest.param(
            "What time did the ferry sink?",
            "The ferry sank at 8.30am off Cork.",
            "8.30am",
            id="when, a time",
        ),
        pytest.param(
            "When did the ferry leave?",
            "The ferry left at noon on Friday with ten men.",
            "noon on Friday",
            id="when, a time and its day",
        ),
        pytest.param(
            "When did the ferry sink?",
            "The ferry sank on May 3 and May 5 near Cork.",
            "May 3 and May 5",
            id="when, two days",
        ),
        pytest.param(
            "When in May did the ferry sink?",
            "The ferry sank on May 3 near Cork.",
            "May 3",
            id="when, beyond the words of the question",
        ),
        pytest.param(
            "When did the mayor open the bridge?",
            "The mayor opened the bridge on Monday.",
            "Monday",
            id="when, day",
        ),
        pytest.param(
            "When did the bridge open?",
            "The bridge opened in March 2022.",
            "March 2022",
            id="when, month",
        ),
        pytest.param(
            "When did the bridge open?",
            "The bridge opened on May 15, 2022.",
            "May 15, 2022",
            id="when, month first",
        ),
        pytest.param(
            "When did the bridge open?",
            "The bridge opened on 15 May 2022.",
            "15 May 2022",
            id="when, day first",
        ),
        pytest.param(
            "Where did the envoys meet?",
            "The envoys met in Geneva on Monday.",
            "Geneva",
            id="where",
        ),
        pytest.param(
            "Where did the talks take place?",
            "The talks between Russia and Ukraine took place in Istanbul in March 2022.",
            "Istanbul",
            id="where, beside countries",
        ),
        pytest.param(
            "How many people died?", "The fire killed 40 people.", "40", id="how many, digits"
        ),
        pytest.param(
            "How many people died?",
            "Later on, forty two people died in 1998.",
            "forty two",
            id="how many, words",
        ),
        pytest.param(
            "How much did the bridge cost?",
            "The bridge cost $5 million.",
            "$5 million",
            id="how much, sign",
        ),
        pytest.param(
            "How much did the bridge cost?",
            "The bridge cost 5 million dollars.",
            "5 million dollars",
            id="how much, currency",
        ),
        pytest.param(
            "How long did the strike last?",
            "The strike lasted three weeks.",
            "three weeks",
            id="how long",
        ),
        pytest.param(
            "Why did he leave?",
            "He left because he was ill.",
            "because he was ill",
            id="why, because",
        ),
        pytest.param(
            "Why did he leave?",
            "He left because he was ill; she stayed.",
            "because he was ill",
            id="why, one clause",
        ),
        pytest.param(
            "Why did he leave?", "He left due to illness.", "due to illness", id="why, due"
        ),
        pytest.param(
            "Why did he leave?",
            "He left because the U.S. envoy came.",
            "because the U.S. envoy came",
            id="why, a stop that ends nothing",
        ),
        pytest.param(
            "Why did he leave?",
            "He left because prices rose by 3.5 percent.",
            "because prices rose by 3.5 percent",
            id="why, a number with a stop",
        ),
    ],
)
def test_the_answer_is_marked(question, sentence, answer):
    assert marked(question, sentence) == answer
    assert marked(question, sentence, before="It was $40 then. ") == answer


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        pytest.param("Who leads the team?", "The team is led by nobody.", id="nobody"),
        pytest.param("Does Putin go?", "Putin goes to Kyiv on Monday.", id="yes or no"),
        pytest.param("What did he say?", "He said that Putin left.", id="say"),
        pytest.param("Who is Keith Kellogg?", "Later Keith Kellogg spoke.", id="itself"),
        pytest.param("Who leads the team?", "The team met on Monday.", id="another kind"),
        pytest.param("When does it end?", "It may end.", id="may"),
        pytest.param("Why did he leave?", "He left the town.", id="no cause"),
        pytest.param("Why is the team late?", "The team is due on Monday.", id="due, no cause"),
        pytest.param("Why is the bridge shut?", "The bridge is shut since 2022.", id="since when"),
        pytest.param("Who led the talks?", "In Geneva they led the talks.", id="a place for who"),
        pytest.param("", "Putin left.", id="empty"),
    ],
)
def test_what_is_not_plain_is_not_marked(question, sentence):
    assert marked(question, sentence) is None


# --- Over the quotes of the seed article

NAMES = "Putin Zelensky Trump Rubio Russia Ukraine Istanbul Kyiv delegation ceasefire talks".split()
FORMS = (
    "Who met {}?",
    "Who is {}?",
    "When did {} begin?",
    "Where did {} begin?",
    "How many days of {}?",
    "How much of {} is occupied?",
    "How long was {}?",
    "Why did {} decline?",
    "What did {} say?",
    "Which team of {}?",
)


@pytest.fixture(scope="module")
def quotes(seed):
    asked = [form.format(name) for form in FORMS for name in NAMES]
    asked += ["Who leads Russia's delegation?", "Who leads the U.S. delegation?"]
    return [quote for question in asked for quote in seed.ask(question, limit=10).quotes]


def test_there_are_marked_quotes_and_others(quotes):
    assert {quote.answer is None for quote in quotes} == {True, False}


def test_the_mark_lies_inside_the_focus(quotes):
    for quote in (quote for quote in quotes if quote.answer):
        assert quote.focus[0] <= quote.answer[0] < quote.answer[1] <= quote.focus[1]
        start, end = quote.visible_focus
        assert start <= quote.visible_answer[0] < quote.visible_answer[1] <= end


def test_the_mark_in_the_file_and_what_is_shown_are_the_same_words(quotes):
    for quote in (quote for quote in quotes if quote.answer):
        start, end = (at - quote.start for at in quote.answer)
        shown = quote.visible_text[slice(*quote.visible_answer)]
        assert quote.text[start:end] == shown == shown.strip() != ""


def test_the_mark_holds_no_word_of_the_question(seed):
    for name in ("Medinsky", "Rubio", "Istanbul"):
        for quote in seed.ask(f"Who met {name}?", limit=10).quotes:
            answer = quote.answer or quote.focus[:1] * 2
            assert name not in quote.text[answer[0] - quote.start : answer[1] - quote.start]


def test_programs_get_the_mark_where_there_is_one(quotes):
    for quote in quotes:
        told = quote_object(quote)
        assert ("answer" in told) == (quote.answer is not None)
        if quote.answer:
            assert told["answer"] == {"start": quote.answer[0], "end": quote.answer[1]}


def test_the_mark_of_a_page_is_told_in_its_file_and_in_what_is_shown(tmp_path):
    page = "<p>The <b>bridge</b> was opened by <i>Keith &#75;ellogg</i> &amp; shut.</p>"
    held = collection(tmp_path, {"a.html": f"<title>News</title>{page}"})
    quote = held.ask("Who opened the bridge?").quotes[0]
    assert quote.visible_text[slice(*quote.visible_answer)] == "Keith Kellogg"
    start, end = (at - quote.start for at in quote.answer)
    assert quote.text[start:end].startswith("Keith &#75;ellogg")


def test_no_answer_is_marked_in_a_quote_that_more_likely_does_not_answer(seed):
    for question in (form.format(name) for form in FORMS for name in NAMES):
        answer = seed.ask(question)
        assert answer.confidence >= 0.5 or not any(quote.answer for quote in answer.quotes)
