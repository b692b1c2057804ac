"""Timeline: what happened on a date, told by sentences in the order of their dates."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from bot.news.answer import Quote, quote
from bot.news.article import Article
from bot.news.dates import Dated, Precision, dates
from bot.news.lexicon import Word, stopwords
from bot.news.passage import Sentence
from bot.news.reading import Kind
from bot.news.verbs import Tense, Verb, verbs
from bot.news.words import Span, data_groups

DEFAULT_EVENTS = 25
_LEAD = 3  # sentences that tell the day's event
_SHORTEST = 3  # words beside the date; fewer are a credit or a caption
_FRESH = timedelta(days=7)  # at most between what happened and the article about it
_ALIKE = 0.33  # cosine from which sentences of two articles tell the same event of a date
_TWICE = 0.6  # the same within an article, which seldom says a thing twice
_WORDS = data_groups("verbs.txt")


class Status(StrEnum):
    """Whether the text says that an event happened, is to come, or depends on something."""

    HAPPENED = "happened"
    PLANNED = "planned"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True)
class Event:
    """A quote that tells what happens on a date; `also` tells the same.

    `expression` is the span of the date in the file. It is None where the article's own day stands
    for it: the one that its lead names, or that of its publication.
    """

    dated: Dated
    expression: Span | None
    expression_text: str
    quote: Quote
    also: tuple[Quote, ...] = ()
    status: Status = Status.HAPPENED

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quote and all others that tell the same."""
        return self.quote, *self.also

    @property
    def marks(self) -> tuple[str, ...]:
        """What a reader should know of the date, in words."""
        of_article = () if self.expression else ("date of the article",)
        return (() if self.status is Status.HAPPENED else (str(self.status),)) + of_article


@dataclass(frozen=True, slots=True)
class Told:
    """An event, how telling it is, and its sentence as a vector of terms of length 1."""

    event: Event
    weight: float
    terms: Mapping[str, float]


def expressions(article: Article, sentences: Sequence[Sentence]) -> Iterator[Event]:
    """Yield an event for each date in the sentences of `article`, in the order of the text."""
    for sentence, found in zip(sentences, _dates(article, sentences), strict=True):
        for dated in found:
            yield _named(article, sentence, dated)


def _dates(article: Article, sentences: Sequence[Sentence]) -> Iterator[list[Dated]]:
    """Yield the dates that each sentence names; they may lean on those before."""
    before: list[Dated] = []
    for one in sentences:
        found = [*dates(article.reading.text, one.start, one.end, article.published, before)]
        before += found
        yield found


def told(
    article: Article,
    sentences: Sequence[Sentence],
    speaking: Mapping[int, tuple[Span | None, Sequence[Word]]],
    weight_of: Callable[[str], float],
) -> Iterator[Told]:
    """Yield what the sentences of `speaking` tell, in order.

    It has, by position, where a sentence names the topic, if there is one, and its words. What it
    tells happens on the dates that it names, or else on the article's day. Headings, datelines,
    questions and dates that only describe (*the 1998 treaty*) are left out.
    """
    text = article.reading.text
    lead = [i for i, one in enumerate(sentences) if one.kind is not Kind.HEADING][:_LEAD]
    named = list(_dates(article, sentences[: max([*speaking, *lead], default=-1) + 1]))
    day = _day(article, [(sentences[i], named[i]) for i in lead])
    for position, (mention, words) in speaking.items():
        sentence = sentences[position]
        content = [w for w in words if not any(d.start <= w.start < d.end for d in named[position])]
        if not _is_telling(text, sentence, content):
            continue
        found = list(verbs(text, words))
        rank = lead.index(position) if position in lead else _LEAD
        weight = _LEAD - rank + bool(mention and found and mention[0] < found[0].start)
        terms = _unit({word.term: sqrt(weight_of(word.term)) for word in content if word.term})
        own = [
            dated
            for dated in named[position]
            if not _only_describes(text, dated) and not _is_dateline(text, sentence, dated)
        ]
        for dated in own:
            status = _status(article, dated, found, words)
            yield Told(_named(article, sentence, dated, status), weight + 1, terms)
        if not own and day and _tells_the_day(text, sentence, mention, found, rank):
            span = sentence.start, sentence.end
            yield Told(Event(day, None, "", quote(article, span, span)), weight, terms)


