"""Summary: the sentences that cover the most of an article."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.languages.registry import ENGLISH
from bot.core.summaries.key_points import find_key_points
from bot.core.summaries.wording import count_words, is_cut_off, wording_of
from bot.core.text.article import Article
from bot.core.text.blocks import BlockKind
from bot.core.text.boilerplate import is_boilerplate, is_caption
from bot.core.text.quote import Quote, depends_on_previous
from bot.core.text.sentences import Sentence

DEFAULT_SENTENCES = 3
LEAD_HALF_LIFE = 1.5  # sentences in which the worth of the lead halves: news tells the most first
_MIN_WORDS = 6  # a shorter sentence tells little by itself
_MIN_PROSE_WORDS = 4  # a shorter line is more often a name or a time left of a byline
_REPETITION_WEIGHT = 0.25  # of a term's weight, once a chosen sentence has the term
_SPEAKER_WORTH = 0.5  # of a sentence in which somebody speaks as I or we
_LENGTH_POWER = 0.6  # between the sum of the weights, which favours long sentences, and their mean
_MAX_OVERLAP = 0.6  # of the terms of the shorter of two sentences; above it they tell the same


class SummaryGap(StrEnum):
    """The reason why a summary has few sentences or none."""

    NO_SENTENCE = "no-sentence"
    ONE_SENTENCE = "one-sentence"
    HEADINGS_ONLY = "headings-only"
    UNKNOWN_TOPIC = "unknown-topic"


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentences that tell the most of `article`, in its order, or of `topic` in all articles.

    Those of a topic are in the order of the articles' dates. `gap` says why there are few.
    `spellings` has the word for which each misspelt word of the topic was taken, and
    `changed_articles` those whose files no longer hold the quotes. `language` is that of the topic;
    if no article is in it, `other_languages` are those of the articles.
    """

    quotes: tuple[Quote, ...]
    article: Article | None = None
    topic: str | None = None
    gap: SummaryGap | None = None
    spellings: Mapping[str, str] = field(default_factory=dict)
    changed_articles: tuple[str, ...] = ()
    language: str = ENGLISH
    other_languages: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The topic, or the title of the article."""
        return self.topic or (self.article.title if self.article else "")


@dataclass(frozen=True, slots=True)
class SummaryCandidate:
    """A sentence that a summary may take: its terms, each once, and its worth besides them.

    `predecessor` is the number of the sentence without which it cannot be read, if there is one.
    """

    number: int
    terms: tuple[str, ...]
    worth: float
    predecessor: int | None = None


def choose_sentences(
    text: str, sentences: Sequence[Sentence], term_counts: Sequence[Mapping[str, int]], count: int
) -> list[Sentence]:
    """Return `count` sentences, or as many as there are, in the order of the text.

    `term_counts` has the terms of each sentence. The article's own key points come before the other
    sentences.
    """
    weights = Counter[str]()
    for counts in term_counts:
        weights.update(counts)
    points = find_key_points(text, sentences)
    predecessors = Predecessors(text, sentences)
    others = [i for i in _candidate_numbers(text, sentences, predecessors) if i not in points]
    choice: list[SummaryCandidate] = []
    for numbers in (points, others):
        candidates = [
            SummaryCandidate(
                number=i,
                terms=tuple(term_counts[i]),
                worth=_lead_worth(place) * speaker_worth(text, sentences[i]),
                predecessor=predecessors.find(i),
            )
            for place, i in enumerate(numbers)
        ]
        choice = choose_candidates(candidates, weights, count, choice)
    return [sentences[i] for i in sorted(candidate.number for candidate in choice)]


def choose_candidates(
    candidates: Iterable[SummaryCandidate],
    weights: Mapping[str, float],
    count: int,
    start: Sequence[SummaryCandidate] = (),
) -> list[SummaryCandidate]:
    """Return `start` and the best of `candidates`, `count` in all, without repetitions.

    Each is chosen for the weight of the terms that those before it lack, as in SumBasic (Nenkova
    and Vanderwende, "The impact of frequency on summarization", 2005).
    """
    choice = list(start)
    term_counts = Counter(term for candidate in choice for term in candidate.terms)
    rest = [
        candidate
        for candidate in candidates
        if not any(_is_repetition(candidate, other) for other in choice)
    ]
    while len(choice) < count:
        numbers = {candidate.number for candidate in choice}
        readable = [
            candidate
            for candidate in rest
            if candidate.predecessor is None or candidate.predecessor in numbers
        ]
        if not readable:
            break
        best = max(
            readable,
            key=lambda each: (each.worth * _gain(each, weights, term_counts), -each.number),
        )
        choice.append(best)
        term_counts.update(best.terms)
        rest = [candidate for candidate in rest if not _is_repetition(candidate, best)]
    return choice


def is_informative(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence of the article's prose tells something by itself."""
    question = wording_of(sentence.language).question
    return _is_prose(text, sentence, _MIN_WORDS) and not question.search(text, *sentence.span)


