"""Summary: the sentences that cover the most of what an article tells."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from bot.news.lexicon import Lexicon
from bot.news.passage import Sentence, leans
from bot.news.reading import Kind

DEFAULT_SENTENCES = 3
_SHORTEST = 6  # words; a shorter sentence tells little by itself
_LEAD = 4.0  # sentences in which the weight of the lead halves: news tells the most first


def summarise(
    text: str, sentences: Sequence[Sentence], lexicon: Lexicon, count: int
) -> list[Sentence]:
    """Return `count` sentences, or as many as there are, in the order of the text.

    Each is chosen for the frequent words that those before it have not covered yet, as in SumBasic
    (Nenkova and Vanderwende, "The impact of frequency on summarization", 2005).
    """
    terms = [_terms(text, sentence, lexicon) for sentence in sentences]
    weights = {term: log(1 + n) for term, n in Counter(t for ts in terms for t in ts).items()}
    left = [i for i, one in enumerate(sentences) if _stands_alone(text, one)]
    left = left or [i for i, one in enumerate(sentences) if one.kind is not Kind.HEADING]
    left = left or list(range(len(sentences)))
    chosen: list[int] = []
    while left and len(chosen) < count:
        best = max(left, key=lambda i: (_gain(terms[i], weights) * _lead(i), -i))
        weights.update({term: weights[term] / 4 for term in set(terms[best])})
        chosen.append(best)
        left.remove(best)
    return [sentences[i] for i in sorted(chosen)]


def _terms(text: str, sentence: Sentence, lexicon: Lexicon) -> list[str]:
    return [word.term for word in lexicon.words(text, sentence.start, sentence.end) if word.term]


def _stands_alone(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end].split()
    return (
        sentence.kind is Kind.PARAGRAPH
        and len(words) >= _SHORTEST
        and not leans(text, sentence)
        and not words[-1].endswith("?")
    )


def _gain(terms: list[str], weights: dict[str, float]) -> float:
    return sum(weights[term] for term in dict.fromkeys(terms)) / sqrt(max(1, len(terms)))


def _lead(position: int) -> float:
    return 1 + _LEAD / (_LEAD + position)
