"""One news article in each language: what its readers ask, and the dates that it names."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.core.answers.answer import Answer
from bot.core.collection import Collection
from bot.core.languages.registry import ENGLISH, UNKNOWN, language_codes
from bot.core.loading import load_collection
from bot.core.text.quote import Quote
from tests.builders import collection

_FOLDER = Path(__file__).parent / "articles"
_CODES = sorted(file.stem for file in _FOLDER.glob("*.md"))
_EXPECTATIONS = {code: tomllib.loads((_FOLDER / f"{code}.toml").read_text()) for code in _CODES}
_DATED_CODES = [code for code in _CODES if "dates" in _EXPECTATIONS[code]]
_RELATIVES = (
    "ru uk", "uk ru", "cs pl", "it es", "es pt", "de nl", "nl de",
    "fr it", "ro it", "fa ar", "ar fa", "zh ja", "ja zh", "sv nl",
)  # fmt: skip
# The language of an article and that of a question about another.
_PAIRS = [
    *zip(_CODES, [*_CODES[1:], _CODES[0]], strict=True),
    *(tuple(pair.split()) for pair in _RELATIVES),
]

Load = Callable[[str], Collection]


def _questions(*kinds: str, open_key: str = "open") -> list[object]:
    """Return the questions of these kinds: language, question, sentence that answers it.

    Those with a reason under `open_key` are expected to fail; one that passes loses its reason.
    """
    return [
        pytest.param(
            code,
            row["question"],
            row.get("sentence"),
            marks=[pytest.mark.xfail(reason=row[open_key], strict=True)] if open_key in row else [],
            id=f"{code}-{row['kind']}",
        )
        for code, expectations in _EXPECTATIONS.items()
        for row in expectations["questions"]
        if row["kind"] in kinds
    ]


@pytest.fixture(scope="module")
def mixed() -> Collection:
    """Load the articles in all languages together."""
    return load_collection(_FOLDER)


@pytest.fixture(scope="module")
def load(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """Return a function that loads only the article in a language, once."""
    collections: dict[str, Collection] = {}

    def load_one(code: str) -> Collection:
        if code not in collections:
            file = _FOLDER / f"{code}.md"
            folder = tmp_path_factory.mktemp(code)
            collections[code] = collection(folder, {file.name: file.read_bytes()})
        return collections[code]

    return load_one


def _sentence(quote: Quote) -> str:
    start, end = quote.visible_focus
    return quote.visible_text[start:end]


def _sentences_shown(answer: Answer) -> list[str]:
    return [_sentence(quote) for quote in answer.visible_quotes]


def _first_sentence(answer: Answer) -> str:
    """Return the sentence that people see first, or nothing if the answer is a refusal."""
    return next(iter(_sentences_shown(answer)), "")


def _literal_question(code: str) -> str:
    rows = _EXPECTATIONS[code]["questions"]
    return next(row["question"] for row in rows if row["kind"] == "literal")


def _dates(news: Collection) -> list[tuple[str, str]]:
    """Return the date expressions in the order of the text, with their values."""
    events = sorted(news.date_expressions().events, key=lambda event: event.expression or (0, 0))
    return [
        (event.expression_text, "/".join(filter(None, (event.date.value, event.date.until))))
        for event in events
    ]


def test_every_language_but_english_has_an_article():
    assert set(_CODES) == {*language_codes()} - {ENGLISH, UNKNOWN}


@pytest.mark.parametrize("code", _CODES)
def test_the_language_of_an_article_is_found(load, code):
    assert set(load(code).languages) == {code}


@pytest.mark.parametrize("code", [code for code in _CODES if "sentences" in _EXPECTATIONS[code]])
def test_an_article_has_as_many_sentences_as_its_readers_count(load, code):
    news = load(code)
    (article,) = news.by_path()
    assert len(news.sentences_of(article)) == _EXPECTATIONS[code]["sentences"]


@pytest.mark.parametrize(("code", "question", "sentence"), _questions("literal", "inflected"))
def test_the_sentence_that_answers_comes_first(load, code, question, sentence):
    assert sentence in _first_sentence(load(code).ask(question))


@pytest.mark.parametrize(
    ("code", "question", "sentence"),
    _questions("literal", "inflected", open_key="open_among_others"),
)
def test_it_comes_first_among_articles_in_all_languages(mixed, code, question, sentence):
    answer = mixed.ask(question)
    assert answer.language == code
    assert sentence in _first_sentence(answer)


@pytest.mark.parametrize(("code", "question", "sentence"), _questions("paraphrase"))
def test_a_question_in_other_words_finds_its_sentence(load, code, question, sentence):
    assert sentence in _sentences_shown(load(code).ask(question))


@pytest.mark.parametrize(("code", "question", "sentence"), _questions("unanswered", "elsewhere"))
def test_a_question_that_no_sentence_answers_is_refused(load, code, question, sentence):
    assert not load(code).ask(question).is_answered


@pytest.mark.parametrize(("code", "question", "sentence"), _questions("elsewhere"))
def test_it_is_refused_among_articles_in_all_languages(mixed, code, question, sentence):
    assert not mixed.ask(question).is_answered


@pytest.mark.parametrize(("code", "asked"), _PAIRS)
def test_a_question_in_another_language_names_the_language_of_the_articles(load, code, asked):
    answer = load(code).ask(_literal_question(asked))
    assert not answer.is_answered
    assert answer.language == asked
    assert answer.other_languages == (code,)


@pytest.mark.parametrize("code", _DATED_CODES)
def test_the_dates_of_an_article_are_read_and_no_others(load, code):
    expected = _EXPECTATIONS[code]["dates"]
    texts, values = zip(*_dates(load(code)), strict=True)
    assert list(values) == list(expected.values())
    assert all(date in text for date, text in zip(expected, texts, strict=True))


@pytest.mark.parametrize("code", _CODES)
def test_what_is_quoted_stands_in_the_article_exactly(load, code):
    news = load(code)
    (article,) = news.by_path()
    questions = [row["question"] for row in _EXPECTATIONS[code]["questions"]]
    quotes = [quote for question in questions for quote in news.ask(question).quotes]
    assert quotes
    assert all(article.text[quote.start : quote.end] == quote.text for quote in quotes)
