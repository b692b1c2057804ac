"""Checking quotations: the true ones are found, and no altered one passes for a true one."""

import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.core.quotations.folding import fold
from bot.core.quotations.quotation_check import QuotationKind
from tests.builders import collection
from tests.support.awkward_articles import AWKWARD
from tests.support.quotations import MAKERS, TRUE_KINDS, TYPOGRAPHY, make_quotations

FERRY = (
    "Ferry sinks\n\nThe ferry did not carry 1.5 million litres of oil, she said on Monday. Its crew"
    " of non-smokers swam ashore in the dark. Nobody was hurt, and the owner will pay for all of"
    " the damage.\n"
)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    files = {**AWKWARD, "ferry.txt": FERRY}
    return collection(tmp_path_factory.mktemp("articles"), files)


def kind(articles, text):
    return articles.check_quotation(text).kind


def spans(articles):
    """Return every article with the places where its words begin and end."""
    return [
        (article, block.start, block.end)
        for article in articles.by_path()
        for block in article.visible.blocks
    ]


@st.composite
def whole_word_spans(draw, articles):
    """Draw an article and the span of some of its words."""
    article, start, end = draw(st.sampled_from(spans(articles)))
    text = article.visible_text
    words, place = [], start
    for word in text[start:end].split():
        place = text.index(word, place)
        words.append((place, place + len(word)))
        place += len(word)
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, min(first + 30, len(words) - 1)))
    return article, words[first][0], words[last][1]


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
def test_every_span_is_exact_and_comes_back_as_itself(articles, data):
    article, start, end = data.draw(whole_word_spans(articles))
    span = article.visible_text[start:end]
    assume(any(character.isalnum() for character in span))
    check = articles.check_quotation(span)
    assert (check.kind, check.quote.visible_text) == (QuotationKind.EXACT, span)
    assert check.quote.is_verbatim_in(articles.read_now(check.quote.article))


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
def test_every_folding_of_a_span_is_typography_with_the_same_span(articles, data):
    article, start, end = data.draw(whole_word_spans(articles))
    span = article.visible_text[start:end]
    assume(span[0].isalnum() and span[-1].isalnum() and len(span.split()) > 3)
    folding = span
    for old, new in data.draw(st.lists(st.sampled_from(TYPOGRAPHY), min_size=1, unique=True)):
        folding = folding.replace(old, new)
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKD"]))
    folding = unicodedata.normalize(form, folding)
    assume(folding != span)
    check = articles.check_quotation(folding)
    assert check.kind == QuotationKind.TYPOGRAPHY
    assert check.quote.visible_text == span


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.filter_too_much])
def test_one_changed_letter_is_neither(articles, data):
    article, start, end = data.draw(whole_word_spans(articles))
    place = data.draw(st.integers(start, end - 1))
    text = article.visible_text
    assume(text[place].isalpha() and len(text[start:end].split()) > 2)
    changed = text[start:place] + data.draw(st.sampled_from("qxzжλ")) + text[place + 1 : end]
    folded = fold(changed).casefold()
    assume(all(folded not in fold(each.visible_text).casefold() for each in articles.by_path()))
    assert not articles.check_quotation(changed).is_in_articles


@pytest.mark.parametrize("name", MAKERS)
def test_quotations_of_each_kind(seed, name):
    true_kinds = TRUE_KINDS.get(name, {"changed", "absent"}) | ({"exact"} & {name})
    made = list(make_quotations(seed, name, 100))
    kinds = [kind(seed, quotation) for quotation, _ in made]
    assert [q for (q, _), each in zip(made, kinds, strict=True) if each not in true_kinds] == []


@pytest.mark.parametrize(
    "part_of_words",
    [
        "he said on Monday. Its crew",  # she
        "5 million litres of oil, she said",  # 1.5
        "smokers swam ashore in the dark",  # non-smokers
        "The ferry did not carry 1",
        "million litres of oil, she said on Mon",
    ],
)
def test_a_part_of_a_word_is_another_word(articles, part_of_words):
    assert not articles.check_quotation(part_of_words).is_in_articles


def test_a_negation_is_the_first_difference(articles):
    check = articles.check_quotation("The vessel did carry 1.5 million litres of oil, she said")
    assert check.kind == QuotationKind.CHANGED
    first, second = check.differences
    assert (first.is_negation, second.is_negation) == (True, False)
    assert check.quote.visible_text[slice(*first.source)] == "not"
    assert check.quotation[slice(*second.quoted)] == "vessel"
    assert check.quote.visible_text[slice(*second.source)] == "ferry"


def test_an_elision_that_drops_only_a_negation_is_a_change(articles):
    check = articles.check_quotation("The ferry did … carry 1.5 million litres of oil")
    assert (check.kind, check.differences[0].is_negation) == (QuotationKind.CHANGED, True)


def test_the_pieces_of_an_elided_quotation_are_quotes(articles):
    check = articles.check_quotation("“The ferry did not carry […] oil, … its crew of non-smokers”")
    assert check.kind == QuotationKind.ELIDED
    assert [piece.visible_text for piece in check.pieces] == [
        "The ferry did not carry",
        "oil,",
        "Its crew of non-smokers",
    ]


def test_pieces_in_another_order_are_not_elided(articles):
    text = "swam ashore in the dark … The ferry did not carry"
    assert kind(articles, text) in {QuotationKind.CHANGED, QuotationKind.ABSENT}


def test_pieces_far_from_each_other_are_not_elided(tmp_path):
    far = "The mayor opened the bridge. " + "It rained all day. " * 60 + "The town was glad."
    articles = collection(tmp_path, {"far.txt": far})
    assert kind(articles, "The mayor opened … The town was glad") != QuotationKind.ELIDED


def test_a_few_words_are_exact_or_absent(articles):
    assert kind(articles, "the ferry did not") == QuotationKind.TYPOGRAPHY
    assert kind(articles, "the ferry did carry") == QuotationKind.ABSENT


def test_a_comma_in_place_of_the_last_full_stop_is_typography(articles):
    text = "“Its crew of non-smokers swam ashore in the dark,”"
    assert kind(articles, text) == QuotationKind.TYPOGRAPHY


@pytest.mark.parametrize("text", ["", "…", "“”", "?!", " - "])
def test_no_words_are_absent(articles, text):
    assert kind(articles, text) == QuotationKind.ABSENT


def test_a_quotation_of_a_file_that_has_changed_is_absent(tmp_path):
    articles = collection(tmp_path, {"ferry.txt": FERRY})
    (tmp_path / "ferry.txt").write_text("Another text.\n")
    check = articles.check_quotation("Its crew of non-smokers swam ashore")
    assert (check.kind, check.quote) == (QuotationKind.ABSENT, None)
    assert check.changed_articles == ("ferry.txt",)
