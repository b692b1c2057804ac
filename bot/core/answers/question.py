"""Question: its words as the index knows them, and the type of answer that it asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.answers.answer_type import AnswerType, find_answer_type
from bot.core.corpus import Corpus
from bot.core.index.bm25_index import BM25Index
from bot.core.languages.language import Language
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.entities import looks_like_name
from bot.core.text.lexicon import Lexicon, Word, is_spelt_right, without_phrase_parts
from bot.core.text.spelling import Vocabulary
from bot.core.text.words import token_spans

MAX_LENGTH = 2_000  # characters, as long as a Discord message


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its words; `spellings` has the word for which each misspelt word was taken.

    `forms` has one word for each different term, and `names` says which of them are names. `head`
    is the place among them of the noun that *what* or *which* asks for, or -1. `language` is the
    code of the language that it is in.
    """

    text: str
    words: tuple[Word, ...]
    spellings: Mapping[str, str]
    answer_type: AnswerType
    forms: tuple[Word, ...]
    names: tuple[bool, ...]
    head: int = -1
    head_stem: str = ""
    language: str = ENGLISH

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms to look for, each once, in order; a phrase is one term."""
        return tuple(word.term for word in self.forms)


def parse_question(corpus: Corpus, text: str, locale: str | None = None) -> Question:
    """Return the question `text` in the words that the articles have."""
    return read_question(
        text,
        corpus.lexicon,
        corpus.index.sentences,
        corpus.vocabulary,
        corpus.capitals,
        corpus.language_of(text, locale),
    )


def read_question(
    text: str,
    lexicon: Lexicon,
    index: BM25Index,
    vocabulary: Vocabulary,
    capitals: Mapping[str, float],
    language: str = ENGLISH,
) -> Question:
    """Read `text`, taking each unknown word for the nearest word that an article has.

    `capitals` has the share of its places in which the articles write a word with a capital.
    """
    text = " ".join(text[:MAX_LENGTH].split())
    words, spellings = _correct_words(text, lexicon, index, vocabulary, language)
    single_words = [word for word in words if not word.is_phrase]
    answer_type, head_place = find_answer_type(text, single_words, language_of(language))
    forms = _forms(words)
    names = tuple(is_name(text, word, capitals, language) for word in forms)
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
        language,
    )


def _correct_words(
    text: str, lexicon: Lexicon, index: BM25Index, vocabulary: Vocabulary, language: str
) -> tuple[list[Word], dict[str, str]]:
    words: list[Word] = []
    spellings: dict[str, str] = {}
    for word in lexicon.words(text, language=language):
        is_known = word.term in index or is_spelt_right(word, language)
        spelling = None if is_known else _spelling(word, lexicon, index, vocabulary, language)
        if spelling is None:
            words.append(word)
            continue
        spellings[word.plain] = spelling
        words += [
            form._replace(start=word.start, end=word.end)
            for form in lexicon.words(spelling, language=language)
        ]
    return words, spellings


def _spelling(
    word: Word, lexicon: Lexicon, index: BM25Index, vocabulary: Vocabulary, language: str
) -> str | None:
    """Return the word of this language that a misspelt word was meant to be, if any.

    Another inflection of a word of the articles is no slip, nor is a word of another language.
    """
    rules = language_of(language)
    spelling = None if rules.settings.is_unspaced else vocabulary.nearest(word.plain)
    if spelling is None:
        return None
    if _is_inflection(word.plain, spelling, rules.settings.inflection_letters):
        return None
    forms = lexicon.words(spelling, language=language)
    return spelling if any(form.term in index for form in forms) else None


def _is_inflection(word: str, other: str, max_letters: int) -> bool:
    """Return whether two words differ in their endings only, of at most so many letters."""
    is_same_beginning = bool(max_letters) and other.startswith(word[:-max_letters])
    return is_same_beginning and word[-2:] != other[-2:]


def _forms(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the first word of each term, in order, without the words inside a phrase."""
    candidates = without_phrase_parts(words)
    first = {word.term: word for word in reversed(candidates) if word.term}
    terms = dict.fromkeys(word.term for word in candidates if word.term)
    return tuple(first[term] for term in terms)


def is_name(text: str, word: Word, capitals: Mapping[str, float], language: str) -> bool:
    """Return whether the articles, or if they lack `word` the question, have it as a name."""
    if word.is_phrase:
        return True
    share = capitals.get(word.plain)
    return _looks_like_name(text, word, language_of(language)) if share is None else share > 0.5


def _looks_like_name(text: str, word: Word, language: Language) -> bool:
    if word.start == 0 or text.isupper():
        return False
    before = _word_before(text, word, language) if language.settings.capitalises_nouns else None
    return looks_like_name(text, before, word, language)


def _word_before(text: str, word: Word, language: Language) -> Word | None:
    *_, (start, end) = (0, 0), *token_spans(text, 0, word.start)
    forms = language.forms[text[start:end]] if end else None
    return Word(*forms, start, end) if forms else None
