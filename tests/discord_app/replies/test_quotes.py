"""The line under a quote: who published the article, when, and where in it the quote stands."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.text.quote import make_quote
from bot.discord_app.replies.quotes import source_line
from bot.discord_app.texts import texts_in
from bot.terminal.output.results import _source
from tests.builders import ENGLISH, article
from tests.support.cards import quote as card_quote

TEXT = "The ferry sank."
PUBLISHED = "published: 2025-05-15"


def quote(*fields: str):
    text = "\n".join(["---", "title: Ferries", PUBLISHED, *fields, "---", TEXT])
    read = article(text, "ferry.md")
    start = text.index(TEXT)
    return make_quote(read, (start, len(text)), (start, len(text)))


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (["source: Reuters", "author: Ann Lee", "url: https://example.org/a"], "Reuters"),
        (["author: Ann Lee", "url: https://example.org/a"], "Ann Lee"),
        (["author: [Ann Lee, Omar Haddad]"], "Ann Lee, Omar Haddad"),
        (["url: https://www.example.org/a"], "example.org"),
        (["url: https://m.news.example.org/a"], "news.example.org"),
    ],
)
def test_the_source_comes_before_the_day_and_the_line(fields, name):
    line = source_line(quote(*fields), ENGLISH)
    assert line.startswith(f"-# {name} · 15 May 2025 · line {5 + len(fields)}"[:-1])
    assert "ferry.md" not in line
    assert "Ferries" not in line
    assert _source(quote(*fields)).startswith(f"{name} · 15 May 2025 · line ")


@pytest.mark.parametrize("fields", [[], ["url: https://discord.com/channels/1/2/3"]])
def test_where_nobody_is_named_the_title_and_the_file_are_shown(fields):
    line = source_line(quote(*fields), ENGLISH)
    assert line.startswith("-# Ferries · 15 May 2025 · ferry.md · line ")


def test_the_newest_is_marked():
    shown = quote("source: Reuters")
    assert "15 May 2025 · newest · line" in source_line(shown, ENGLISH, shown)


@pytest.mark.parametrize(("language", "day"), [("uk", "15 травня 2025"), ("tr", "15 Mayıs 2025")])
def test_the_day_is_in_the_language_of_the_reader(language, day):
    assert day in source_line(quote("source: Reuters"), texts_in(language))


def test_a_source_cannot_draw_a_link():
    shown = replace(quote(), attribution="[x](https://evil.example)", published=date(2025, 5, 15))
    assert r"\[x\](https\://evil.example)" in source_line(shown, ENGLISH)


def test_a_quote_of_a_pdf_names_its_page_and_opens_it_there():
    of_pdf = replace(card_quote("The mayor left."), url="https://example.org/a.pdf", page=4)
    line = source_line(of_pdf, ENGLISH)
    assert "lines 7–8 · page 4 · " in line
    assert "(<https://example.org/a.pdf#page=4>)" in line
    assert "page" not in source_line(card_quote("The mayor left."), ENGLISH)
