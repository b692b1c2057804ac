"""Questions with known answers: how many are right, refused or answered falsely."""

import pytest

from bot.core.loading import load_collection
from bot.errors import BatchError
from bot.evaluation.labelled_questions import LabelledQuestion
from bot.evaluation.plain_bm25 import PlainBM25
from bot.evaluation.scoring import Result, evaluate, find_threshold, holds_words
from tests.builders import collection

ARTICLES = {
    "bridge.txt": """The Elm bridge

The mayor Anna Lind opened the Elm bridge on 3 May 2021. It cost 40 million euros. Nobody was hurt.
""",
    "ferry.txt": """The ferry Nordic

The ferry Nordic sank near Harbour Island in 1998. Captain Olaf Berg was saved by divers.
""",
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    return collection(tmp_path_factory.mktemp("corpus"), ARTICLES)


def labelled(question: str, *words: str, article=None) -> LabelledQuestion:
    return LabelledQuestion("q.jsonl, line 1", question, words, article)


def test_right_answers_are_counted(articles):
    questions = [
        labelled("Who opened the Elm bridge?", "anna lind", "Elm"),
        labelled("Where did the ferry Nordic sink?", "Harbour Island"),
        labelled("Where did the ferry Nordic sink?", "divers"),
    ]
    evaluation = evaluate(articles, questions)
    assert (evaluation.answerable, evaluation.unanswerable) == (3, 0)
    assert evaluation.first_right == 2
    assert evaluation.any_right >= 2
    assert evaluation.thresholds == ()


def test_refusals_and_false_answers_are_counted(articles):
    questions = [
        labelled("Who opened the Elm bridge?", "Anna Lind"),
        labelled("Who won the football match?"),
        labelled("Who opened the Elm bridge?"),
    ]
    evaluation = evaluate(articles, questions)
    assert (evaluation.answerable, evaluation.unanswerable) == (1, 2)
    assert evaluation.refused == 0
    assert evaluation.false_answers == 1
    assert [limit.percent for limit in evaluation.thresholds] == [1, 2, 5]
    assert {limit.allowed for limit in evaluation.thresholds} == {0}
    assert all(limit.refused == 1 for limit in evaluation.thresholds)


def test_the_threshold_of_the_settings_counts(tmp_path):
    collection(tmp_path, ARTICLES)
    strict = load_collection(tmp_path, threshold=1.0)
    evaluation = evaluate(strict, [labelled("Who opened the Elm bridge?", "Anna Lind")])
    assert (evaluation.first_right, evaluation.refused) == (1, 1)


def test_a_question_can_be_asked_of_one_article(articles):
    ferry = articles.article("ferry.txt")
    evaluation = evaluate(articles, [labelled("Who was saved?", "Berg", article=ferry)])
    assert evaluation.first_right == evaluation.first_right_by_bm25 == 1
    with pytest.raises(BatchError, match="no sentence holds 'Anna Lind'"):
        evaluate(articles, [labelled("Who opened the Elm bridge?", "Anna Lind", article=ferry)])


def test_words_that_no_sentence_holds_are_a_mistake_in_the_file(articles):
    """It would count as a wrong answer for ever."""
    with pytest.raises(BatchError, match=r"q\.jsonl, line 1: .*'Ana Lind'"):
        evaluate(articles, [labelled("Who opened the Elm bridge?", "Ana Lind")])


def test_plain_bm25_ranks_sentences_by_their_stems(articles):
    """It knows inflections, but not that *Who* asks for a name."""
    [best] = PlainBM25(articles).best("Which bridges open?", None, 1)
    text, sentence = articles.sentence(best)
    assert "Elm bridge" in text[sentence.start : sentence.end]


def test_plain_bm25_has_nothing_to_rank_in_a_folder_without_words(tmp_path):
    """BM25Okapi divides by zero there."""
    empty = collection(tmp_path, {"a.txt": "It is.\n\nThey were.\n"})
    assert PlainBM25(empty).best("Who?", None, 3) == []


@pytest.mark.parametrize(
    ("sentence", "words", "is_held"),
    [
        ("The bridge cost 40 million euros.", ["40 million"], True),
        ("The bridge cost 40 million euros.", ["million", "BRIDGE"], True),
        ("The bridge cost 40 million euros.", ["million", "tunnel"], False),
        ("The bridge was opened in 2014.", ["14"], False),
        ("The bridges of 14 towns, in 2014.", ["14"], True),
        ("The bridges\nof  Elm", ["bridges of elm"], True),
        ("It is Putin’s.", ["Putin"], True),
        ("İstanbul görüşmeleri başladı.", ["istanbul"], True),
        ("会谈于5月15日在伊斯坦布尔举行。", ["伊斯坦布尔"], True),
    ],
)
def test_a_sentence_holds_whole_words_in_any_case(sentence, words, is_held):
    assert holds_words(sentence, words) == is_held


def outcomes(*confidences: float) -> list[Result]:
    return [Result(False, confidence, (), ()) for confidence in confidences]


@pytest.mark.parametrize(
    ("percent", "unanswerable", "value", "refused"),
    [
        pytest.param(1, outcomes(*[0.2] * 99, 0.9), 0.2001, 1, id="one of a hundred may pass"),
        pytest.param(1, outcomes(*[0.2] * 98, 0.9, 0.9), 0.9001, 3, id="two may not"),
        pytest.param(5, outcomes(0.3), 0.3001, 1, id="of few none may"),
        pytest.param(5, outcomes(0.0, -1.0), 0.0001, 0, id="just above zero"),
        pytest.param(5, outcomes(-1.0), 0.0, 0, id="nothing was found at all"),
        pytest.param(2, outcomes(1.0), None, 4, id="sure and wrong"),
    ],
)
def test_the_threshold_for_few_false_answers(percent, unanswerable, value, refused):
    answerable = outcomes(0.1, 0.5, 0.85, 0.95)
    limit = find_threshold(percent, answerable, unanswerable)
    assert (limit.percent, limit.value, limit.refused) == (percent, value, refused)
    if value is not None:
        assert sum(outcome.confidence >= value for outcome in unanswerable) <= limit.allowed
