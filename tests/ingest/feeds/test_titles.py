"""Titles of feeds: the words of their authors, however often they were escaped."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.feeds.titles import author_names, title_text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("Using Vec<T> in Rust", "Using Vec<T> in Rust", id="a type"),
        pytest.param("Map<String, List<T>> & co", "Map<String, List<T>> & co", id="nested types"),
        pytest.param("The <video> element", "The <video> element", id="an element in prose"),
        pytest.param("When to use <b>", "When to use <b>", id="a tag in prose"),
        pytest.param("1 < 2 and 3 > 2", "1 < 2 and 3 > 2", id="arithmetic"),
        pytest.param("<em>New</em> ferry", "New ferry", id="markup"),
        pytest.param("<b><i>New</i> ferry</b> line", "New ferry line", id="nested markup"),
        pytest.param("<p>Ferry</p><p>Bridge</p>", "Ferry Bridge", id="two paragraphs"),
        pytest.param("Ferry<br/>Bridge", "Ferry Bridge", id="a line end"),
        pytest.param("<a href='/x'>Ferry</a> sinks", "Ferry sinks", id="a link"),
        pytest.param('<img src="x" onerror="y()">Ferry', "Ferry", id="a picture"),
        pytest.param("<script>x()</script>Ferry", "Ferry", id="a script"),
        pytest.param("Don&#x27;t &quot;go&quot;", 'Don\'t "go"', id="escaped twice"),
        pytest.param("Don&amp;#8217;t go", "Don’t go", id="escaped three times"),
        pytest.param("R&amp;D", "R&D", id="an ampersand"),
        pytest.param("AT&T, at&copy=1", "AT&T, at&copy=1", id="no entities"),
        pytest.param("What &amp;nbsp is", "What &nbsp is", id="an entity in prose"),
        pytest.param("  Two\n lines ", "Two lines", id="white space"),
        pytest.param("<b></b>", None, id="no words"),
        pytest.param(None, None, id="none"),
    ],
)
def test_titles_of_rss(value, shown):
    assert title_text(value, is_html=None) == shown


def test_html_is_markup_even_if_it_is_not_closed():
    assert title_text("<b>Ferry sinks", is_html=True) == "Ferry sinks"
    assert title_text("Using Vec&lt;T&gt;", is_html=True) == "Using Vec<T>"


def test_text_is_no_markup():
    assert title_text("<b>Ferry</b>", is_html=False) == "<b>Ferry</b>"


@pytest.mark.parametrize(
    "value", ["<b>" * 9_999, "<b><i>" * 5_000 + "</b>" * 99, "<b" + " " * 9_999]
)
def test_no_title_is_slow(value):
    start = time.process_time()
    title_text(value, is_html=None)
    assert time.process_time() - start < 1


@given(st.text(alphabet=st.characters(exclude_characters="<>&", exclude_categories=["Cs"])))
def test_text_without_markup_keeps_its_words(text):
    assert (title_text(text, is_html=None) or "").split() == text[:500].split()[: len(text)] or (
        len(text) > 400
    )


def test_authors():
    assert author_names(["Ann Lee", None, "Ann Lee", "Tom Reed (mailto:tom@example.org)"]) == (
        "Ann Lee, Tom Reed"
    )
    assert author_names(["ann@example.org"]) is None
