"""Summaries in other languages: what leans on other sentences, who speaks, and key points."""

import pytest

from bot.core.collection import Collection
from bot.core.summaries.summary import is_informative, speaker_worth
from bot.core.text.blocks import BlockKind
from bot.core.text.quote import depends_on_previous
from bot.core.text.sentences import Sentence
from tests.builders import collection


def sentence_of(text: str, language: str) -> Sentence:
    return Sentence(0, len(text), 0, BlockKind.PARAGRAPH, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Außerdem wurde der Park eröffnet."),
        ("fr", "C’est un grand jour."),
        ("es", "Además, abrió el parque."),
        ("pt", "Ela abriu o parque."),
        ("it", "Questo piace a tutti."),
        ("nl", "Daarna ging het park open."),
        ("pl", "Potem otwarto park."),
        ("ro", "Însă parcul este închis."),
        ("ru", "Он открыл парк."),
        ("uk", "Однак парк зачинено."),
        ("tr", "Bu karar park için önemli."),
        ("el", "Ωστόσο το πάρκο έκλεισε."),
    ],
)
def test_an_opening_points_at_the_sentence_before(language, text):
    assert depends_on_previous(text, sentence_of(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Este jueves abrió el parque."),
        ("fr", "Cette semaine, le parc a ouvert."),
        ("pl", "W tym tygodniu otwarto park."),
        ("ru", "Парк открыли в среду."),
        ("tr", "Bu hafta park açıldı."),
    ],
)
def test_a_day_of_this_week_does_not(language, text):
    assert not depends_on_previous(text, sentence_of(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Wir freuen uns über den Park."),
        ("fr", "J’aime beaucoup ce parc."),
        ("ru", "Наш парк очень хорош."),
        ("tr", "Ben bu parkı çok severim."),
        ("el", "Το πάρκο μας αρέσει πολύ."),
    ],
)
def test_somebody_speaks(language, text):
    assert speaker_worth(text, sentence_of(text, language)) < 1


def test_a_sentence_without_spaces_tells_something():
    text = "市长星期三为新大桥剪彩，数千名居民参加了仪式。"
    assert is_informative(text, sentence_of(text, "zh"))
    assert not is_informative("大桥为什么还没有修好呢，市长什么时候回答？", sentence_of(text, "zh"))


def summary_of(articles: Collection, count: int) -> list[str]:
    (article,) = articles.by_path()
    return [quote.text for quote in articles.summary(article, count).quotes]


@pytest.mark.parametrize(
    ("language", "heading", "point", "story"),
    [
        ("de", "Das Wichtigste in Kürze", "Die Brücke ist offen", "Der Rat hat lange gestritten."),
        ("fr", "L’essentiel", "Le pont est enfin ouvert", "Le conseil a longtemps hésité hier."),
        ("ru", "Главное", "Мост через реку открыт", "Совет города долго спорил об этом мосте."),
        ("ja", "", "新しい橋が水曜日に開通した", "市議会は橋の費用について長い間議論していた。"),
    ],
)
def test_key_points_come_first(tmp_path, language, heading, point, story):
    """They are below their heading, or between the title and the first paragraph."""
    first = "" if not heading else f"{story}\n\n## {heading}\n\n"
    text = f"---\nlanguage: {language}\n---\n# X\n\n{first}- {point}\n- {point} 2\n\n{story}\n"
    points = [point, f"{point} 2"]
    assert summary_of(collection(tmp_path, {"a.md": text}), 1)[0] in points


def test_a_topic_is_summed_up_in_every_language(tmp_path):
    texts = {
        "de": "Die Stadt Ankara hat am Mittwoch eine neue Brücke über den Fluss gebaut.",
        "es": "La ciudad de Ankara inauguró el miércoles un gran puente sobre el río.",
    }
    files = {f"{code}.md": f"---\nlanguage: {code}\n---\n{texts[code]}" for code in texts}
    quotes = collection(tmp_path, files).topic_summary("Ankara").quotes
    assert {quote.text for quote in quotes} == set(texts.values())
