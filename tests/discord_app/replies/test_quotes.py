"""The line that says where a quote stands."""

from dataclasses import replace

from bot.discord_app.replies.quotes import source_line
from bot.discord_app.texts import texts_in
from tests.support.cards import quote


def test_a_quote_of_a_pdf_names_its_page_and_opens_it_there():
    of_pdf = replace(quote("The mayor left."), url="https://example.org/a.pdf", page=4)
    line = source_line(of_pdf, texts_in("en"))
    assert "lines 7–8 · page 4 · " in line
    assert "(<https://example.org/a.pdf#page=4>)" in line
    assert "page" not in source_line(quote("The mayor left."), texts_in("en"))
