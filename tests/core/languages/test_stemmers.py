"""Stemmers: one serves every thread of the bot."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.core.languages.settings import read_settings
from bot.core.languages.stemmers import make_stemmer

WORDS = ["generalisations", "running", "happiness", "relational", "nationally", "beautifully"] * 200


@pytest.fixture
def frequent_switches():
    """Switch threads as often as Python can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("frequent_switches")
def test_threads_do_not_disturb_each_other():
    """An article is indexed in a thread while questions are answered; one got other words' stems.

    A stemmer of snowballstemmer keeps the word that it works on, and raised IndexError too.
    """
    stem = make_stemmer("en", read_settings("en"))
    stems = [stem(word) for word in WORDS]
    with ThreadPoolExecutor(4) as threads:
        for other_stems in threads.map(lambda _: [stem(word) for word in WORDS], range(12)):
            assert other_stems == stems
