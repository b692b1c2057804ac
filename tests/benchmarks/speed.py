"""How long an answer takes: from a cold start, and inside the process beside plain rank-bm25.

    python -m tests.benchmarks.speed                        # 1,000 made-up articles
    python -m tests.benchmarks.speed --articles reuters.jsonl.gz --count 20000

Made-up articles are drawn from words whose frequencies follow Zipf's law, the same in every run.
With --articles, a file of JSON lines with "text" is used. Medians; a peer is measured in the same
run, since machines differ.
"""

import argparse
import gc
import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from rank_bm25 import BM25Okapi

from bot.core.collection import Collection
from bot.core.loading import load_collection

ROOT = Path(__file__).parents[2]
SEED_QUESTION = "Who leads Russia's delegation?"
COLD_RUNS = 15
QUESTIONS = 300
TOPICS = 30


def main() -> None:
    """Measure and print a table."""
    options = parse_options()
    cold = [cold_start() for _ in range(COLD_RUNS)]
    print(
        f"cold start of `ask` on the seed article   {median(cold):8.3f} s   (median of {COLD_RUNS})"
    )
    with tempfile.TemporaryDirectory() as folder:
        write_articles(Path(folder), options)
        began = perf_counter()
        collection = load_collection(Path(folder))
        loaded = perf_counter() - began
        gc.freeze()  # as the command line does
        report(collection, loaded)


def report(collection: Collection, loaded: float) -> None:
    sentences = sum(map(len, collection.sentences))
    print(
        f"loading {len(collection.articles):,} articles, {sentences:,} sentences  {loaded:8.3f} s"
    )
    questions = list(made_up_questions(collection))
    ours = timed(collection.ask, questions)
    peer = BM25Okapi(
        [
            [word.term for word in collection.lexicon.words(text, one.start, one.end) if word.term]
            for article, own in zip(collection.articles, collection.sentences, strict=True)
            for text in [article.visible.text]
            for one in own
        ]
    )
    theirs = timed(lambda question: peer.get_scores(question.lower().split()), questions)
    some = list(islice(collection.articles, QUESTIONS))
    longest = max(collection.articles, key=lambda article: len(article.text))
    rows = (
        ("a whole answer", ours),
        ("rank-bm25 get_scores alone", theirs),
        ("a summary of an article", timed(collection.summary, some)),
        ("a timeline of an article", timed(collection.timeline, some)),
        ("of the longest", timed(collection.timeline, [longest] * 3)),
        ("of a common topic", timed(partial(collection.timeline, None), common_words(collection))),
    )
    for name, times in rows:
        print(
            f"{name:28} median {median(times):8.3f} ms   p99 {quantiles(times, n=100)[98]:8.3f} ms"
        )
    print(f"ratio of the medians         {median(ours) / median(theirs):8.3f}")


def cold_start() -> float:
    began = perf_counter()
    command = [sys.executable, "-m", "bot", "ask", SEED_QUESTION]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return perf_counter() - began


def timed(ask: Callable[[Any], object], questions: Sequence[Any]) -> list[float]:
    """Return the milliseconds of each question, after a first one that fills the caches."""
    ask(questions[0])
    times = []
    for question in questions:
        began = perf_counter()
        ask(question)
        times.append(1000 * (perf_counter() - began))
    return times


def made_up_questions(collection: Collection) -> Iterator[str]:
    """Yield eight words each of one sentence, drawn the same in every run."""
    draw = random.Random(1)
    for _ in range(QUESTIONS):
        number = draw.randrange(len(collection.articles))
        article, sentence = collection.articles[number], draw.choice(collection.sentences[number])
        words = article.visible.text[sentence.start : sentence.end].split()
        yield " ".join(draw.sample(words, min(8, len(words))))


def common_words(collection: Collection) -> list[str]:
    """Return the terms that stand in the most sentences."""
    index = collection.index.sentences
    terms = collection.segments[0].index.sentences.term_ids
    return sorted(terms, key=lambda term: (index.idf(term), term))[:TOPICS]


def write_articles(folder: Path, options: argparse.Namespace) -> None:
    texts = real_texts(options.articles) if options.articles else made_up_texts()
    for number, text in enumerate(islice(texts, options.count)):
        (folder / f"{number:06}.txt").write_text(text, "utf-8")


def real_texts(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            if text := json.loads(line).get("text", "").strip():
                yield text


def made_up_texts(seed: int = 0) -> Iterator[str]:
    draw = random.Random(seed)
    words = [
        "".join(
            draw.choices("bcdfghklmnprst", k=1) + draw.choices("aeiourslnt", k=draw.randint(2, 8))
        )
        for _ in range(30_000)
    ]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    while True:
        yield "\n\n".join(
            " ".join(draw.choices(words, cum_weights=weights, k=draw.randint(8, 30))).capitalize()
            + "."
            for _ in range(draw.randint(10, 40))
        )


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, help="JSON lines, gzipped, each with a text")
    parser.add_argument("--count", type=int, default=1_000, help="how many articles")
    return parser.parse_args()


if __name__ == "__main__":
    main()
