"""A reader reads close candidates once more; it changes their order, and no word of a quote."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.languages.registry import ENGLISH
from bot.core.reader import Reader, ReaderUse, SentenceReading
from tests.builders import collection

FERRIES = {
    "strike.txt": (
        "Ferry Strike Ends\n\nThe ferry crews of Port Aldern ended their strike on Monday. "
        "The mayor spoke of the ferry strike at noon. The strike of the ferry crews cost a lot."
    ),
    "fares.txt": "Fares\n\nThe ferry crews of Port Merrow want no strike. Fares rise in June.",
    "streik.txt": (
        "Streik\n\nDie Besatzungen der Fähren beendeten ihren Streik am Montag. Die Mannschaften "
        "der Fähren sprachen über den Streik."
    ),
}
QUESTION = "What did the ferry crews do about the strike?"


class FakeReader:
    """Gives each candidate a score by its text, and marks its first four characters."""

    def __init__(self, score_of=len):
        self.score_of, self.questions, self.excerpts = score_of, [], []

    def __call__(self, question, excerpts):
        """Return the readings."""
        self.questions.append(question)
        self.excerpts += excerpts
        return [
            SentenceReading(float(self.score_of(excerpt.sentences[i])), (0, 4))
            for excerpt in excerpts
            for i in excerpt.candidates
        ]

    @property
    def candidates(self):
        """The candidates that were read."""
        return [excerpt.sentences[i] for excerpt in self.excerpts for i in excerpt.candidates]


@pytest.fixture
def ferries(tmp_path):
    return collection(tmp_path, FERRIES)


def focus(quote):
    return quote.visible_text[slice(*quote.visible_focus)]


def with_reader(articles, read, max_margin=math.inf):
    return replace(articles, reader=Reader(read, max_margin))


@pytest.mark.parametrize(
    "wanted", ["The mayor spoke", "The strike of", "The ferry crews of Port M"]
)
def test_the_sentence_that_the_reader_prefers_is_the_first(ferries, wanted):
    read = FakeReader(lambda sentence: 100 * sentence.startswith(wanted))
    answer = with_reader(ferries, read).ask(QUESTION)
    assert focus(answer.quotes[0]).startswith(wanted)
    assert answer.reader_use is ReaderUse.READ


def test_candidates_that_are_not_read_stay_behind_in_their_order(tmp_path):
    text = " ".join(f"The ferry strike of year {year} was long." for year in range(1950, 1990))
    articles = collection(tmp_path, {"a.txt": text})
    question = "When was the ferry strike?"
    read = FakeReader(lambda _: -100)
    before = articles.ask(question, limit=40)
    answer = with_reader(articles, read).ask(question, limit=40)
    assert len(read.candidates) == 20
    assert [quote.start for quote in answer.quotes] == [quote.start for quote in before.quotes]
    scores = [quote.score for quote in answer.quotes]
    assert scores == sorted(scores, reverse=True)


def test_each_candidate_stands_between_its_neighbours(ferries):
    read = FakeReader()
    with_reader(ferries, read).ask(QUESTION)
    for excerpt in read.excerpts:
        text = next(text for text in FERRIES.values() if excerpt.sentences[0] in text)
        places = [text.index(sentence) for sentence in excerpt.sentences]
        assert places == sorted(places)
        assert 0 not in excerpt.candidates or text.startswith(excerpt.sentences[0])


def test_it_is_not_asked_where_the_first_is_far_ahead(ferries):
    read = FakeReader()
    answer = with_reader(ferries, read, max_margin=0).ask(QUESTION)
    assert answer.reader_use is ReaderUse.SURE
    assert read.questions == []
    assert replace(answer, reader_use=ReaderUse.NONE) == ferries.ask(QUESTION)


def test_without_time_the_answer_comes_without_it(ferries):
    answer = with_reader(ferries, lambda *_: None).ask(QUESTION)
    assert answer.reader_use is ReaderUse.BUSY
    assert replace(answer, reader_use=ReaderUse.NONE) == ferries.ask(QUESTION)


def test_it_reads_english_only(ferries):
    question = "Wer beendete den Streik der Fähren?"
    read = FakeReader()
    answer = with_reader(ferries, read).ask(question)
    assert answer.language != ENGLISH
    assert answer == ferries.ask(question)
    assert read.questions == []


def test_a_follow_up_depends_on_more_than_its_words(ferries):
    answer = with_reader(ferries, FakeReader()).ask("Why?", before=QUESTION)
    assert answer.reader_use is ReaderUse.NONE


def test_a_follow_up_goes_on_from_the_sentence_that_the_reader_chose(ferries):
    for start in ("The mayor spoke", "The ferry crews of Port A"):
        read = FakeReader(lambda sentence, start=start: 100 * sentence.startswith(start))
        answer = with_reader(ferries, read).ask("Tell me more", before=QUESTION)
        assert answer.quotes
        assert not any(focus(quote).startswith(start) for quote in answer.quotes)


def test_the_confidence_is_that_without_it(ferries):
    """It is calibrated without a reader, and the threshold decides by it."""
    answer = with_reader(ferries, FakeReader()).ask(QUESTION)
    plain = ferries.ask(QUESTION)
    assert (answer.confidence, answer.is_answered) == (plain.confidence, plain.is_answered)


def test_a_refusal_stays_one(ferries):
    answer = with_reader(ferries, FakeReader(lambda _: 1000)).ask("How do penguins digest krill?")
    assert not answer.is_answered
    assert answer.visible_quotes == ()


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=9))
def test_whatever_it_says_the_quotes_are_exact_and_the_same_again(ferry_articles, scores):
    read = FakeReader(lambda sentence: scores[len(sentence) % len(scores)])
    articles = with_reader(ferry_articles, read)
    answer = articles.ask(QUESTION)
    assert answer == articles.ask(QUESTION)
    for quote in answer.quotes:
        text = FERRIES[quote.article]
        assert text[quote.start : quote.end] == quote.text
        assert quote.answer is None or text[slice(*quote.answer)] in text[slice(*quote.focus)]


@pytest.fixture(scope="module")
def ferry_articles(tmp_path_factory):
    return collection(tmp_path_factory.mktemp("ferries"), FERRIES)


def test_an_explanation_says_where_the_first_one_was(ferries):
    read = FakeReader(lambda sentence: 100 * sentence.startswith("The mayor"))
    articles = with_reader(ferries, read)
    explanation = articles.explain(QUESTION)
    assert explanation.reader_use is ReaderUse.READ
    assert explanation.rank_before_reader > 1
    assert ferries.explain(QUESTION).rank_before_reader == 1
