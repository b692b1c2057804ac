"""How fast a large library is, beside rank-bm25, bm25s (numba), tantivy and SQLite FTS5.

    python -m tests.benchmarks.scale --passages 100000 --articles reuters.jsonl.gz
    pip install bm25s numba tantivy                         # peers; what is missing is left out

Passages are sentences drawn from the texts of the file, so that words keep their frequencies; or
words drawn by Zipf's law. All get the same passages and the same queries (two to eight words of a
passage each) as terms, each in a process of its own. Memory is what a process grows by, at its peak
and once all is built; the passages themselves, which all share, are not in it. A whole answer is
asked of articles of eight passages each, written to a folder: what is counted there is everything.
800,000 passages make 100,000 articles. A start is `python -m bot ask` that finds them in its cache,
and that in the system's; an article is added to these, or to a server's own 10,000 beside them.
"""

import argparse
import asyncio
import gc
import multiprocessing
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median, quantiles
from time import perf_counter

from bot.core.collection import Collection
from bot.core.index.bm25_index import build_index
from bot.core.index.cache import IndexedFolder, cache_path, write_cache
from bot.core.loading import load_collection
from bot.core.text.article import parse_article
from bot.core.text.lexicon import Lexicon, build_lexicon
from bot.core.text.sentences import split_article
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import SERVER_FOLDER, ServerLibrary
from bot.storage.store import open_store
from tests.benchmarks.speed import ROOT, made_up_texts, real_texts
from tests.support.drafts import draft

QUERIES = 300
BEST = 10
OF_AN_ARTICLE = 8  # sentences, as in news agencies' reports
OF_A_SERVER = 10_000  # articles, as many as one may have
MADE_UP = 2_000  # articles, from whose sentences passages are drawn
FEW = 7  # times that what takes long is done
SERVER = 1
TODAY = date(2025, 5, 15)
STORM = "The storm closed the port of Strelsau{}."

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
        apart(partial(whole_library, [texts[number] for number in chosen], queries))


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
    return lambda query: index.top_k(query, BEST)[0]


def rank_bm25(documents: list[Terms]) -> Search:
    import numpy as np

    from tests.support.bm25_oracle import Oracle

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


def whole_library(texts: list[str], queries: list[Terms]) -> None:
    """Print how long loading, a whole answer and changes take, and what memory all of it needs."""
    with tempfile.TemporaryDirectory() as name:
        folder, data = Path(name) / "corpus", Path(name) / "data"
        own = list(islice(batched(texts, OF_AN_ARTICLE), OF_A_SERVER))
        write_articles(folder, texts)
        texts.clear()
        collection = loaded(folder)
        write_cache(
            cache_path(folder, data),
            IndexedFolder(collection.segments, collection.stamps),
            IndexedFolder(),
            collection.lexicon,
        )
        gc.freeze()  # as the command line does
        questions = [" ".join(query) for query in queries]
        print_times("a whole answer", [timed(collection.ask, one) for one in questions])
        starts = [timed(first_answer, folder, data, one) for one in questions[:FEW]]
        print_times("first answer after a start", starts)
        print_times("an article added to them", added_to_folder(collection))
        to_server = asyncio.run(added_to_server(collection, own, data))
        print_times(f"by a server of {len(own):,}", to_server)


def write_articles(folder: Path, texts: list[str]) -> None:
    for number, article in enumerate(batched(texts, OF_AN_ARTICLE)):
        file = folder / f"{number // 1000:03}" / f"{number:07}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n\n".join(article), "utf-8")


def batched(texts: list[str], count: int) -> Iterator[list[str]]:
    return (texts[start : start + count] for start in range(0, len(texts), count))


def loaded(folder: Path) -> Collection:
    """Load the articles, and print what that needs."""
    before = resident()
    began = perf_counter()
    collection = load_collection(folder)
    took = perf_counter() - began
    kept, peak = resident() - before, getrusage(RUSAGE_SELF).ru_maxrss / 1024 - before
    size = collection.index.sentences.size
    print(
        f"loading {len(collection.articles):,} articles, {size:,} sentences: {took:.1f} s,", end=""
    )
    print(f" {size / took:,.0f} a second; memory {kept:,.0f} MB ({peak:,.0f} at its peak)")
    return collection


def first_answer(folder: Path, data: Path, question: str) -> None:
    """Ask in a new process, which finds the articles in the cache."""
    own = {"VERBATIM_CORPUS": str(folder), "VERBATIM_DATA": str(data)}
    command = [sys.executable, "-m", "bot", "ask", question]
    subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True, capture_output=True)


def added_to_folder(collection: Collection) -> Iterator[float]:
    """Yield how long it takes until a new file is answered from, each time beside one more."""
    for number in range(FEW):
        path = f"new{number}.txt"
        (collection.folder / path).write_text(STORM.format(number), "utf-8")
        began = perf_counter()
        collection = load_collection(collection.folder, before=collection)
        check_storm(collection, number, path)
        yield 1000 * (perf_counter() - began)


async def added_to_server(shared: Collection, own: Iterable[list[str]], data: Path) -> list[float]:
    """Return how long it takes until a new article of a server is stored and answered from."""
    times = []
    async with open_store(data) as store:
        library = ServerLibrary(shared, store.articles)
        held = [draft("\n\n".join(article)) for article in own]
        await ServerArticles(library, SERVER, TODAY).add(held[FEW:])
        for number in range(FEW):
            new = draft(STORM.format(number))
            began = perf_counter()
            [added] = await ServerArticles(library, SERVER, TODAY).add([new])
            check_storm(await library.collection(SERVER), number, f"{SERVER_FOLDER}/{added.path}")
            times.append(1000 * (perf_counter() - began))
    return times


def check_storm(collection: Collection, number: int, path: str) -> None:
    """Ask about the new article."""
    answer = collection.ask(f"What closed the port of Strelsau{number}?")
    if not answer.quotes or answer.quotes[0].article != path:
        sys.exit(f"not answered from {path}")


def timed(work: Callable[..., object], *given: object) -> float:
    """Return the milliseconds that `work` takes."""
    began = perf_counter()
    work(*given)
    return 1000 * (perf_counter() - began)


def print_times(name: str, times: Iterable[float]) -> None:
    times = list(times)
    p99 = quantiles(times, n=100)[98]
    end = f"p99 {p99:9.3f}" if len(times) > FEW else f"max {max(times):9.3f}"
    print(f"{name:28} median {median(times):9.3f} {end} ms")


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
    whole = article.visible.text
    for one in split_article(article):
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
