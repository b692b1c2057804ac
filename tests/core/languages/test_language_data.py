"""Data of the languages: each folder has every file, with the groups that the engine reads."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest
import Stemmer
from babel import Locale

from bot.core.data_files import data_groups, data_lines, data_phrases, data_text, has_data
from bot.core.languages.registry import UNKNOWN, language_codes

_FOLDER = files("bot.core") / "data" / "languages"
_CODES = [code for code in language_codes() if code != UNKNOWN]  # which has no words
_GROUPS = {
    "word_groups.txt": (
        "months, days, relative days, units of time, numbers, currencies, percent, before a place, "
        "before a person, inside a name, speech, because, purpose, means, to be, pronouns"
    ),
    "questions.txt": (
        "who, when, where, how many, how much, how long, why, how, what, auxiliaries, extents"
    ),
    "question_nouns.txt": "when, where, how many, how much, how long, why, what name, say",
    "abbreviations.txt": (
        "before a name, before a number, with a capital, at an end, before anything"
    ),
}
_OPTIONAL_GROUPS = {
    "word_groups.txt": {"percent before", "before a noun", "date units", "years"},
    "abbreviations.txt": {"before a day", "after a number"},
    "questions.txt": {
        *("do", "determiners", "noun ends", "named"),
        *("what name", "what thing", "who or which"),
    },
}
_LISTS = ("stopwords.txt", "sentence_starters.txt")
_STEMMERS = {*Stemmer.algorithms(), "suffixes", "none"}

pytestmark = pytest.mark.parametrize("code", _CODES)


def _settings(code):
    return tomllib.loads(data_text(f"languages/{code}/language.toml"))


def _needs_full_level(code):
    if _settings(code)["level"] != "full":
        pytest.skip("the dates of this language are not read")


def _words_by_group(code, name):
    """Return the words of each group of a file in order, phrases whole, with repetitions."""
    separator = "," if name == "questions.txt" else None
    return {
        group: [word.strip() for line in lines for word in line.split(separator) if word.strip()]
        for group, lines in data_phrases(f"languages/{code}/{name}").items()
    }


def _listed_words(code, name):
    return [word for line in data_lines(f"languages/{code}/{name}") for word in line.split()]


def _all_lists(code):
    for name in _GROUPS:
        for group, words in _words_by_group(code, name).items():
            yield f"{name} [{group}]", words
    for name in _LISTS:
        yield name, _listed_words(code, name)


def _cldr_names(names_by_context):
    """Return the full names in any context, in lower case."""
    return {
        name.lower()
        for names_by_width in names_by_context.values()
        for name in names_by_width["wide"].values()
    }


def test_the_stemmer_is_known(code):
    assert _settings(code)["stemmer"] in _STEMMERS


def test_folds_are_pairs_of_different_letters_in_lower_case(code):
    letters = [fold.partition(">")[::2] for fold in _settings(code)["folds"]]
    assert all(letter and letter != other for letter, other in letters)
    assert all(fold == fold.lower() for fold in _settings(code)["folds"])
    assert len({letter for letter, _ in letters}) == len(letters)


def test_folds_do_not_depend_on_their_order(code):
    letters = [fold.partition(">")[::2] for fold in _settings(code)["folds"]]
    assert not {letter for letter, _ in letters} & {other for _, other in letters}


def test_elisions_are_words_without_apostrophe(code):
    elisions = _settings(code).get("elisions", [])
    assert all(elision.isalpha() and elision == elision.lower() for elision in elisions)
    assert len(set(elisions)) == len(elisions)


def test_own_suffixes_are_there(code):
    if _settings(code)["stemmer"] == "suffixes":
        assert list(data_lines(f"languages/{code}/suffixes.txt"))


@pytest.mark.parametrize("name", _GROUPS)
def test_groups_are_those_that_the_engine_reads(code, name):
    headings = {
        line.strip("[]") for line in data_lines(f"languages/{code}/{name}") if line.startswith("[")
    }
    assert headings - _OPTIONAL_GROUPS.get(name, set()) == set(_GROUPS[name].split(", "))


@pytest.mark.parametrize("name", _LISTS)
def test_lists_have_words(code, name):
    assert _listed_words(code, name)


def test_no_word_stands_twice_in_a_list(code):
    repeated = {
        name: [word for word, count in Counter(words).items() if count > 1]
        for name, words in _all_lists(code)
    }
    assert {name: words for name, words in repeated.items() if words} == {}


def test_words_are_in_lower_case(code):
    capitalised = [word for _, words in _all_lists(code) for word in words if word != word.lower()]
    assert capitalised == []


def test_abbreviations_have_no_final_stop(code):
    groups = _words_by_group(code, "abbreviations.txt")
    assert [word for words in groups.values() for word in words if word.endswith(".")] == []


def test_no_stop_word_is_a_noun_that_is_asked_for(code):
    nouns = frozenset().union(*data_groups(f"languages/{code}/question_nouns.txt").values())
    assert sorted(nouns & set(_listed_words(code, "stopwords.txt"))) == []


def test_months_are_those_of_cldr(code):
    _needs_full_level(code)
    months = data_groups(f"languages/{code}/word_groups.txt")["months"]
    assert len(months) >= 12
    assert _cldr_names(Locale(code).months) - months == set()


def test_days_are_those_of_cldr(code):
    _needs_full_level(code)
    days = data_groups(f"languages/{code}/word_groups.txt")["days"]
    assert _cldr_names(Locale(code).days) - days == set()


def test_an_irregular_form_has_one_lemma(code):
    path = f"languages/{code}/irregular_words.txt"
    lines = [line.split() for line in data_lines(path)] if has_data(path) else []
    forms = Counter(form for _, *line_forms in lines for form in line_forms)
    assert [form for form, count in forms.items() if count > 1] == []


def test_a_requirement_has_the_phrases_that_ask_for_it(code):
    path = f"languages/{code}/requirements.txt"
    groups = data_phrases(path) if has_data(path) else {}
    kinds = {name.removeprefix("asks ") for name in groups}
    assert {f"asks {kind}" for kind in kinds} <= groups.keys()
    assert kinds - groups.keys() <= {"price"}  # whose units are the currencies
