"""Question: its words as the index knows them, and the type of answer that it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.data_files import data_groups
from bot.core.index.bm25_index import BM25Index
from bot.core.text.entities import WORD_GROUPS
from bot.core.text.lexicon import Lexicon, Word, is_irregular_verb, without_phrase_parts
from bot.core.text.spelling import Vocabulary

MAX_LENGTH = 2_000  # characters, as long as a Discord message


class AnswerType(StrEnum):
    """The type of answer, by the question word and the noun that goes with it."""

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
    """A question and its words; `spellings` has the word for which each misspelt word was taken.

    `forms` has one word for each different term, and `names` says which of them are names. `head`
    is the place among them of the noun that *what* or *which* asks for, or -1.
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
        """The terms to look for, each once, in order; a phrase is one term."""
        return tuple(word.term for word in self.forms)


def read_question(
    text: str,
    lexicon: Lexicon,
    index: BM25Index,
    vocabulary: Vocabulary,
    capitals: Mapping[str, float],
) -> Question:
    """Read `text`, taking each unknown word for the nearest word that an article has.

    `capitals` has the share of its places in which the articles write a word with a capital.
    """
    text = " ".join(text[:MAX_LENGTH].split())
    words, spellings = _correct_words(text, lexicon, index, vocabulary)
    single_words = [word for word in words if not word.is_phrase]
    answer_type, head_place = _find_answer_type(
        [word.plain for word in single_words], [word.stem for word in single_words]
    )
    forms = _forms(words)
    names = tuple(is_name(text, word, capitals) for word in forms)
    if answer_type is AnswerType.WHO and forms and all(names):
        answer_type = AnswerType.WHO_IS
    head = single_words[head_place] if head_place is not None else None
    terms = [word.term for word in forms]
    return Question(
        text,
        tuple(words),
        spellings,
        answer_type,
        forms,
        names,
        terms.index(head.term) if head and head.term in terms else -1,
        head.stem if head else "",
    )


def _correct_words(
    text: str, lexicon: Lexicon, index: BM25Index, vocabulary: Vocabulary
) -> tuple[list[Word], dict[str, str]]:
    words: list[Word] = []
    spellings: dict[str, str] = {}
    for word in lexicon.words(text):
        is_known = word.term in index or lexicon.knows(word)
        spelling = None if is_known else vocabulary.nearest(word.plain)
        if spelling is None:
            words.append(word)
            continue
        spellings[word.plain] = spelling
        words += [form._replace(start=word.start, end=word.end) for form in lexicon.words(spelling)]
    return words, spellings


def _forms(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the first word of each term, in order, without the words inside a phrase."""
    candidates = without_phrase_parts(words)
    first = {word.term: word for word in reversed(candidates) if word.term}
    terms = dict.fromkeys(word.term for word in candidates if word.term)
    return tuple(first[term] for term in terms)


def is_name(text: str, word: Word, capitals: Mapping[str, float]) -> bool:
    """Return whether the articles, or if they lack `word` the question, mostly capitalise it."""
    is_capitalised = text[word.start].isupper() and word.start > 0 and not text.isupper()
    return word.is_phrase or capitals.get(word.plain, float(is_capitalised)) > 0.5


_HEADS = {
    AnswerType(kind): nouns
    for kind, nouns in data_groups("languages/en/question_nouns.txt").items()
}
_NOUNS = frozenset().union(*(nouns for kind, nouns in _HEADS.items() if kind is not AnswerType.SAY))
_TYPE_OF_WORD = {
    "who": AnswerType.WHO, "whom": AnswerType.WHO, "whose": AnswerType.WHO, "WHO": AnswerType.WHO,
    "when": AnswerType.WHEN, "where": AnswerType.WHERE, "why": AnswerType.WHY,
}  # fmt: skip
_EXTENTS = frozenset("long old often far tall large big high soon fast".split())
_TO_BE = WORD_GROUPS["to be"]
_AUXILIARIES = _TO_BE | frozenset(
    "do does did has have had can could will would should may might must".split()
)
_NOUN_ENDS = (
    _AUXILIARIES
    | WORD_GROUPS["inside a name"]
    | WORD_GROUPS["before a place"]
    | {"that", "which", "who", "on", "with", "by"}
)
_MAX_NOUN_WORDS = 4


def _find_answer_type(plains: Sequence[str], stems: Sequence[str]) -> tuple[AnswerType, int | None]:
    """Return the answer type, and the place of the noun that is asked for, if there is one."""
    for i, plain in enumerate(plains):
        if plain in _TYPE_OF_WORD:
            return _TYPE_OF_WORD[plain], None
        if plain == "how":
            return _type_of_how(plains, i)
        if plain in {"what", "which"}:
            return _type_of_what(plains, stems, i)
    if plains and plains[0] in _AUXILIARIES:
        return AnswerType.YES_NO, None
    return AnswerType.WHAT, None


def _type_of_how(plains: Sequence[str], i: int) -> tuple[AnswerType, int | None]:
    following = _word_at(plains, i + 1)
    if following in {"many", "few"}:
        return AnswerType.HOW_MANY, _end_of_noun(plains, i + 2)
    if following == "much":
        return AnswerType.HOW_MUCH, None
    return (AnswerType.HOW_LONG if following in _EXTENTS else AnswerType.HOW), None


def _type_of_what(
    plains: Sequence[str], stems: Sequence[str], i: int
) -> tuple[AnswerType, int | None]:
    following = _word_at(plains, i + 1)
    has_speech = not _HEADS[AnswerType.SAY].isdisjoint(stems[i + 2 :])
    if has_speech and following in _AUXILIARIES and following not in _TO_BE:
        return AnswerType.SAY, None
    noun = _end_of_noun(plains, i + 1)
    head = plains[noun] if noun is not None else ""
    for kind, nouns in _HEADS.items():
        if head in nouns and kind is not AnswerType.SAY:
            return kind, noun
    if following in {"do", "does", "did"}:
        return AnswerType.WHAT_DO, None
    return AnswerType.WHAT, noun


def _end_of_noun(plains: Sequence[str], i: int) -> int | None:
    """Return the place of the last word of the noun in *what X* or *what is the X*.

    The noun ends with a word of the package's nouns, or before a word that looks like a verb.
    """
    if _word_at(plains, i) in _TO_BE:
        if _word_at(plains, i + 1) not in {"the", "a", "an", "one", "some"}:
            return None
        i += 2
    elif _word_at(plains, i) in _AUXILIARIES:
        return None
    end = i
    while end < min(len(plains), i + _MAX_NOUN_WORDS) and plains[end] not in _NOUN_ENDS:
        if end > i and (plains[end].endswith("ed") or is_irregular_verb(plains[end])):
            break
        end += 1
        if plains[end - 1] in _NOUNS:
            break
    return end - 1 if end > i else None


def _word_at(plains: Sequence[str], i: int) -> str:
    return plains[i] if i < len(plains) else ""