def merged(found: Iterable[Told]) -> list[Told]:
    """Join what tells the same event: alike in content, and on dates that do not differ.

    The most precise date leads, then what has happened over what was planned, then a date in the
    sentence itself, then the most telling sentence.
    """
    joined: list[Told] = []
    on_date: dict[str, list[int]] = defaultdict(list)
    for one in sorted(found, key=_leads):
        days = _days(one.event.dated)
        same = next((i for i in on_date[days[0]] if _is_same(joined[i], one)), None)
        if same is None:
            for day in days:
                on_date[day].append(len(joined))
            joined.append(one)
        else:
            joined[same] = _with_source(joined[same], one)
    return joined


def most_telling(found: Sequence[Told], limit: int | None) -> list[Event]:
    """Return the `limit` most telling events in the order of their dates."""
    best = sorted(found, key=lambda one: -one.weight)
    return in_order([one.event for one in best[:limit]])


def in_order(found: list[Event]) -> list[Event]:
    """Sort by date; what has no year comes last, since nothing says where it belongs."""
    return sorted(found, key=lambda event: (event.dated.value.startswith("--"), event.dated.value))


def _named(
    article: Article, sentence: Sentence, dated: Dated, status: Status = Status.HAPPENED
) -> Event:
    span = sentence.start, sentence.end
    start, end = article.reading.in_file(dated.start, dated.end)
    text = article.text[start:end]
    return Event(dated, (start, end), text, quote(article, span, span), status=status)


def _day(article: Article, lead: Sequence[tuple[Sentence, list[Dated]]]) -> Dated | None:
    """Return the day that an article tells of: the one that its lead names, or its own."""
    published = article.published
    for sentence, found in lead:
        for dated in found:
            if dated.precision is not Precision.DAY or dated.value.startswith("--"):
                continue
            if published is None:
                if _is_dateline(article.reading.text, sentence, dated):
                    return dated
            elif timedelta(0) <= published - date.fromisoformat(dated.value) <= _FRESH:
                return dated
    return Dated(0, 0, published.isoformat(), Precision.DAY) if published else None


def _is_telling(text: str, sentence: Sentence, words: Sequence[Word]) -> bool:
    is_question = text.endswith("?", sentence.start, sentence.end)
    return sentence.kind is not Kind.HEADING and not is_question and len(words) >= _SHORTEST


_BEFORE_A_DATE = re.compile(r"(?:^|\W)(?P<word>\w+)\s+$")
_NOUN = re.compile(r" [a-z]+")


def _only_describes(text: str, dated: Dated) -> bool:
    """Return True for *the 1998 treaty*, a year in brackets, and *then*, which only points back."""
    if text.endswith("then", dated.start, dated.end):
        return True
    if dated.precision is not Precision.YEAR:
        return False
    if text[max(0, dated.start - 1) : dated.start] == "(":
        return True
    before = _BEFORE_A_DATE.search(text, max(0, dated.start - 30), dated.start)
    noun = _NOUN.match(text, dated.end)
    return bool(
        before
        and before["word"].lower() not in _WORDS["before a date"]
        and noun
        and noun[0].strip() not in stopwords()
    )


_PLACE = re.compile(r"[^a-z]{3,}|(?:[A-Z][\w.'’-]*[ ,]+)*[A-Z][\w.'’-]*(?:,| \() ?")
_DASH = re.compile(r"[ ,.]*(?:\([^)]*\))?\s*[-–—]+\s")


