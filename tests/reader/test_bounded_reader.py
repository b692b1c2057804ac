"""Few questions are read at once; others wait for a limited time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from types import SimpleNamespace

from bot.core.reader import Excerpt, SentenceReading
from bot.reader.bounded_reader import BoundedReader

EXCERPTS = [Excerpt(["The ferry left."], [0])]
READING = SentenceReading(0.5, (0, 3))


class SlowModel:
    """Reads when it is told to go on."""

    def __init__(self):
        self.started, self.may_go_on = Event(), Event()

    def read(self, question, excerpts):
        """Yield one reading."""
        self.started.set()
        assert self.may_go_on.wait(10)
        yield [READING]


def bounded(tmp_path, model, max_seconds):
    reader = BoundedReader(tmp_path, max_seconds)
    reader.load = lambda: model
    return reader


def test_who_waits_too_long_goes_without(tmp_path):
    model = SlowModel()
    reader = bounded(tmp_path, model, 0.05)
    with ThreadPoolExecutor(3) as threads:
        busy = [threads.submit(reader, "Who?", EXCERPTS) for _ in range(2)]
        try:
            assert model.started.wait(10)
            third = threads.submit(reader, "Who?", EXCERPTS).result(10)
        finally:
            model.may_go_on.set()
    assert third is None
    assert [each.result() for each in busy] == [None, None]  # they took too long themselves


def test_its_turn_is_given_back(tmp_path):
    reader = bounded(tmp_path, SimpleNamespace(read=lambda *_: iter([[READING]])), None)
    assert [reader("Who?", EXCERPTS) for _ in range(5)] == [[READING]] * 5


def test_its_turn_is_given_back_after_an_error(tmp_path):
    def fail(*_):
        raise MemoryError

    reader = bounded(tmp_path, SimpleNamespace(read=fail), 0.01)
    for _ in range(5):
        try:
            reader("Who?", EXCERPTS)
        except MemoryError:
            continue
        raise AssertionError("a failure went unseen")
