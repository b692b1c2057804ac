"""Telling: what a sentence of an article tells, on which date, and how plainly."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from bot.core.dates.mention import DateMention
from bot.core.dates.periods import Precision
from bot.core.text.article import Article
from bot.core.text.blocks import Kind
from bot.core.text.lexicon import Word, stopwords
from bot.core.text.passage import Sentence
from bot.core.text.words import Span, data_groups
from bot.core.timelines.timeline import ExtractedEvent, Status, dates_by_sentence, make_event
from bot.core.timelines.verbs import Tense, Verb, find_verbs

_LEAD = 3  # sentences that tell the day's event
_SHORTEST = 3  # words beside the date; fewer are a credit or a caption
_FRESH = timedelta(days=7)  # at most between what happened and the article about it
_WORDS = data_groups("verbs.txt")

Speaking = Mapping[int, tuple[Span | None, Sequence[Word]]]


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with its words, its verbs, and the dates that something happens on in it.

    `mention` is where it names the topic, if one is asked for; `rank` its place in the lead.
    """

    article: Article
    sentence: Sentence
    mention: Span | None
    words: Sequence[Word]
    verbs: Sequence[Verb]
    dates: Sequence[DateMention]
    rank: int

    @property
    def text(self) -> str:
        return self.article.shown

    @property
    def behind(self) -> Verb | None:
        """The first verb behind the topic; of the sentence if none is asked for."""
        start = self.mention[1] if self.mention else self.sentence.start
        return next((verb for verb in self.verbs if verb.start >= start), None)


def extract_events(
    article: Article,
    sentences: Sequence[Sentence],
    speaking: Speaking,
    weight_of: Callable[[str], float],
) -> Iterator[ExtractedEvent]:
    """Yield what the sentences of `speaking` tell, in order.

    It has, by position, where a sentence names the topic, if one is asked for, and its words. What
    it tells happens on the dates that it names, or else on the article's day. Headings, questions,
    datelines and dates that only describe (*the 1998 treaty*) are left out.
    """
    lead = [i for i, one in enumerate(sentences) if one.kind is not Kind.HEADING][:_LEAD]
    named = dates_by_sentence(article, sentences, sorted({*speaking, *lead}))
    day = _day(article, [(sentences[i], named[i]) for i in lead])
    for position, (mention, words) in speaking.items():
        sentence, rank = sentences[position], (*lead, position).index(position)
        content = [w for w in words if not any(d.start <= w.start < d.end for d in named[position])]
        if not _tells_anything(article.shown, sentence, content):
            continue
        found = tuple(find_verbs(article.shown, words))
        happens = [d for d in named[position] if _is_when(article.shown, sentence, d)]
        one = _Read(article, sentence, mention, words, found, happens, rank)
        terms = _unit({word.term: sqrt(weight_of(word.term)) for word in content if word.term})
        for dated in happens:
            yield ExtractedEvent(
                make_event(article, sentence, dated, _status(one, dated)), _weight(one), terms
            )
        if day and not happens and _tells_the_day(one):
            yield ExtractedEvent(
                make_event(article, sentence, day, is_named=False), _weight(one), terms
            )


def _day(
    article: Article, lead: Sequence[tuple[Sentence, list[DateMention]]]
) -> DateMention | None:
    """Return the day that an article tells of: the one that its lead names, or its own."""
    published = article.published
    for sentence, found in lead:
        for dated in found:
            if dated.precision is not Precision.DAY or dated.value.startswith("--"):
                continue
            if published is None:
                if _is_dateline(article.shown, sentence, dated):
                    return dated
            elif timedelta(0) <= published - date.fromisoformat(dated.value) <= _FRESH:
                return dated
    return DateMention(0, 0, published.isoformat(), Precision.DAY) if published else None


def _tells_anything(text: str, sentence: Sentence, words: Sequence[Word]) -> bool:
    is_question = text.endswith("?", sentence.start, sentence.end)
    return sentence.kind is not Kind.HEADING and not is_question and len(words) >= _SHORTEST


