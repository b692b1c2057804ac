"""Question: what was asked, in the words that the index knows, and what kind of thing it wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.data_files import data_groups
from bot.core.index.bm25_index import BM25Index
from bot.core.text.entities import WORD_GROUPS
from bot.core.text.lexicon import Lexicon, Word, is_irregular_verb, without_parts
from bot.core.text.spelling import Vocabulary

MAX_LENGTH = 2_000  # characters, as long as a Discord message


class AnswerType(StrEnum):
    """A kind of question, by its question word and the noun that goes with it."""

    WHO = "who"
    WHO_IS = "who is"  # a name and nothing else: Who is Keith Kellogg?
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    HOW_MUCH = "how much"
    HOW_LONG = "how long"
    WHY = "why"
    HOW = "how"
    SAY = "say"  # What did X say?
    WHAT_NAME = "what name"  # which team, what newspaper
    WHAT_DO = "what do"  # What did X do?
    WHAT = "what"
    YES_NO = "yes or no"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its words; `spellings` has each slip with the word it was taken for.

    `forms` has one word for each different term, and `names` tells which of them are names.
    `head` is the place among them of the noun that *what* or *which* asks for, or -1.
    """

    text: str
    words: tuple[Word, ...]
    spellings: Mapping[str, str]
    answer_type: AnswerType
    forms: tuple[Word, ...]
    names: tuple[bool, ...]
    head: int = -1
    head_stem: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to look for, each once, in order; a name of many words is one."""
        return tuple(word.term for word in self.forms)


def read_question(
    text: str,
    lexicon: Lexicon,
    index: BM25Index,
    vocabulary: Vocabulary,
    capitals: Mapping[str, float],
) -> Question:
    """Read `text`, taking a word that nothing knows for the nearest one that an article has.

    `capitals` tells in how many of its places the articles write a word with a capital.
    """
    text = " ".join(text[:MAX_LENGTH].split())
    words, spellings = _words(text, lexicon, index, vocabulary)
    single = [word for word in words if not word.is_name]
    asked, at = _kind([word.plain for word in single], [word.stem for word in single])
    forms = _forms(words)
    names = tuple(is_name(text, word, capitals) for word in forms)
    if asked is AnswerType.WHO and forms and all(names):
        asked = AnswerType.WHO_IS
    head = single[at] if at is not None else None
    terms = [word.term for word in forms]
    return Question(
        text,
        tuple(words),
        spellings,
        asked,
        forms,
        names,
        terms.index(head.term) if head and head.term in terms else -1,
        head.stem if head else "",
    )


def _words(
    text: str, lexicon: Lexicon, index: BM25Index, vocabulary: Vocabulary
) -> tuple[list[Word], dict[str, str]]:
    words: list[Word] = []
    spellings: dict[str, str] = {}
    for word in lexicon.words(text):
        known = word.term in index or lexicon.knows(word)
        meant = None if known else vocabulary.nearest(word.plain)
        if meant is None:
            words.append(word)
            continue
        spellings[word.plain] = meant
        words += [form._replace(start=word.start, end=word.end) for form in lexicon.words(meant)]
    return words, spellings


def _forms(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the first word of each term, in order, without those inside a name of many words."""
    alone = without_parts(words)
    first = {word.term: word for word in reversed(alone) if word.term}
    return tuple(first[term] for term in dict.fromkeys(word.term for word in alone if word.term))


def is_name(text: str, word: Word, capitals: Mapping[str, float]) -> bool:
    """Return True if the articles mostly write `word` with a capital, or only the question does."""
    begins_high = text[word.start].isupper() and word.start > 0 and not text.isupper()
    return word.is_name or capitals.get(word.plain, float(begins_high)) > 0.5


_HEADS = {AnswerType(kind): nouns for kind, nouns in data_groups("question_nouns.txt").items()}
_NOUNS = frozenset().union(*(nouns for kind, nouns in _HEADS.items() if kind is not AnswerType.SAY))
_KINDS = {
    "who": AnswerType.WHO, "whom": AnswerType.WHO, "whose": AnswerType.WHO, "WHO": AnswerType.WHO,
    "when": AnswerType.WHEN, "where": AnswerType.WHERE, "why": AnswerType.WHY,
}  # fmt: skip
_EXTENTS = frozenset("long old often far tall large big high soon fast".split())
_TO_BE = WORD_GROUPS["to be"]
_AUXILIARIES = _TO_BE | frozenset(
    "do does did has have had can could will would should may might must".split()
)
_ENDS_NOUN = (
    _AUXILIARIES
    | WORD_GROUPS["inside a name"]
    | WORD_GROUPS["before a place"]
    | {"that", "which", "who", "on", "with", "by"}
)
_LONGEST_NOUN = 4  # words


def _kind(plains: Sequence[str], stems: Sequence[str]) -> tuple[AnswerType, int | None]:
    """Return the kind of question and the place of the noun that it asks for, if it has one."""
    for i, plain in enumerate(plains):
        if plain in _KINDS:
            return _KINDS[plain], None
        if plain == "how":
            return _kind_of_how(plains, i)
        if plain in {"what", "which"}:
            return _kind_of_what(plains, stems, i)
    if plains and plains[0] in _AUXILIARIES:
        return AnswerType.YES_NO, None
    return AnswerType.WHAT, None


def _kind_of_how(plains: Sequence[str], i: int) -> tuple[AnswerType, int | None]:
    after = _at(plains, i + 1)
    if after in {"many", "few"}:
        return AnswerType.HOW_MANY, _noun(plains, i + 2)
    if after == "much":
        return AnswerType.HOW_MUCH, None
    return (AnswerType.HOW_LONG if after in _EXTENTS else AnswerType.HOW), None


def _kind_of_what(
    plains: Sequence[str], stems: Sequence[str], i: int
) -> tuple[AnswerType, int | None]:
    after = _at(plains, i + 1)
    says = not _HEADS[AnswerType.SAY].isdisjoint(stems[i + 2 :])
    if says and after in _AUXILIARIES and after not in _TO_BE:
        return AnswerType.SAY, None
    noun = _noun(plains, i + 1)
    head = plains[noun] if noun is not None else ""
    for kind, nouns in _HEADS.items():
        if head in nouns and kind is not AnswerType.SAY:
            return kind, noun
    if after in {"do", "does", "did"}:
        return AnswerType.WHAT_DO, None
    return AnswerType.WHAT, noun


def _noun(plains: Sequence[str], i: int) -> int | None:
    """Return where the noun of *what X* or *what is the X* ends, as far as words tell.

    It ends with a noun that tells what is asked for, or before a word that looks like a verb.
    """
    if _at(plains, i) in _TO_BE:
        if _at(plains, i + 1) not in {"the", "a", "an", "one", "some"}:
            return None
        i += 2
    elif _at(plains, i) in _AUXILIARIES:
        return None
    end = i
    while end < min(len(plains), i + _LONGEST_NOUN) and plains[end] not in _ENDS_NOUN:
        if end > i and (plains[end].endswith("ed") or is_irregular_verb(plains[end])):
            break
        end += 1
        if plains[end - 1] in _NOUNS:
            break
    return end - 1 if end > i else None


def _at(plains: Sequence[str], i: int) -> str:
    return plains[i] if i < len(plains) else ""
