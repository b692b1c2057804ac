"""Question: what was asked, in the words that the index knows."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.news.index import Index
from bot.news.lexicon import Lexicon, Word
from bot.news.spelling import Vocabulary

MAX_LENGTH = 2_000  # characters, as long as a Discord message


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its words; `read_as` has each slip with the word it was taken for."""

    text: str
    words: tuple[Word, ...]
    read_as: Mapping[str, str]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to look for, each once, in order; a name of many words is one."""
        named = {n for word in self.words if word.is_name for n in range(word.start, word.end)}
        alone = (word for word in self.words if word.is_name or word.start not in named)
        return tuple(dict.fromkeys(word.term for word in alone if word.term))


def read_question(text: str, lexicon: Lexicon, index: Index, vocabulary: Vocabulary) -> Question:
    """Read `text`, taking a word that nothing knows for the nearest one that an article has."""
    text = " ".join(text[:MAX_LENGTH].split())
    words: list[Word] = []
    read_as: dict[str, str] = {}
    for word in lexicon.words(text):
        known = word.term in index or lexicon.knows(word)
        meant = None if known else vocabulary.nearest(word.plain)
        if meant is None:
            words.append(word)
            continue
        read_as[word.plain] = meant
        words += [form._replace(start=word.start, end=word.end) for form in lexicon.words(meant)]
    return Question(text, tuple(words), read_as)
