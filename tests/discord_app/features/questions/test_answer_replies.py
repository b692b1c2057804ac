"""Replies to questions: quotes, their places, notes and refusals."""

import pytest

from bot.core.answers.answer import Answer
from bot.discord_app.features.questions.answer_replies import answer_footers, answer_reply
from bot.discord_app.replies.layout import card, plain_text
from bot.discord_app.texts import texts_in
from bot.storage.server_settings import Style
from tests.builders import ENGLISH, collection
from tests.support.cards import answer, card_texts, quote


@pytest.mark.parametrize("style", Style)
async def test_a_quote_links_to_its_sentence(tmp_path, style):
    page = "---\nurl: https://example.org/a_(b)\n---\nFerries\n\nThe mayor of Ayton won the race."
    result = collection(tmp_path, {"a.txt": page}).ask("Who won the race?")
    reply = answer_reply(result, ENGLISH)
    texts = plain_text(reply) if style is Style.PLAIN else "\n".join(card_texts(card(reply)))
    assert "· [source](<https://example.org/a_%28b%29#:~:text=The%20mayor" in texts


def test_without_a_page_there_is_no_link():
    assert "](" not in plain_text(answer_reply(answer(quote("He left.")), ENGLISH))


def test_a_card_shows_question_quotes_and_their_places():
    texts = card_texts(
        card(answer_reply(answer(quote("First. Then."), question="When *was* it?"), ENGLISH))
    )
    assert texts == [
        r"### When \*was\* it?",
        "> **First. Then.**",
        "-# Title · 15 May 2025 · a.txt · lines 7–8",
        "-# Quoted word for word",
    ]


def test_the_focus_alone_is_bold():
    texts = card_texts(
        card(answer_reply(answer(quote("He came. He saw.", focus=(9, 16))), ENGLISH))
    )
    assert texts[1] == "> He came. **He saw.**"


def test_a_refusal_shows_no_quote():
    refusal = answer_reply(answer(quote("A secret sentence."), is_answered=False), ENGLISH)
    for text in ("\n".join(card_texts(card(refusal))), plain_text(refusal)):
        assert "don’t say" in text
        assert "secret" not in text
        assert "a.txt" not in text


def other_language(*languages: str, language: str = "de") -> Answer:
    return Answer("Wer?", False, 0, (), {}, language=language, other_languages=languages)


@pytest.mark.parametrize(
    ("interface", "text"),
    [
        ("en", "There are no articles in this language (German), only in: English and Ukrainian."),
        ("es", "No hay artículos en este idioma (alemán), solo en: inglés y ucraniano."),
        ("uk", "Цією мовою (німецька) статей немає. Мова статей: англійська і українська."),
        ("ja", "この言語（ドイツ語）の記事はありません。記事の言語：英語、ウクライナ語"),
    ],
)
def test_a_refusal_names_the_languages_of_the_articles(interface, text):
    """Titles of articles that the asker may not read, and the hint of other words, do not help."""
    texts = texts_in(interface)
    reply = answer_reply(other_language("en", "uk"), texts)
    assert card_texts(card(reply)) == ["### Wer?", text, f"-# {texts('untranslated')}"]
    assert not reply.is_result


def test_a_language_that_is_not_known_is_said_to_be_so():
    text = plain_text(answer_reply(other_language("en", language="und"), ENGLISH))
    assert "in this language (unknown language), only in: English." in text.casefold().replace(
        "english", "English"
    )


def test_a_note_tells_how_a_slip_was_read():
    result = Answer(
        "delagation",
        is_answered=True,
        confidence=1,
        quotes=(quote("x"),),
        spellings={"delagation": "delegation"},
    )
    assert "read *delagation* as *delegation*" in plain_text(answer_reply(result, ENGLISH))


def test_a_note_names_an_article_that_changed():
    result = Answer(
        "q", is_answered=False, confidence=1, quotes=(), spellings={}, changed_articles=("b_c.txt",)
    )
    assert r"b\_c.txt has changed" in plain_text(answer_reply(result, ENGLISH))


def test_the_footers_of_answers_stay_as_they_are():
    """Answers are recognised by their footers, including those sent before an update."""
    assert set(answer_footers()) >= {
        "-# Quoted word for word",
        "-# Try other words, or a narrower question",
        "-# Процитовано дослівно",
        "-# Спробуйте інші слова або вужче запитання",
        "-# Процитировано дословно",
        "-# Попробуйте другие слова или более узкий вопрос",
        "-# Kelimesi kelimesine alıntı",
        "-# Başka sözcükler ya da daha dar bir soru deneyin",
    }
