"""How good three sentences are beside the editors' highlights, for Verbatim, lead-3 and sumy.

    pip install sumy rouge-score
    python -m tests.benchmarks.summaries DATA    # the folder that holds summaries.json.gz

The file holds {"articles": [{"path", "text", "reference"}]}. ROUGE is the F1 of rouge-score, with
stemming (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004). Each peer gets the
sentences that Verbatim reads, without headings, since sumy's own splitter has to download its data.
Beside each mean stand its difference to lead-3's and the standard error of that. Times are of the
summary alone, not of reading the article.
"""

import argparse
import gzip
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, stdev
from time import perf_counter

from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers import AbstractSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.words import tokens

COUNT = 3
METRICS = ("rouge1", "rouge2", "rougeL")
SUMY = (LexRankSummarizer, TextRankSummarizer, LsaSummarizer, KLSummarizer)

Summariser = Callable[[Article], str]
Figures = list[tuple[float, ...]]  # of each article, for each metric


class Words:
    """The tokenizer that sumy asks for; its own wants data of NLTK's."""

    def to_words(self, text: str) -> tuple[str, ...]:
        """Return the words of `text` in small letters."""
        return tuple(token.word.lower() for token in tokens(text))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="the folder that holds summaries.json.gz")
    with gzip.open(parser.parse_args().data / "summaries.json.gz", "rt", encoding="utf-8") as file:
        articles = json.load(file)["articles"]
    with tempfile.TemporaryDirectory() as folder:
        for one in articles:
            (Path(folder) / one["path"]).write_bytes(one["text"].encode())
        collection = load_collection(Path(folder))
        report(collection, {one["path"]: one["reference"] for one in articles})


def report(collection: Collection, references: dict[str, str]) -> None:
    words = mean(len(article.text.split()) for article in collection.articles)
    print(f"{len(references)} articles of {words:.0f} words, {COUNT} sentences of each")
    print(f"{'':20}{'ROUGE-1':>22}{'ROUGE-2':>22}{'ROUGE-L':>22}{'ms/article':>12}")
    lead: Figures = []
    for name, summarise in summarisers(collection).items():
        figures, took = measured(summarise, collection, references)
        lead = lead or figures
        columns = zip(zip(*figures, strict=True), zip(*lead, strict=True), strict=True)
        row = "".join(beside(ours, theirs) for ours, theirs in columns)
        print(f"{name:20}{row}{took:12.2f}")


def summarisers(collection: Collection) -> dict[str, Summariser]:
    """Return lead-3, which the others are compared with, Verbatim, and sumy's."""

    def lead(article: Article) -> str:
        return " ".join(prose(collection, article)[:COUNT])

    def verbatim(article: Article) -> str:
        return " ".join(quote.text for quote in collection.summary(article, COUNT).quotes)

    peers = {
        f"sumy {one.__name__.removesuffix('Summarizer')}": peer(collection, one) for one in SUMY
    }
    return {"lead-3": lead, "Verbatim": verbatim, **peers}


def peer(collection: Collection, kind: type[AbstractSummarizer]) -> Summariser:
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")

    def summarise(article: Article) -> str:
        found = [Sentence(text, Words()) for text in prose(collection, article)]
        return " ".join(map(str, summarizer(ObjectDocumentModel([Paragraph(found)]), COUNT)))

    return summarise


def prose(collection: Collection, article: Article) -> list[str]:
    """Return the sentences of an article without its headings."""
    return [
        article.visible.text[one.start : one.end]
        for one in collection.sentences_of(article)
        if one.kind is not BlockKind.HEADING
    ]


def measured(
    summarise: Summariser, collection: Collection, references: dict[str, str]
) -> tuple[Figures, float]:
    """Return the figures of each article, and how many milliseconds one takes."""
    summarise(collection.articles[0])
    began = perf_counter()
    found = [summarise(article) for article in collection.articles]
    took = 1000 * (perf_counter() - began) / len(found)
    scorer = RougeScorer(METRICS, use_stemmer=True)
    scores = [
        scorer.score(references[article.path], summary)
        for article, summary in zip(collection.articles, found, strict=True)
    ]
    return [tuple(one[metric].fmeasure for metric in METRICS) for one in scores], took


def beside(figures: Sequence[float], lead: Sequence[float]) -> str:
    """Return the mean, and its difference to that of lead-3 with the standard error."""
    differences = [one - other for one, other in zip(figures, lead, strict=True)]
    error = stdev(differences) / len(differences) ** 0.5
    return f"{mean(figures):8.3f} {mean(differences):+.3f}±{error:.3f}"


if __name__ == "__main__":
    main()