def _is_dateline(text: str, sentence: Sentence, dated: Dated) -> bool:
    """Return True for the date in *MOSCOW, May 15 (Reuters) - *."""
    place = _PLACE.fullmatch(text, sentence.start, dated.start)
    return bool(place and _DASH.match(text, dated.end))


def _status(article: Article, dated: Dated, found: Sequence[Verb], words: Sequence[Word]) -> Status:
    """Return what the verb before the date says of it, or the first one behind."""
    governing = [verb.tense for verb in found if verb.start < dated.start][-1:] or [
        verb.tense for verb in found[:1]
    ]
    if Tense.POSSIBLE in governing or not _WORDS["conditions"].isdisjoint(w.plain for w in words):
        return Status.CONDITIONAL
    published = article.published.isoformat() if article.published else dated.value
    is_ahead = dated.value > published and not published.startswith(dated.value)
    return Status.PLANNED if is_ahead or Tense.FUTURE in governing else Status.HAPPENED


_OPENED = re.compile(r"“|``")
_CLOSED = re.compile(r"”|''")


def _tells_the_day(
    text: str, sentence: Sentence, mention: Span | None, found: Sequence[Verb], rank: int
) -> bool:
    """Return True if a sentence without a date plainly tells what happened on the article's day.

    So does the first of the article. Another does if its topic takes part, by the verb behind the
    topic; where none is asked for only the lead does, by its first verb.
    """
    if rank == 0:
        return any(verb.tense is Tense.PAST for verb in found)
    if mention is None:
        return rank < _LEAD and [verb.tense for verb in found[:1]] == [Tense.PAST]
    verb = next((verb for verb in found if verb.start >= mention[1]), None)
    is_past = verb is not None and verb.tense is Tense.PAST
    return is_past and _takes_part(text, sentence, mention, found)


_BEHIND_PREPOSITION = re.compile(
    r"\b(?:of|for|with|to|from|at|on|in|than|against)(?: the| its)?\s*$"
)


def _takes_part(text: str, sentence: Sentence, mention: Span, found: Sequence[Verb]) -> bool:
    """Return True unless the topic is quoted, behind a preposition or only before a noun."""
    before = text[sentence.start : mention[0]]
    if len(_OPENED.findall(before)) > len(_CLOSED.findall(before)) or before.count('"') % 2:
        return False
    noun = _NOUN.match(text, mention[1])
    is_verb = mention[1] + 1 in {verb.start for verb in found}
    is_before_noun = noun and not is_verb and noun[0].strip() not in stopwords()
    return not is_before_noun and not _BEHIND_PREPOSITION.search(before.lower())


def _leads(one: Told) -> tuple[int, bool, bool, float]:
    event = one.event
    has_not_happened = event.status is not Status.HAPPENED
    precision = list(Precision).index(event.dated.precision)
    return precision, has_not_happened, event.expression is None, -one.weight


def _days(dated: Dated) -> list[str]:
    """Return the date and, unless it is a range, the month and the year that hold it."""
    if dated.until:
        return [f"{dated.value}/{dated.until}"]
    return list(dict.fromkeys(dated.value[:length] for length in (10, 7, 4)))


def _is_same(one: Told, other: Told) -> bool:
    """Return True if the cosine of the two sentences is high, their rare terms counting more."""
    cosine = sum(one.terms[term] * other.terms[term] for term in one.terms.keys() & other.terms)
    is_inside = one.event.quote.article == other.event.quote.article
    return cosine >= (_TWICE if is_inside else _ALIKE)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def _with_source(one: Told, other: Told) -> Told:
    """Return `one` with the quote of `other` beside it; another article makes it tell more."""
    event, quoted = one.event, other.event.quote
    if quoted in event.quotes:
        return one
    is_new = quoted.article not in {q.article for q in event.quotes}
    return replace(
        one, event=replace(event, also=(*event.also, quoted)), weight=one.weight + is_new
    )
