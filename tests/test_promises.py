"""The promises of the bot, over every article of the corpus and over awkward ones."""

import ast
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import bot.core
from bot.core.answers.answer import Answer
from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.core.text.article import SUFFIXES, Article
from bot.core.text.quote import Quote
from tests.builders import collection
from tests.support.awkward_articles import AWKWARD

CORPUS = Path(__file__).parents[1] / "corpus"
CORE = Path(bot.core.__file__).parent

UNANSWERABLE = (
    "",
    "?!",
    "😀🎉",
    "who is the and of what",
    "How do penguins digest krill?",
    "zqxv wvkj qqqq",
    "Який сьогодні день тижня у Токіо?",
)
ARTICLES = [
    *(
        pytest.param("corpus", file.relative_to(CORPUS).as_posix(), id=file.name)
        for file in sorted(CORPUS.rglob("*"))
        if file.suffix in SUFFIXES
    ),
    *(pytest.param("awkward", name, id=name) for name in AWKWARD),
]

every_article = pytest.mark.parametrize(("where", "name"), ARTICLES)
everywhere = pytest.mark.parametrize("where", ["corpus", "awkward"])


@pytest.fixture(scope="session")
def collections(seed, tmp_path_factory) -> dict[str, Collection]:
    return {"corpus": seed, "awkward": collection(tmp_path_factory.mktemp("awkward"), AWKWARD)}


@pytest.fixture
def articles(where, collections) -> Collection:
    return collections[where]


@pytest.fixture
def article(articles, name) -> Article:
    return articles.article(name)


def questions(articles: Collection, article: Article) -> Iterator[str]:
    """Yield questions in the words of each sentence: all, the first ones, turned round."""
    text = article.visible.text
    for sentence in articles.sentences_of(article):
        words = text[sentence.start : sentence.end].split()
        yield " ".join(words)
        yield f"Who said {' '.join(words[:4])}?"
        yield " ".join(reversed(words[-5:]))


def answers(articles: Collection, article: Article) -> Iterator[Answer]:
    for question in questions(articles, article):
        yield articles.ask(question)
        yield articles.ask(question, article)


def shown(articles: Collection, article: Article) -> list[Quote]:
    """Return every quote that a user could make the bot show of `article`."""
    asked = chain.from_iterable(answer.quotes for answer in answers(articles, article))
    timelines = articles.timeline(article, limit=None), articles.date_expressions(article)
    events = chain.from_iterable(timeline.events for timeline in timelines)
    told = chain.from_iterable(event.quotes for event in events)
    topic = articles.topic_summary(article.title, 50, article).quotes
    return [*asked, *articles.summary(article, 50).quotes, *topic, *told]


def file_text(articles: Collection, quote: Quote) -> str:
    return (articles.folder / quote.article).read_bytes().decode()


def test_every_file_loads(collections):
    loaded = [(where, one.path) for where in collections for one in collections[where].articles]
    assert sorted(loaded) == sorted(param.values for param in ARTICLES)
    assert [where for where in collections if collections[where].problems] == []


@every_article
def test_there_are_quotes_to_check(articles, article):
    assert any(answer.quotes for answer in answers(articles, article))
    assert articles.summary(article).quotes
    assert articles.date_expressions(article).events


@every_article
def test_exact(articles, article):
    for quote in shown(articles, article):
        assert file_text(articles, quote)[quote.start : quote.end] == quote.text
        assert quote.text.strip() == quote.text != ""


@every_article
def test_the_focus_lies_inside_its_quote(articles, article):
    for quote in shown(articles, article):
        assert quote.start <= quote.focus[0] < quote.focus[1] <= quote.end
        assert 0 <= quote.visible_focus[0] < quote.visible_focus[1] <= len(quote.visible_text)


_HIDDEN = re.compile(r"<script>.*?</script>|<!--.*?-->|<[^>]*>", re.S)


def without_markup(markup: str) -> str:
    return " ".join(html.unescape(_HIDDEN.sub("", markup)).split())


@every_article
def test_what_is_shown_is_the_file_but_for_markup(articles, article):
    for quote in shown(articles, article):
        focus = quote.visible_text[slice(*quote.visible_focus)]
        focus_in_file = file_text(articles, quote)[slice(*quote.focus)]
        if quote.article.endswith(".html"):
            assert quote.visible_text == without_markup(quote.text)
            assert focus == without_markup(focus_in_file)
        else:
            assert (quote.visible_text, focus) == (quote.text, focus_in_file)


@every_article
def test_placed(articles, article):
    for quote in shown(articles, article):
        text = file_text(articles, quote)
        assert quote.first_line == len(text[: quote.start].split("\n"))
        assert quote.last_line == len(text[: quote.end].split("\n"))


@every_article
def test_an_expression_of_a_date_stands_inside_its_sentence(articles, article):
    for event in articles.date_expressions(article).events:
        start, end = event.expression
        assert file_text(articles, event.quote)[start:end] == event.expression_text
        assert event.quote.start <= start < end <= event.quote.end


@every_article
def test_the_summary_follows_the_article(articles, article):
    starts = [quote.start for quote in articles.summary(article, 50).quotes]
    assert starts == sorted(set(starts))


@every_article
def test_within_an_article_only_it_is_quoted(articles, article):
    for question in questions(articles, article):
        assert {quote.article for quote in articles.ask(question, article).quotes} <= {article.path}


