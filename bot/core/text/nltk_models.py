"""The stemmer and the sentence splitter of NLTK: its only import.

No NLTK data is needed: Punkt runs on the abbreviations and sentence starters of `data/`, and the
stemmer is code.
"""

from functools import cache, lru_cache

from nltk import redos
from nltk.stem.snowball import EnglishStemmer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from bot.core.data_files import data_lines

_STEMMER = EnglishStemmer()
# Punkt's own patterns take linear time. A limit in seconds would make it depend on the machine
# whether an article can be read.
redos.DEFAULT_TIMEOUT = None


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return the Snowball (Porter 2) stem of a lower-case English word."""
    return str(_STEMMER.stem(word))


@cache
def punkt() -> PunktSentenceTokenizer:
    """Return the sentence splitter (Kiss and Strunk, 2006) with the package's abbreviations."""
    parameters = PunktParameters()
    parameters.abbrev_types = set(data_lines("abbreviations.txt"))
    parameters.sent_starters = {
        word for line in data_lines("sentence_starters.txt") for word in line.split()
    }
    return PunktSentenceTokenizer(parameters)
