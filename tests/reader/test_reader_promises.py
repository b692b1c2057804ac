"""The promises hold with a reader, over every article of the corpus and over awkward ones."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

import pytest

pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from bot.core.reader import Reader, ReaderUse
from bot.reader.bounded_reader import BoundedReader
from tests.builders import collection
from tests.support.awkward_articles import AWKWARD
from tests.support.tiny_reader import write_tiny_reader

QUESTIONS_OF_ARTICLE = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_tiny_reader(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def collections(seed, folder, tmp_path_factory):
    awkward = collection(tmp_path_factory.mktemp("awkward"), AWKWARD)
    return [with_reader(articles, folder) for articles in (seed, awkward)]


def with_reader(articles, folder):
    return replace(articles, reader=Reader(BoundedReader(folder), math.inf))


def questions(articles):
    """Yield questions in words of the first sentences of every article, with the article."""
    for article in articles.by_path():
        for sentence in articles.sentences_of(article)[:QUESTIONS_OF_ARTICLE]:
            words = article.visible_text[slice(*sentence.span)].split()
            yield f"Who said {' '.join(words[:5])}?", article


def answers(articles):
    for question, article in questions(articles):
        yield articles.ask(question)
        yield articles.ask(question, article)


def test_quotes_are_exact_and_placed(collections):
    uses = set()
    for articles in collections:
        for answer in answers(articles):
            uses.add(answer.reader_use)
            for quote in answer.quotes:
                text = (articles.folder / quote.article).read_bytes().decode()
                assert text[quote.start : quote.end] == quote.text
                assert quote.start <= quote.focus[0] < quote.focus[1] <= quote.end
                assert quote.answer is None or (
                    quote.focus[0] <= quote.answer[0] < quote.answer[1] <= quote.focus[1]
                )
                assert quote.first_line <= quote.last_line
    assert ReaderUse.READ in uses


def test_the_same_question_has_the_same_answer_in_any_thread(collections, folder):
    for articles in collections:
        asked = [question for question, _ in questions(articles)]
        expected = [articles.ask(question) for question in asked]
        again = with_reader(articles, folder)  # with a session of its own
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(again.ask, asked)) == expected


def test_a_refusal_shows_nothing(collections):
    for articles in collections:
        answer = articles.ask("How do penguins digest krill?")
        assert not answer.is_answered
        assert answer.visible_quotes == ()


def test_the_order_changes(collections):
    """Otherwise these tests would prove nothing of the reader."""
    pairs = chain.from_iterable(
        zip(answers(articles), answers(replace(articles, reader=None)), strict=True)
        for articles in collections
    )
    assert any(read.quotes != unread.quotes for read, unread in pairs)