@every_article
def test_deterministic(articles, article):
    """Two loads and two asks, all the same."""
    again = load_collection(articles.folder)
    first = list(answers(articles, article))
    assert first == list(answers(articles, article))
    assert first == list(answers(again, again.article(article.path)))
    assert articles.summary(article).quotes == again.summary(again.article(article.path)).quotes
    assert articles.timeline(article).events == again.timeline(again.article(article.path)).events


_EVERYTHING = """
import json, sys
from pathlib import Path
from bot.core.loading import load_collection
articles = load_collection(Path(sys.argv[1]))
for question in json.load(sys.stdin):
    answer = articles.ask(question)
    print(answer.confidence, answer.quotes)
for article in articles.articles:
    print(articles.summary(article, 4).quotes)
    print(articles.topic_summary(article.title, 4).quotes)
print(articles.timeline().events)
"""


@everywhere
def test_deterministic_in_every_process(articles):
    """The order of a set of words differs from process to process; no answer may."""
    asked = [question for one in articles.articles for question in questions(articles, one)]
    command = [sys.executable, "-c", _EVERYTHING, str(articles.folder)]
    outputs = {
        subprocess.run(
            command,
            input=json.dumps(asked),
            capture_output=True,
            check=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert "Quote(" in outputs.pop()


def test_ties_go_to_the_earlier_article(tmp_path):
    same = "The mayor opened the bridge."
    tied = collection(tmp_path, {"c.txt": same, "a.txt": same, "b.txt": same})
    quotes = tied.ask("Who opened the bridge?").quotes
    assert [quote.article for quote in quotes] == ["a.txt", "b.txt", "c.txt"]


def test_ties_go_to_the_earlier_sentence(tmp_path):
    tied = collection(tmp_path, {"a.txt": "\n\n".join(["The mayor opened the bridge."] * 3)})
    assert [quote.first_line for quote in tied.ask("Who opened the bridge?").quotes] == [1, 3, 5]


@everywhere
@pytest.mark.parametrize("question", UNANSWERABLE)
def test_honest(articles, question):
    assert not articles.ask(question).is_answered


def test_an_answer_has_quotes(tmp_path):
    """Even where every answer is good enough, none is given without a quote."""
    collection(tmp_path, {"a.txt": "The mayor opened the bridge."})
    eager = load_collection(tmp_path, threshold=0.0)
    assert eager.ask("mayor").is_answered
    assert not eager.ask("zebra").is_answered


changed_file = pytest.mark.parametrize(
    "now",
    [
        pytest.param("The mayor closed the bridge.", id="other words"),
        pytest.param("\nThe mayor opened the bridge in 1998.", id="moved"),
        pytest.param("The mayor opened the bridge", id="shorter"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param("", id="empty"),
        pytest.param(None, id="deleted"),
    ],
)


@pytest.fixture
def changed(tmp_path, now) -> Collection:
    """Give a collection whose one file is no longer what was loaded."""
    articles = collection(tmp_path, {"a.txt": "The mayor opened the bridge in 1998."})
    if now is None:
        (tmp_path / "a.txt").unlink()
    else:
        (tmp_path / "a.txt").write_bytes(now if isinstance(now, bytes) else now.encode())
    return articles


@changed_file
def test_a_quote_of_a_changed_file_is_withheld_and_the_file_named(changed):
    answer = changed.ask("Who opened the bridge?")
    assert (answer.is_answered, answer.quotes, answer.changed_articles) == (False, (), ("a.txt",))


@changed_file
def test_the_summary_of_a_changed_file_is_withheld(changed):
    assert changed.summary(changed.articles[0]).quotes == ()


@changed_file
def test_the_events_of_a_changed_file_are_withheld(changed):
    timeline = changed.timeline()
    assert (timeline.events, timeline.total) == ((), 0)


def test_a_file_that_only_grew_is_still_quoted(tmp_path):
    articles = collection(tmp_path, {"a.txt": "The mayor opened the bridge."})
    (tmp_path / "a.txt").write_text("The mayor opened the bridge.\n\nIt was late.\n", "utf-8")
    answer = articles.ask("Who opened the bridge?")
    assert (answer.is_answered, answer.changed_articles) == (True, ())


def test_the_other_articles_are_quoted_while_one_is_changed(tmp_path):
    same = "The mayor opened the bridge."
    articles = collection(tmp_path, {"a.txt": same, "b.txt": same})
    (tmp_path / "a.txt").unlink()
    answer = articles.ask("Who opened the bridge?")
    assert [quote.article for quote in answer.quotes] == ["b.txt"]
    assert (answer.is_answered, answer.changed_articles) == (True, ("a.txt",))


def test_what_stays_of_an_answer_is_not_as_sure_as_what_is_withheld(tmp_path):
    """What is left says nothing of the delegation: the weather must not pass for the answer."""
    answering = "Maria Silva led the Brazilian delegation to Rome."
    files = {"a.txt": answering, "b.txt": "Rome was hot that day."}
    articles = collection(tmp_path, files)
    assert articles.ask("Who led the Brazilian delegation to Rome?").is_answered
    (tmp_path / "a.txt").unlink()
    assert not articles.ask("Who led the Brazilian delegation to Rome?").is_answered


_CLOCK_AND_CHANCE = {"time", "random", "secrets", "uuid"}
_ASKS_THE_CLOCK = {"now", "today", "utcnow", "localtime", "gmtime", "monotonic", "perf_counter"}


@pytest.mark.parametrize("module", sorted(CORE.rglob("*.py")), ids=lambda path: path.stem)
def test_no_clock(module):
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not _CLOCK_AND_CHANCE & {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.module not in _CLOCK_AND_CHANCE
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in _ASKS_THE_CLOCK
