"""News in the languages that are read in full: which sentences are events, and on which days.

The articles in `news` have one sentence a line. Before it stands the date of its event, or `-` if
it reports none; a `*` marks the sentences of a good summary, of which two are enough.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from bot.core.collection import Collection
from tests.builders import collection

NEWS = sorted(Path(__file__).with_name("news").glob("*.txt"))


class News(NamedTuple):
    """A title, the text below it, the events by date and sentence, and a good summary."""

    title: str
    text: str
    events: set[tuple[str, str]]
    summary: set[str]


def read_news(file: Path) -> News:
    """Return the article that a file of `news` describes."""
    title, *lines = file.read_text("utf-8").splitlines()
    pairs = [line.partition(" | ")[::2] for line in lines]
    return News(
        title.removeprefix("= "),
        "".join(f"{sentence} " if sentence else "\n\n" for _, sentence in pairs),
        {(mark.split()[0], sentence) for mark, sentence in pairs if mark and mark[0] != "-"},
        {sentence for mark, sentence in pairs if mark.endswith("*")},
    )


def collect(folder: Path, news: News, language: str) -> Collection:
    """Return the collection of an article of 15 May 2025, a Thursday."""
    head = f"---\npublished: 2025-05-15\nlanguage: {language}\n---\n"
    return collection(folder, {"a.md": f"{head}# {news.title}\n\n{news.text}\n"})


@pytest.mark.parametrize("file", NEWS, ids=lambda file: file.stem)
def test_events(tmp_path, file):
    news = read_news(file)
    timeline = collect(tmp_path, news, file.stem).timeline(limit=None)
    assert {(event.date.value, event.quote.text) for event in timeline.events} == news.events


@pytest.mark.parametrize("file", NEWS, ids=lambda file: file.stem)
def test_summary(tmp_path, file):
    news = read_news(file)
    articles = collect(tmp_path, news, file.stem)
    summary = articles.summary(next(iter(articles.by_path())))
    assert len(news.summary & {quote.text for quote in summary.quotes}) >= 2


@pytest.mark.parametrize(
    ("language", "text", "dates"),
    [
        (
            "zh", "市长为新大桥剪彩。大桥长六百米。河流很宽。5月12日居民举行了抗议。谁来付钱？",
            ["2025-05-12", "2025-05-15"],
        ),
        (
            "ja", "市長が橋を開通させた。橋は長い。川は広い。5月12日に人が抗議した。誰が払うのか？",
            ["2025-05-12", "2025-05-15"],
        ),
        ("ar", "افتتح العمدة الجسر الجديد. الجسر طويل جدا. من سيدفع الثمن؟", ["2025-05-15"]),
    ],
)  # fmt: skip
def test_without_a_list_of_verbs_the_first_sentence_is_of_the_day(tmp_path, language, text, dates):
    timeline = collect(tmp_path, News("X", text, set(), set()), language).timeline(limit=None)
    assert [event.date.value for event in timeline.events] == dates
