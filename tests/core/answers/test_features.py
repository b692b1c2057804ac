"""Features: the columns that the ranking model sees."""

import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.answers.features import compute_features
from bot.core.answers.features.columns import Columns
from bot.core.answers.model import load_model
from bot.core.answers.ranking import candidate_features
from bot.core.answers.retrieval import retrieve
from bot.core.collection import Collection
from tests.builders import collection

WORDS = st.sampled_from(
    "the a of in he it said because Putin Ukraine Geneva Kellogg Mr mayor mayors opened opens"
    " bridge 40 1998 $5 million percent Monday May 2022 not “peace” U.S. ран 橋".split(" ")
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join)
ARTICLES = st.lists(PARAGRAPHS, min_size=1, max_size=3).map("\n\n".join)
FOLDERS = st.lists(ARTICLES, min_size=1, max_size=3)
QUESTION_WORDS = st.sampled_from(
    "who what which when where why how many did is say volcano".split()
)
QUESTIONS = st.lists(QUESTION_WORDS | WORDS, max_size=8).map(" ".join)

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def load(folder: Path, articles: list[str]) -> Collection:
    return collection(folder, {f"{n}.txt": text for n, text in enumerate(articles)})


def columns_of(articles: Collection, question: str, within: int | None = None) -> Columns:
    return candidate_features(
        articles.parse_question(question), articles.index, within, articles.facts_of
    )[1]


def of_every_candidate(articles: Collection, question: str, within: int | None) -> Columns:
    """Return the features of whatever is proposed, also where it shares no word."""
    asked = articles.parse_question(question)
    found = retrieve(asked.terms, articles.index, within)
    return compute_features(
        asked, found, [articles.facts_of(int(number)) for number in found.numbers]
    )


# --- For any articles and any question


@few
@given(articles=FOLDERS, question=QUESTIONS, one=st.booleans())
def test_there_is_a_finite_figure_for_each_name_and_candidate(
    tmp_path_factory, articles, question, one
):
    held = load(tmp_path_factory.mktemp("held"), articles)
    within = 0 if one else None
    numbers, columns = candidate_features(
        held.parse_question(question), held.index, within, held.facts_of
    )
    assert tuple(columns) == (load_model().names if len(numbers) else ())
    for name, values in columns.items():
        assert values.shape == (len(numbers),), name
        assert np.isfinite(values.astype(float)).all(), name


@few
@given(articles=FOLDERS, question=QUESTIONS)
def test_the_same_articles_give_the_same_features(tmp_path_factory, articles, question):
    one, other = (load(tmp_path_factory.mktemp("held"), articles) for _ in range(2))
    columns = columns_of(one, question)
    np.testing.assert_equal(columns, columns_of(other, question))
    np.testing.assert_equal(columns, columns_of(one, question))


@few
@given(articles=FOLDERS, question=QUESTIONS)
def test_shares_stay_between_0_and_1(tmp_path_factory, articles, question):
    held = load(tmp_path_factory.mktemp("held"), articles)
    columns = columns_of(held, question)
    shares = [n for n in columns if n.startswith("covered") and not n.endswith("ratio")]
    for name in (*shares, "missing", "missing names", "matched share", "unknown"):
        values = columns.get(name, np.zeros(1))
        assert (values >= 0).all(), name
        assert (values <= 1 + 1e-9).all(), name


@pytest.mark.parametrize("question", ["", "?!", "who is it of the", "volcano", "in 1066"])
def test_a_question_that_matches_nothing_has_finite_features_too(tmp_path, question):
    held = load(tmp_path, ["The mayor opened it.\n\nHe left."])
    columns = of_every_candidate(held, question, within=0)
    assert tuple(columns) == load_model().names
    assert all(np.isfinite(values.astype(float)).all() for values in columns.values())


# --- What the columns tell, on a few sentences

BRIDGE = """\
Town news

The mayor opened the old bridge on Monday. She smiled. The bridges open today.

Nobody opens 40 gates, Keith Kellogg said.
"""
HEADING, OPENED, SMILED, OPEN, GATES = range(5)


@pytest.fixture
def town(tmp_path) -> Collection:
    return load(tmp_path, [BRIDGE])


def figures(articles: Collection, question: str, name: str) -> dict[int, float]:
    """Return the values of a column by the numbers of all sentences, asked within the article."""
    asked = articles.parse_question(question)
    numbers, columns = candidate_features(asked, articles.index, 0, articles.facts_of)
    return dict(zip(numbers.tolist(), columns[name].tolist(), strict=True))


def test_a_sentence_covers_all_of_the_question_or_a_part_or_nothing(town):
    covered = figures(town, "Who opened the bridge?", "covered term")
    assert covered[OPENED] == covered[OPEN] == pytest.approx(1)
    assert 0 < covered[GATES] < 1
    assert covered[SMILED] == covered[HEADING] == 0


