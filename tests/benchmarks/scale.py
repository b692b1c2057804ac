"""How fast a large library is, beside rank-bm25, bm25s (numba), tantivy and SQLite FTS5.

    python -m tests.benchmarks.scale --passages 100000 --articles reuters.jsonl.gz
    pip install bm25s numba tantivy                         # peers; what is missing is left out

Passages are sentences drawn from the texts of the file, so that words keep their frequencies; or
words drawn by Zipf's law. All get the same passages and the same queries (two to eight words of a
passage each) as terms, each in a process of its own. Memory is what a process grows by, at its peak
and once all is built; the passages themselves, which all share, are not in it. A whole answer is
asked of articles of eight passages each, written to a folder: what is counted there is everything.
"""

import argparse
import gc
import multiprocessing
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median, quantiles
from time import perf_counter

from bot.news.article import parse_article
from bot.news.index import build_index
from bot.news.lexicon import Lexicon, build_lexicon
from bot.news.loading import load_collection
from bot.news.passage import sentences
from tests.benchmarks.speed import made_up_texts, real_texts

QUERIES = 300
BEST = 10
OF_AN_ARTICLE = 8  # sentences, as in news agencies' reports
MADE_UP = 2_000  # articles, from whose sentences passages are drawn

Terms = list[str]
Search = Callable[[Terms], Sequence[int]]


@dataclass(frozen=True)
class Row:
    """What one engine needed; times in milliseconds, memory in megabytes."""

    name: str
    building: float
    times: list[float]
    peak: float
    kept: float
    found: list[list[int]]


def main() -> None:
    """Measure each engine and print the table."""
    options = parse_options()
    texts, terms = passages(options)
    draw = random.Random(0)
    chosen = [draw.randrange(len(terms)) for _ in range(options.passages)]
    drawn = [terms[number] for number in chosen]
    queries = list(islice(made_up_queries(terms), QUERIES))
    print(f"{len(drawn):,} passages, {len(queries)} queries, top {BEST}")
    rows = []
    for name, (needs, build) in ENGINES.items():
        if needs and not find_spec(needs):
            print(f"{name:28} is not installed")
        elif name not in options.skip:
            few = queries[:20] if name == "rank-bm25" else queries
            rows.append(apart(partial(measure, name, build, drawn, few)))
            print_row(rows[-1], len(drawn), rows[0])
    if "answers" not in options.skip:
        apart(partial(whole_answers, [texts[number] for number in chosen], queries))


ROW = (
    "{:28} median {:9.3f} p99 {:9.3f} ms  {:>10,.0f} passages/s  {:6,.0f} MB ({:,.0f} at its peak)"
)


def print_row(row: Row, size: int, ours: Row) -> None:
    p99 = quantiles(row.times, n=100)[98]
    print(ROW.format(row.name, median(row.times), p99, size / row.building, row.kept, row.peak))
    if row.name == "rank-bm25":
        same = sum(a == b for a, b in zip(row.found, ours.found, strict=False))
        print(f"{'':28} same documents in the same order for {same} of {len(row.found)} queries")


def measure(
    name: str, build: Callable[[list[Terms]], Search], documents: list[Terms], queries: list[Terms]
) -> Row:
    before = resident()
    began = perf_counter()
    search = build(documents)
    building = perf_counter() - began
    kept, peak = resident() - before, getrusage(RUSAGE_SELF).ru_maxrss / 1024 - before
    search(queries[0])
    times, found = [], []
    for query in queries:
        began = perf_counter()
        numbers = search(query)
        times.append(1000 * (perf_counter() - began))
        found.append([int(number) for number in numbers])
    return Row(name, building, times, peak, kept, found)


def ours(documents: list[Terms]) -> Search:
    index = build_index(documents)
    return lambda query: index.best(query, BEST)[0]


def rank_bm25(documents: list[Terms]) -> Search:
    import numpy as np

    from tests.news.oracle import Oracle

    peer = Oracle(documents)

    def search(query: Terms) -> Sequence[int]:
        scores = peer.get_scores(query)
        return np.lexsort((np.arange(len(scores)), -scores))[:BEST]

    return search


def bm25s(documents: list[Terms]) -> Search:
    from bm25s import BM25

    peer = BM25(method="lucene", k1=0.9, b=0.4, backend="numba")
    peer.index(documents, show_progress=False)
    return lambda query: peer.retrieve([query], k=BEST, show_progress=False)[0][0]