def _is_when(text: str, sentence: Sentence, dated: DateMention) -> bool:
    """Return True if something happens on a date, and it does not only describe or point back."""
    points_back = text.endswith("then", dated.start, dated.end)
    return not (points_back or _describes(text, dated) or _is_dateline(text, sentence, dated))


_LAST_WORD = re.compile(r"(?:^|\W)(\w+)\s+$")
_NOUN = re.compile(r" ([a-z]+)")


def _describes(text: str, dated: DateMention) -> bool:
    """Return True for a year in *the 1998 treaty* or in brackets."""
    if dated.precision is not Precision.YEAR:
        return False
    if text[max(0, dated.start - 1) : dated.start] == "(":
        return True
    before = _LAST_WORD.search(text, max(0, dated.start - 30), dated.start)
    is_when = before is None or before[1].lower() in _WORDS["before a date"]
    return not is_when and _is_before_noun(text, dated.end)


def _is_before_noun(text: str, end: int) -> bool:
    noun = _NOUN.match(text, end)
    return noun is not None and noun[1] not in stopwords()


_PLACE = re.compile(r"[^a-z]{3,}|(?:[A-Z][\w.'’-]*[ ,]+)*[A-Z][\w.'’-]*(?:,| \() ?")
_DASH = re.compile(r"[ ,.]*(?:\([^)]*\))?\s*[-–—]+\s")


def _is_dateline(text: str, sentence: Sentence, dated: DateMention) -> bool:
    """Return True for the date in *MOSCOW, May 15 (Reuters) - *."""
    is_place = _PLACE.fullmatch(text, sentence.start, dated.start)
    return bool(is_place and _DASH.match(text, dated.end))


def _status(one: _Read, dated: DateMention) -> Status:
    """Return what the verb before the date says of it, or the first one behind."""
    before = [verb for verb in one.verbs if verb.start < dated.start]
    tenses = {verb.tense for verb in before[-1:] or one.verbs[:1]}
    plains = {word.plain for word in one.words}
    if Tense.POSSIBLE in tenses or plains & _WORDS["conditions"]:
        return Status.CONDITIONAL
    published = one.article.published.isoformat() if one.article.published else dated.value
    if published.startswith(dated.value):  # what is known of the date does not tell
        return Status.PLANNED if Tense.FUTURE in tenses else Status.HAPPENED
    return Status.PLANNED if dated.value > published else Status.HAPPENED


def _tells_the_day(one: _Read) -> bool:
    """Return True if a sentence without a date plainly tells what happened on the article's day.

    So does the first of the article. Another does if its topic takes part, by the verb behind the
    topic; where none is asked for only the lead does, by its first verb.
    """
    if one.rank == 0:
        return any(verb.tense is Tense.PAST for verb in one.verbs)
    is_past = one.behind is not None and one.behind.tense is Tense.PAST
    return is_past and (one.rank < _LEAD if one.mention is None else _takes_part(one, one.mention))


_OPENED = re.compile(r"“|``")
_CLOSED = re.compile(r"”|''")


def _takes_part(one: _Read, mention: Span) -> bool:
    """Return True unless the topic is quoted, behind a preposition or only before a noun."""
    before = one.text[one.sentence.start : mention[0]]
    if len(_OPENED.findall(before)) > len(_CLOSED.findall(before)) or before.count('"') % 2:
        return False
    words = [word.plain for word in one.words if word.start < mention[0]]
    last = [word for word in words[-2:] if word not in {"the", "its"}][-1:]
    is_before_verb = any(verb.start == mention[1] + 1 for verb in one.verbs)
    is_before_noun = not is_before_verb and _is_before_noun(one.text, mention[1])
    return not is_before_noun and _WORDS["before what takes no part"].isdisjoint(last)


def _weight(one: _Read) -> float:
    """Return how telling a sentence is: by its place, and by what the topic does in it."""
    is_subject = one.behind is not None and one.behind == one.verbs[0]
    is_past = one.behind is not None and one.behind.tense is Tense.PAST
    return float((one.rank == 0) + (one.rank < _LEAD) + is_subject + is_past)


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
    return {term: weight / length for term, weight in weights.items()}
