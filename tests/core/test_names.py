"""Names: what is typed is the name of an article, in whatever case, spaces and language."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.names import (
    find_by_name,
    has_words,
    is_same_name,
    typed_words,
)
from bot.errors import CorpusError
from tests.builders import collection

TITLE = "İstanbul görüşmeleri"
SAME = [
    pytest.param("istanbul görüşmeleri", id="small letters"),
    pytest.param("ISTANBUL GÖRÜŞMELERI", id="English capitals"),
    pytest.param("İSTANBUL GÖRÜŞMELERİ", id="Turkish capitals"),
    pytest.param("ıstanbul  görüşmelerı", id="small letters without dots"),
    pytest.param(" İstanbul\n görüşmeleri ", id="spaces"),
    pytest.param("I\u0307stanbul go\u0308ru\u0308s\u0327meleri", id="letters with loose marks"),
]
OTHERS = ["Ankara görüşmeleri", "istanbul gorusmeleri", "istanbulgörüşmeleri", ""]


@dataclass(frozen=True)
class Named:
    """What an article is found by."""

    path: str
    title: str


@pytest.mark.parametrize("typed", SAME)
def test_the_same_name_is_found_everywhere(tmp_path, typed):
    """The search knew the Turkish dot; asking within an article and its completion did not."""
    articles = collection(tmp_path, {"a.txt": f"{TITLE}\n\nThey met.", "b.txt": "Other"})
    assert articles.article(typed).path == "a.txt"
    assert [article.path for article in articles.articles_named(typed)] == ["a.txt"]
    assert find_by_name([Named("b.txt", "Other"), Named("a.txt", TITLE)], typed).path == "a.txt"
    assert is_same_name(typed, TITLE)
    assert has_words(TITLE, typed_words(typed))


@pytest.mark.parametrize("typed", OTHERS)
def test_other_names_are_not_taken_for_it(typed):
    assert not is_same_name(typed, TITLE)
    with pytest.raises(CorpusError, match="there is no article"):
        find_by_name([Named("a.txt", TITLE)], typed)


def test_words_are_found_in_any_order_and_within_words():
    assert has_words(TITLE, typed_words("GÖRÜŞ istan"))
    assert has_words(TITLE, typed_words(""))
    assert not has_words(TITLE, typed_words("istanbul ankara"))


@given(st.text())
def test_a_name_is_found_by_all_of_its_words(name):
    assert has_words(name, typed_words(name))
