"""Corpus: what it caches is bounded, and goes with it."""

import gc
from weakref import ref

from bot.core import corpus as corpus_module
from bot.core.cache_limit import CacheLimit
from bot.core.collection import Collection
from bot.core.index.segment import build_segment
from bot.core.loading import add_segments
from bot.core.text import article as article_module
from bot.core.text.article import LazyContent
from tests.builders import article, collection

STORM = "# Storm\n\nThe storm closed the port of Strelsau.\n"
PAGE = "<h1>Ferry</h1><p>The <b>ferry</b> of Zenda sank.</p>"


class Text(str):
    """A text of which a test can tell whether it is still in memory."""


def with_articles(shared: Collection, *files: str) -> tuple[Collection, list[ref[Text]]]:
    """Return a collection with articles of its own, and references to their texts."""
    texts = {
        f"server/{n}.{'html' if '<' in text else 'md'}": Text(text) for n, text in enumerate(files)
    }
    segment = build_segment([article(text, path) for path, text in texts.items()], shared.lexicon)
    for one in segment.articles:
        one.content.load = lambda text=texts[one.path]: text
    return add_segments(shared, [segment], lambda path: texts.get(path, "")), [
        ref(text) for text in texts.values()
    ]


def test_a_collection_that_is_dropped_leaves_nothing_in_memory(seed):
    """Caches of modules kept the articles of servers that the library had dropped."""
    dropped, texts = with_articles(seed, STORM, PAGE)
    assert dropped.ask("What closed the port of Strelsau?").is_answered
    assert dropped.ask("What ferry sank?").is_answered
    assert dropped.timeline(topic="port of Strelsau").unknown is False
    segment = ref(dropped.segments[-1])
    del dropped
    gc.collect()
    assert segment() is None
    assert [text() for text in texts] == [None, None]


def test_the_facts_of_a_sentence_are_read_once(seed, monkeypatch):
    number = seed.index.sentences.size - 1
    first = seed.facts_of(number)
    monkeypatch.setattr(corpus_module, "extract_facts", None)
    assert seed.facts_of(number) is first


def test_all_collections_together_keep_no_more_facts_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(corpus_module, "_FACTS", CacheLimit(10))
    both = [collection(tmp_path / name, {"a.txt": "It rained. " * 20}) for name in "ab"]
    facts = [one.facts_of(number) for one in both for number in range(20)]
    assert [len(one._facts) for one in both] == [0, 10]
    assert [both[0].facts_of(number) for number in range(20)] == facts[:20]


def test_an_article_keeps_its_visible_text_while_the_limit_allows_it(monkeypatch):
    monkeypatch.setattr(article_module, "_VISIBLE_TEXTS", CacheLimit(2))
    contents = [LazyContent(f"{n}.html", lambda: PAGE) for n in range(3)]
    visible_texts = [content.visible for content in contents]
    assert contents[1].visible is visible_texts[1]
    assert contents[0].visible is not visible_texts[0]
    assert contents[0].visible == visible_texts[0]
