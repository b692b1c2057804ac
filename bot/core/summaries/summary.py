"""Summary: the sentences that cover the most of what an article tells."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.summaries.key_points import key_points
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.boilerplate import is_boilerplate, is_caption
from bot.core.text.quote import Quote, depends_on_previous
from bot.core.text.sentences import Sentence

DEFAULT_SENTENCES = 3
_SHORTEST = 6  # words; a shorter sentence tells little by itself
_SHORTEST_PROSE = 4  # words; what is shorter is more often a name or a time left of a byline
HALF_LEAD = 1.5  # sentences in which the worth of the lead halves: news tells the most first
_TOLD = 0.25  # of its weight is left to a term once a chosen sentence has it
_SPOKEN = 0.5  # of its weight is left to a sentence in which somebody speaks as I or we
_LENGTH = 0.6  # between the sum of the weights, which favours long sentences, and their mean
_SAME = 0.6  # of the terms of the shorter of two sentences that tell the same

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ASKS = re.compile(r"\?[\s'\"”’)]*$")


class SummaryGap(StrEnum):
    """Why a summary has few sentences or none."""

    NO_SENTENCE = "no-sentence"
    ONE_SENTENCE = "one-sentence"
    HEADINGS_ONLY = "headings-only"
    UNKNOWN_TOPIC = "unknown-topic"


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that tell the most of `article`, in its order, or of `topic` in all articles.

    Those of a topic are in the order of the articles' dates. `gap` says why there are few,
    `spellings` for which word each misspelt word of the topic was taken, and `changed_articles`
    which files no longer hold what was quoted from them.
    """

    quotes: tuple[Quote, ...]
    article: Article | None = None
    topic: str | None = None
    gap: SummaryGap | None = None
    spellings: Mapping[str, str] = field(default_factory=dict)
    changed_articles: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """What it is a summary of: the topic, or the title of the article."""
        return self.topic or (self.article.title if self.article else "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that a summary may take: its terms, each once, and what else speaks for it.

    `before` is the number of the sentence without which it cannot be read, if there is one.
    """

    number: int
    terms: tuple[str, ...]
    worth: float
    before: int | None = None


def summarise(
    text: str, sentences: Sequence[Sentence], terms: Sequence[Mapping[str, int]], count: int
) -> list[Sentence]:
    """Return `count` sentences, or as many as there are, in the order of the text.

    `terms` counts the terms of each. What the article itself gives as its key points comes before
    what it tells elsewhere.
    """
    weights = Counter[str]()
    for own in terms:
        weights.update(own)
    points = key_points(text, sentences)
    chosen: list[Choice] = []
    for numbers in (points, [i for i in _candidates(text, sentences) if i not in points]):
        choices = [
            Choice(
                number=i,
                terms=tuple(terms[i]),
                worth=HALF_LEAD / (HALF_LEAD + place) * spoken_worth(text, sentences[i]),
                before=needed_before(text, sentences, i),
            )
            for place, i in enumerate(numbers)
        ]
        chosen = choose(choices, weights, count, chosen)
    return [sentences[i] for i in sorted(one.number for one in chosen)]


def choose(
    choices: Iterable[Choice],
    weights: Mapping[str, float],
    count: int,
    chosen: Sequence[Choice] = (),
) -> list[Choice]:
    """Return `chosen` and the best of `choices`, `count` in all, no two of which tell the same.

    Each is chosen for the weight of the terms that those before it have not told, as in SumBasic
    (Nenkova and Vanderwende, "The impact of frequency on summarization", 2005).
    """
    taken = list(chosen)
    told = Counter(term for one in taken for term in one.terms)
    left = [one for one in choices if not any(_same(one, other) for other in taken)]
    while len(taken) < count:
        numbers = {one.number for one in taken}
        readable = [one for one in left if one.before is None or one.before in numbers]
        if not readable:
            break
        best = max(readable, key=lambda one: (one.worth * _gain(one, weights, told), -one.number))
        taken.append(best)
        told.update(best.terms)
        left = [one for one in left if not _same(one, best)]
    return taken


def tells(text: str, sentence: Sentence) -> bool:
    """Return True for a sentence of the article's prose that tells something by itself."""
    return _is_prose(text, sentence, _SHORTEST) and not _ASKS.search(
        text, sentence.start, sentence.end
    )


_SPEAKER = re.compile(r"(?<!War )\bI\b(?!\.)|\b(?:[Ww]e|[Mm]y|[Oo]ur)\b")


def spoken_worth(text: str, sentence: Sentence) -> float:
    """Return the worth of a sentence as told, not spoken."""
    return _SPOKEN if _SPEAKER.search(text, sentence.start, sentence.end) else 1


_LEANS = re.compile(
    r"""\W*(?:[a-z]                                        # cut off from its beginning
      | (?:Another|Others|Yet|Thus|Therefore|Similarly|Likewise|Furthermore|Besides|Otherwise)\b
      | (?:In|On|At|By|Since|Until)(?:\ [\w’'-]+){1,2},?\ (?:he|she|they)\b          # In May he
      | (?:After|Before|When|While|As|Since|During|For|With|Although|Though|If|Until|Once|Asked
        |From|Despite|Under|Later|Earlier|Now|Today|Last)\b[^A-Z,]*,?\ (?:he|she|they)\b)
      | .*[,.!?…]['’"”]\s+(?:he|she|they)\b                # “We will,” he said
    """,
    re.VERBOSE | re.DOTALL,
)


def needed_before(text: str, sentences: Sequence[Sentence], number: int) -> int | None:
    """Return the number of the sentence of prose that this one leans on, if it does."""
    one = sentences[number]
    if one.kind is not BlockKind.PARAGRAPH:
        return None
    if not depends_on_previous(text, one) and not _LEANS.match(text, one.start, one.end):
        return None
    return next((i for i in range(number - 1, -1, -1) if _is_prose(text, sentences[i])), None)


def _candidates(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the numbers of the sentences that tell something, or of what else there is."""
    every = range(len(sentences))
    telling = [i for i in every if tells(text, sentences[i])]
    if any(needed_before(text, sentences, i) is None for i in telling):
        return telling
    return [i for i in every if sentences[i].kind is not BlockKind.HEADING] or list(every)


def _is_prose(text: str, sentence: Sentence, shortest: int = _SHORTEST_PROSE) -> bool:
    shown = text[sentence.start : sentence.end]
    return (
        sentence.kind is BlockKind.PARAGRAPH
        and len(_WORD.findall(shown)) >= shortest
        and not is_boilerplate(shown)
        and not is_caption(shown)
    )


def _gain(one: Choice, weights: Mapping[str, float], told: Mapping[str, int]) -> float:
    """Return the weight of the terms that have not been told yet, in proportion to the length."""
    gain = sum(weights[term] * _TOLD ** told.get(term, 0) for term in one.terms)
    length: float = max(1, len(one.terms)) ** _LENGTH
    return gain / length


def _same(one: Choice, other: Choice) -> bool:
    shared = len(set(one.terms) & set(other.terms))
    return shared >= _SAME * min(len(one.terms), len(other.terms))


def find_gap(own: Sequence[Sentence]) -> SummaryGap | None:
    """Return why a summary of these sentences cannot be longer, where that is plain."""
    if not own:
        return SummaryGap.NO_SENTENCE
    told = sum(sentence.kind is not BlockKind.HEADING for sentence in own)
    return {0: SummaryGap.HEADINGS_ONLY, 1: SummaryGap.ONE_SENTENCE}.get(told)
