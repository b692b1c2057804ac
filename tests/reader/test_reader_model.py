"""The model reads windows one at a time, and marks spans of whole words."""

import pytest

pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

from bot.core.reader import Excerpt
from bot.errors import ReaderError
from bot.reader.bounded_reader import BoundedReader
from bot.reader.reader_model import ReaderModel
from tests.support.tiny_reader import write_tiny_reader

FERRY = [
    "The ferry crews ended their strike.",
    "The mayor thanked both.",
    "Noon, at last!",
    "\u200b",
]
SCHOOL = ["The school opened.", "Pupils cheered."]
QUESTION = "Who thanked the crews?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_tiny_reader(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def model(folder):
    return ReaderModel(folder)


def read(model, *excerpts):
    return [reading for window in model.read(QUESTION, excerpts) for reading in window]


def test_each_candidate_has_a_reading_in_order(model):
    ferry, school = Excerpt(FERRY, [0, 1, 3]), Excerpt(SCHOOL, [1])
    readings = read(model, ferry, school)
    assert len(readings) == 4
    assert readings == read(model, ferry) + read(model, school)


def test_a_score_does_not_depend_on_what_else_is_read(model):
    """With int8 it did while several windows were read at once."""
    school = Excerpt(SCHOOL, [0])
    assert read(model, Excerpt(FERRY, [1]), school)[-1:] == read(model, school)


def test_the_marked_answer_is_made_of_whole_words(model):
    for sentence, reading in zip(FERRY, read(model, Excerpt(FERRY, [0, 1, 2])), strict=False):
        start, end = reading.answer
        assert not sentence[start].isspace()
        assert not sentence[start - 1 : start].isalnum()
        assert not sentence[end : end + 1].isalnum() or not sentence[end - 1].isalnum()


def test_a_sentence_without_words_has_no_answer(model):
    assert read(model, Excerpt(FERRY, [3]))[0].answer is None


@pytest.mark.parametrize("name", ["reader.onnx", "vocabulary.txt"])
@pytest.mark.parametrize("content", [None, b"", b"damaged", b"\xff\xfe"])
def test_a_damaged_installation_is_named(tmp_path, name, content):
    file = write_tiny_reader(tmp_path) / name
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    with pytest.raises(ReaderError, match="VERBATIM_READER=off"):
        ReaderModel(tmp_path)


def test_without_time_nothing_is_read(folder):
    assert BoundedReader(folder, max_seconds=0)(QUESTION, [Excerpt(FERRY, [0])]) is None
    assert len(BoundedReader(folder, max_seconds=60)(QUESTION, [Excerpt(FERRY, [0, 1])])) == 2