def speaker_worth(text: str, sentence: Sentence) -> float:
    """Return the worth of a sentence, which is less if somebody speaks in it."""
    first_person = wording_of(sentence.language).first_person
    return _SPEAKER_WORTH if first_person.search(text, *sentence.span) else 1


def _lead_worth(place: int) -> float:
    return LEAD_HALF_LIFE / (LEAD_HALF_LIFE + place)


class Predecessors:
    """The sentences of prose on which others depend; each sentence is looked at only once."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text, self._sentences = text, sentences
        self._last_prose: dict[int, int | None] = {}  # at a sentence or before it, by its number

    def find(self, number: int) -> int | None:
        """Return the number of the sentence of prose that this one depends on, if it does."""
        sentence = self._sentences[number]
        if sentence.kind is not BlockKind.PARAGRAPH:
            return None
        return self._find_prose(number - 1) if _is_dependent(self._text, sentence) else None

    def _find_prose(self, number: int) -> int | None:
        passed: list[int] = []
        while number >= 0 and number not in self._last_prose:
            passed.append(number)
            if _is_prose(self._text, self._sentences[number]):
                self._last_prose[number] = number
                break
            number -= 1
        last = self._last_prose.get(number)
        self._last_prose.update(dict.fromkeys(passed, last))
        return last


def _is_dependent(text: str, sentence: Sentence) -> bool:
    """Return whether a sentence cannot be read without the one before it."""
    return (
        depends_on_previous(text, sentence)
        or is_cut_off(text, sentence)
        or wording_of(sentence.language).dependent.match(text, *sentence.span) is not None
    )


def _candidate_numbers(
    text: str, sentences: Sequence[Sentence], predecessors: Predecessors
) -> list[int]:
    """Return the numbers of the informative sentences, or if there is none, of the others."""
    numbers = range(len(sentences))
    informative = [i for i in numbers if is_informative(text, sentences[i])]
    if any(predecessors.find(i) is None for i in informative):
        return informative
    return [i for i in numbers if sentences[i].kind is not BlockKind.HEADING] or list(numbers)


def _is_prose(text: str, sentence: Sentence, min_words: int = _MIN_PROSE_WORDS) -> bool:
    line = text[sentence.start : sentence.end]
    return (
        sentence.kind is BlockKind.PARAGRAPH
        and count_words(text, sentence) >= min_words
        and not is_boilerplate(line, sentence.language)
        and not is_caption(line, sentence.language)
    )


def _gain(
    candidate: SummaryCandidate, weights: Mapping[str, float], term_counts: Mapping[str, int]
) -> float:
    """Return the weight of the terms that are not covered yet, in proportion to the length."""
    gain = sum(
        weights[term] * _REPETITION_WEIGHT ** term_counts.get(term, 0) for term in candidate.terms
    )
    length: float = max(1, len(candidate.terms)) ** _LENGTH_POWER
    return gain / length


def _is_repetition(candidate: SummaryCandidate, other: SummaryCandidate) -> bool:
    overlap = len(set(candidate.terms) & set(other.terms))
    return overlap >= _MAX_OVERLAP * min(len(candidate.terms), len(other.terms))


def find_gap(sentences: Sequence[Sentence]) -> SummaryGap | None:
    """Return the reason why a summary of these sentences cannot be longer, if it is plain."""
    if not sentences:
        return SummaryGap.NO_SENTENCE
    count = sum(sentence.kind is not BlockKind.HEADING for sentence in sentences)
    return {0: SummaryGap.HEADINGS_ONLY, 1: SummaryGap.ONE_SENTENCE}.get(count)