def test_the_rarer_word_weighs_more(town):
    covered = figures(town, "bridge gates", "covered term")
    assert covered[GATES] > 0.5 > covered[OPENED] > 0


def test_forms_of_a_word_cover_by_the_stem_and_not_by_the_letters(town):
    question = "Who opened the bridge?"
    assert figures(town, question, "covered plain")[OPENED] == pytest.approx(1)
    assert figures(town, question, "covered plain")[OPEN] == 0
    assert figures(town, question, "covered stem")[OPEN] == pytest.approx(1)


def test_words_that_are_matched_are_counted(town):
    matched = figures(town, "Who opened the bridge?", "matched")
    assert matched == {HEADING: 0, OPENED: 2, SMILED: 0, OPEN: 2, GATES: 1}
    assert figures(town, "Who opened the bridge?", "matched share")[GATES] == 0.5


def test_a_number_and_a_name_are_covered_for_themselves(town):
    question = "Did Kellogg open 40 gates?"
    assert figures(town, question, "covered number")[GATES] == pytest.approx(1)
    assert figures(town, question, "covered name")[GATES] == pytest.approx(1)
    assert figures(town, question, "covered number")[OPENED] == 0
    assert figures(town, question, "covered name")[OPENED] == 0


def test_a_part_of_a_name_stands_for_the_whole_of_it(tmp_path):
    held = load(tmp_path, ["We met Keith Kellogg.\n\nLater on Kellogg left.\n\nThe rest stayed."])
    question = "Who is Keith Kellogg?"
    numbers = held.index.sentence_range(0)[1]
    last_with_it = numbers - 2
    assert figures(held, question, "covered term")[last_with_it] < 1
    assert figures(held, question, "covered whole names")[last_with_it] == pytest.approx(1)


@pytest.mark.parametrize(
    ("where", "beside"),
    [
        ("before", {SMILED, GATES}),
        ("three before", {SMILED, OPEN, GATES}),
        ("after", {HEADING, SMILED}),
        ("block", {OPENED, SMILED, OPEN}),
        ("lead", {HEADING, SMILED, OPEN, GATES}),
        ("article", {HEADING, OPENED, SMILED, OPEN, GATES}),
    ],
)
def test_what_stands_only_around_a_sentence(town, where, beside):
    found = figures(town, "mayor today", f"covered only {where}")
    assert {number for number, share in found.items() if share} == beside


def test_the_places_of_words_in_the_sentence(town):
    question = "Who opened the bridge?"
    assert figures(town, question, "order")[OPENED] == pytest.approx(1)
    assert figures(town, question, "order")[OPEN] == 0
    assert figures(town, "Is the old bridge mended?", "pairs")[OPENED] == 2
    assert figures(town, "Is the old bridge mended?", "triples")[OPENED] == 1
    window = figures(town, question, "window")
    assert window[OPEN] == pytest.approx(1)
    assert 0 < window[OPENED] < window[OPEN]


@pytest.mark.parametrize(
    ("question", "name", "best"),
    [
        ("When was the bridge opened?", "new date", OPENED),
        ("How many gates?", "new number", GATES),
        ("Who opens gates?", "new person", GATES),
    ],
)
def test_the_things_that_a_question_wants(town, question, name, best):
    found = figures(town, question, name)
    assert found[best] >= 1
    assert figures(town, question, "wanted")[best] == pytest.approx(1)
    assert figures(town, question, "wanted near")[best] > 0


def test_a_thing_of_the_question_itself_is_not_new(town):
    assert figures(town, "Who is Keith Kellogg?", "new person")[GATES] == 0


def test_the_kind_of_question_is_told(town):
    columns = columns_of(town, "When did it open?")
    told = {name for name, values in columns.items() if name.startswith("asked ") and values.any()}
    assert told == {"asked when"}


WORDS_OF_SEVERAL = [
    character
    for character in map(chr, range(sys.maxunicode + 1))
    if character.isalnum() and " " in unicodedata.normalize("NFKD", character)
]


@pytest.mark.parametrize("character", WORDS_OF_SEVERAL)
def test_a_sentence_may_begin_with_a_character_that_stands_for_several_words(tmp_path, character):
    """The first word was counted as none, and its place of -1 ended in a ZeroDivisionError."""
    text = f"News\n\n{character} opened the bridge in May. {character}\n\n{character} bridge.\n"
    articles = collection(tmp_path, {"a.txt": text})
    assert articles.ask(f"What did {character} open?").question
    assert articles.ask(character).question
    assert articles.summary(articles.articles[0]).quotes


def test_the_characters_that_stand_for_several_words_are_all_known():
    assert len(WORDS_OF_SEVERAL) >= 17
    assert "\ufdfa" in WORDS_OF_SEVERAL