def tantivy(documents: list[Terms]) -> Search:
    from tantivy import Document, Index, Occur, Query, SchemaBuilder

    builder = SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("number", fast=True)
    schema = builder.build()
    index = Index(schema)
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for terms in documents:
        writer.add_document(Document(body=" ".join(terms)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(query: Terms) -> Sequence[int]:
        words = [(Occur.Should, Query.term_query(schema, "body", term)) for term in query]
        hits = searcher.search(Query.boolean_query(words), BEST, count=False).hits
        return [address.doc for _, address in hits]

    return search


def fts5(documents: list[Terms]) -> Search:
    peer = sqlite3.connect(":memory:")
    peer.execute("CREATE VIRTUAL TABLE passages USING fts5(body, content='')")
    rows = ((number, " ".join(terms)) for number, terms in enumerate(documents))
    peer.executemany("INSERT INTO passages (rowid, body) VALUES (?, ?)", rows)
    peer.commit()
    sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"

    def search(query: Terms) -> Sequence[int]:
        words = " OR ".join(f'"{term}"' for term in query)
        return [number for (number,) in peer.execute(sql, (words, BEST))]

    return search


ENGINES: dict[str, tuple[str, Callable[[list[Terms]], Search]]] = {
    "Verbatim": ("", ours),
    "tantivy": ("tantivy", tantivy),
    "bm25s with numba": ("bm25s", bm25s),
    "SQLite FTS5": ("", fts5),
    "rank-bm25": ("rank_bm25", rank_bm25),
}


def whole_answers(texts: list[str], queries: list[Terms]) -> None:
    """Print how long loading and a whole answer take, and what memory all of it needs."""
    with tempfile.TemporaryDirectory() as folder:
        for number, start in enumerate(range(0, len(texts), OF_AN_ARTICLE)):
            article = "\n\n".join(texts[start : start + OF_AN_ARTICLE])
            (Path(folder) / f"{number:07}.txt").write_text(article, "utf-8")
        texts.clear()
        before = resident()
        began = perf_counter()
        collection = load_collection(Path(folder))
        gc.freeze()
        loaded = perf_counter() - began
        kept, peak = resident() - before, getrusage(RUSAGE_SELF).ru_maxrss / 1024 - before
        size = collection.indexes.sentences.size
        print(f"loading {len(collection.articles):,} articles, {size:,} sentences: {loaded:.1f} s,")
        print(f"memory for all of it {kept:,.0f} MB ({peak:,.0f} at its peak)")
        times = []
        for query in queries:
            began = perf_counter()
            collection.ask(" ".join(query))
            times.append(1000 * (perf_counter() - began))
        p99 = quantiles(times, n=100)[98]
        print(f"{'a whole answer':28} median {median(times):9.3f} p99 {p99:9.3f} ms")


def apart(work: Callable[[], Row | None]) -> Row | None:
    """Run `work` in a process of its own, which has what this one has, and return its result."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=lambda: there.send(work()))
    process.start()
    there.close()
    result = here.recv()
    process.join()
    return result


def resident() -> float:
    """Return how many megabytes of memory this process holds now."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def passages(options: argparse.Namespace) -> tuple[list[str], list[Terms]]:
    """Return the sentences that passages are drawn from, and the terms of each."""
    lexicon = build_lexicon()
    articles = (
        real_texts(options.articles) if options.articles else islice(made_up_texts(), MADE_UP)
    )
    found = [one for text in articles for one in _sentences(text, lexicon)]
    return [text for text, _ in found], [terms for _, terms in found]


def _sentences(text: str, lexicon: Lexicon) -> Iterator[tuple[str, Terms]]:
    article = parse_article("a.txt", text)
    whole = article.reading.text
    for one in sentences(article):
        words = lexicon.words(whole, one.start, one.end)
        yield whole[one.start : one.end], [word.term for word in words if word.term]


def made_up_queries(terms: list[Terms]) -> Iterator[Terms]:
    """Yield two to eight different words of one sentence each, the same in every run."""
    draw = random.Random(1)
    while True:
        words = sorted(set(draw.choice(terms)))
        if len(words) >= 2:
            yield draw.sample(words, min(draw.randint(2, 8), len(words)))


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, help="JSON lines, gzipped, each with a text")
    parser.add_argument("--passages", type=int, default=100_000, help="how many passages")
    parser.add_argument("--skip", nargs="*", default=[], help="engines, or `answers`")
    return parser.parse_args()


if __name__ == "__main__":
    main()
