"""How fast articles of each language are indexed and asked, compared with English in the same run.

    python -m tests.benchmarks.languages FOLDER
    python -m tests.benchmarks.languages FOLDER --mixed 100000 --languages de ja

FOLDER contains question sets (JSON, gzipped), each with a `language`. Articles are made of eight
sentences drawn from those of a set, so that words keep their frequencies; in a mixed collection
each article has one of the languages. Each collection has a process of its own. It is indexed, each
question is asked twice, and it is opened again from its cache, which a collection of fewer than
1,000 articles does not have; memory is what indexing adds.
"""

import argparse
import gzip
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bot.core.index.cache import IndexedFolder, cache_path, write_cache
from bot.core.languages.registry import ENGLISH
from bot.core.loading import load_collection
from bot.core.text.article import parse_article
from bot.core.text.lexicon import build_lexicon
from bot.core.text.sentences import split_article
from tests.benchmarks.scale import apart, resident

SENTENCES_PER_ARTICLE = 8
QUESTIONS = 50


@dataclass(frozen=True)
class LanguageSet:
    """The sentences and the questions of a language."""

    sentences: Sequence[str]
    questions: Sequence[str]


@dataclass(frozen=True)
class Figures:
    """The figures of a collection; times in seconds, memory in bytes."""

    name: str
    sentences: int
    characters: int
    indexing: float
    memory: float
    first: float
    again: float
    opening: float


def main() -> None:
    """Measure and print a table."""
    options = parse_options()
    sets = read_sets(options.folder)
    languages = options.languages or sorted(set(sets) - {ENGLISH})
    print(
        f"{'':7}{'sentences':>10}{'a second':>10}{'of English':>11}{'characters':>11}"
        f"{'bytes each':>11}{'first ms':>9}{'again ms':>9}{'opening s':>10}"
    )
    english = run(ENGLISH, {ENGLISH: sets[ENGLISH]}, options.articles, None)
    for language in languages:
        run(language, {language: sets[language]}, options.articles, english)
    if options.mixed:
        english = run(ENGLISH, {ENGLISH: sets[ENGLISH]}, options.mixed, None)
        run("mixed", sets, options.mixed, english)


def run(
    name: str, sets: Mapping[str, LanguageSet], articles: int, english: Figures | None
) -> Figures:
    """Measure a collection, and print its figures compared with those of English."""
    figures: Figures = apart(partial(measure, name, sets, articles))
    peer = english or figures
    speed, peer_speed = (each.sentences / each.indexing for each in (figures, peer))
    character_speed, peer_character_speed = (
        each.characters / each.indexing for each in (figures, peer)
    )
    print(
        f"{name:7}{figures.sentences:>10,}{speed:>10,.0f}{speed / peer_speed:>11.2f}"
        f"{character_speed / peer_character_speed:>11.2f}"
        f"{figures.memory / figures.sentences:>11,.0f}{1000 * figures.first:>9.1f}"
        f"{1000 * figures.again:>9.1f}{figures.opening:>10.2f}",
        flush=True,
    )
    return figures


def measure(name: str, sets: Mapping[str, LanguageSet], articles: int) -> Figures:
    """Return the figures of a collection of articles in these languages."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "corpus")
        folder.mkdir()
        cache = cache_path(folder, Path(root, "data"))
        characters = write_articles(folder, sets, articles)
        memory = resident()
        start = process_time()
        collection = load_collection(folder)
        indexing = process_time() - start
        memory = resident() - memory
        questions = draw_questions(sets)
        first, again = (
            [seconds(partial(collection.ask, question)) for question in questions] for _ in range(2)
        )
        content = IndexedFolder(collection.segments, collection.stamps)
        write_cache(cache, content, IndexedFolder(), build_lexicon())
        opening = seconds(partial(load_collection, folder, cache=cache))
        size = collection.index.sentences.size
    times = median(first), median(again), opening
    return Figures(name, size, characters, indexing, memory * 1024 * 1024, *times)


def write_articles(folder: Path, sets: Mapping[str, LanguageSet], count: int) -> int:
    """Write articles of sentences of one language each; return the number of characters."""
    draw = random.Random(0)
    languages = sorted(sets)
    characters = 0
    for number in range(count):
        sentences = sets[languages[number % len(languages)]].sentences
        text = " ".join(draw.choices(sentences, k=SENTENCES_PER_ARTICLE))
        (folder / f"{number:06}.txt").write_text(text, "utf-8")
        characters += len(text)
    return characters


def draw_questions(sets: Mapping[str, LanguageSet]) -> list[str]:
    draw = random.Random(0)
    questions = [question for each in sets.values() for question in each.questions]
    return draw.sample(questions, min(QUESTIONS, len(questions)))


def read_sets(folder: Path) -> dict[str, LanguageSet]:
    """Return the sentences and questions of each language of the sets in a folder."""
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    questions: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(folder.glob("*.json.gz")):
        content = json.loads(gzip.decompress(file.read_bytes()))
        if language := content.get("language"):
            questions[language] += [each["question"] for each in content["questions"]]
            for article in content["articles"]:
                sentences[language] += sentences_of(article["text"])
    return {code: LanguageSet(sentences[code], questions[code]) for code in sentences}


def sentences_of(text: str) -> Iterator[str]:
    article = parse_article("a.txt", text)
    for sentence in split_article(article):
        yield article.visible.text[slice(*sentence.span)]


def seconds(function: partial[object]) -> float:
    start = perf_counter()
    function()
    return perf_counter() - start


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder of question sets")
    parser.add_argument("--languages", nargs="+", metavar="CODE", help="only these")
    parser.add_argument("--articles", type=int, default=500, help="of each language")
    parser.add_argument("--mixed", type=int, default=20_000, help="articles in all languages")
    return parser.parse_args()


if __name__ == "__main__":
    main()
