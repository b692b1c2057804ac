"""Articles made of paragraphs: no word of a document is read as markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text.article import parse_article
from bot.ingest.formats.paragraphs import Paragraph, ParagraphStyle, document, one_line
from bot.ingest.unreadable import UnreadableError

LIMITS = {"max_characters": 10_000}
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)
STYLES = st.sampled_from(ParagraphStyle)


def test_a_document_with_marks_of_markdown_is_plain_text():
    heading = Paragraph("Ferry", ParagraphStyle.HEADING)
    answer = document([heading, Paragraph("See <!-- here --> and [^1].")], LIMITS)
    assert answer == {"text": "Ferry\n\nSee <!-- here --> and [^1].\n", "suffix": ".txt"}


@given(st.lists(st.tuples(WORDS, STYLES), min_size=1, max_size=6))
def test_every_word_of_a_document_is_visible(paragraphs):
    """Marks at the start of a paragraph may be taken for those of a list, words may not."""
    try:
        answer = document([Paragraph(*paragraph) for paragraph in paragraphs], LIMITS)
    except UnreadableError:
        return
    name, words = f"a{answer['suffix']}", [one_line(text) for text, _ in paragraphs]
    if not any(character.isalnum() for text in words for character in text):
        return
    visible = "".join(parse_article(name, answer["text"]).visible_text.split())
    assert all("".join(text.split()) in visible for text in words)


@pytest.mark.parametrize("paragraphs", [[], [Paragraph(" \n ")]])
def test_no_text(paragraphs):
    with pytest.raises(UnreadableError, match="holds no text"):
        document(paragraphs, LIMITS)
