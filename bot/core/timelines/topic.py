"""Topic: the sentences that speak of what a reader named."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.core.index.two_level import Numbers, TwoLevelIndex
from bot.core.text.lexicon import Lexicon, Word, stopwords, without_parts
from bot.core.text.words import Span, data_groups

_TITLES = data_groups("things.txt")["before a person"] | {"ceo"}
_IN_BRACKETS = re.compile(r"[^()]{0,12}\(\s*([A-Z]{2,7})\s*\)")
_NAME_GOES_ON = re.compile(r"(?: |-(?=\w))(?P<word>[A-Z0-9]\w*|(?<=-)\w+)")
_BEHIND_NAMES = _TITLES | set(
    "inc corp corporation co company ltd plc group ag nv sa motor".split()
)
_PERSON = re.compile(r"\W*(?:He|She)\b")
MAX_TIMELINE_ARTICLES = 75  # in one timeline; more would take longer than half a second

TextAndWords = tuple[str, Sequence[Word]]
Mentions = dict[int, Span]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a reader named: its terms, its words in small letters, and the acronyms for it."""

    terms: frozenset[str]
    plains: tuple[str, ...]
    acronyms: frozenset[str] = frozenset()


def read_topic(text: str, lexicon: Lexicon) -> Topic:
    """Return the topic that `text` names; it has no terms if it tells nothing."""
    words = lexicon.words(text)
    terms = frozenset(word.term for word in without_parts(words) if word.term)
    return Topic(terms, tuple(word.plain for word in words if not word.is_name))


def find_mentions(
    topic: Topic,
    indexes: TwoLevelIndex,
    lexicon: Lexicon,
    read: Callable[[int], TextAndWords],
    within: int | None,
) -> Iterator[tuple[int, Mentions]]:
    """Yield the articles that speak of `topic` most, each with where its sentences do.

    Sentences go by their number. In an article that has a name in full, its end counts too (*Jones*
    for *Ann Jones*), and so does *he* or *she* in the sentence that follows.
    """
    index = indexes.sentences
    whole = _in_best_articles(topic.terms, index.documents_with_all(topic.terms), indexes, within)
    topic = _with_acronyms(topic, indexes, lexicon, read, whole)
    acronyms = [_terms(acronym, lexicon) for acronym in topic.acronyms]
    ends: Numbers = index.documents_with_all(_terms(topic.plains[-1], lexicon))
    ends = _in_articles_of(whole, ends, indexes)
    found = np.unique(np.concatenate([whole, ends, *map(index.documents_with_all, acronyms)]))
    found = _in_best_articles(topic.terms.union(*acronyms), found, indexes, within)
    article_of, with_name = indexes.articles_of(found), set(indexes.articles_of(whole).tolist())
    articles = np.unique(article_of)
    for number in articles[indexes.article_ranks(articles).argsort()].tolist():
        has_name = number in with_name
        places = found[article_of == number].tolist()
        spans = {n: s for n in places if (s := _mention(topic, *read(n), has_name=has_name))}
        if len(topic.plains) > 1:
            spans |= _pronouns(spans, read, indexes.sentence_range(number)[1])
        yield number, dict(sorted(spans.items()))


def _in_best_articles(
    terms: Iterable[str], found: Numbers, indexes: TwoLevelIndex, within: int | None
) -> Numbers:
    """Return those of the sentences `found` that stand in `within`, or in the best articles."""
    of_sentence = indexes.articles_of(found)
    articles = np.unique(of_sentence) if within is None else np.array([within])
    scores = indexes.articles.scores(sorted(terms))[articles]
    best = articles[np.lexsort((indexes.article_ranks(articles), -scores))][:MAX_TIMELINE_ARTICLES]
    kept: Numbers = found[np.isin(of_sentence, best)]
    return kept


def _in_articles_of(some: Numbers, found: Numbers, indexes: TwoLevelIndex) -> Numbers:
    """Return those of the sentences `found` that stand in the articles of `some`."""
    kept: Numbers = found[np.isin(indexes.articles_of(found), indexes.articles_of(some))]
    return kept


def _terms(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.term for word in lexicon.words(text) if word.term)


def _with_acronyms(
    topic: Topic,
    indexes: TwoLevelIndex,
    lexicon: Lexicon,
    read: Callable[[int], TextAndWords],
    whole: Numbers,
) -> Topic:
    """Return `topic` with the acronyms that its articles use for it.

    These stand in brackets behind the name (*Air Ruritania (ARU)*), or are its initials.
    """
    if len(topic.plains) < 2:
        return topic
    behind = {_acronym_behind(topic, *read(number)) for number in whole.tolist()} - {None}
    initials = "".join(p[0] for p in topic.plains if p not in stopwords()).upper()
    with_initials = replace(topic, acronyms=frozenset({initials}))
    beside: Numbers = indexes.sentences.documents_with_all(_terms(initials, lexicon))
    beside = _in_articles_of(whole, beside, indexes)
    if any(_acronym(with_initials, *read(number)) for number in beside.tolist()):
        behind.add(initials)
    return replace(topic, acronyms=frozenset(filter(None, behind)))


def _acronym_behind(topic: Topic, text: str, words: Sequence[Word]) -> str | None:
    span = _whole(topic, text, words)
    behind = _IN_BRACKETS.match(text, span[1]) if span else None
    if behind is None or not _abbreviates(behind[1].lower(), " ".join(topic.plains)):
        return None
    return behind[1]


def _abbreviates(acronym: str, name: str) -> bool:
    letters = iter(name)
    return acronym[0] == name[0] and all(letter in letters for letter in acronym)


def _mention(topic: Topic, text: str, words: Sequence[Word], *, has_name: bool) -> Span | None:
    span = _whole(topic, text, words) or _acronym(topic, text, words)
    return span or (_end_of_name(topic, text, words) if has_name else None)


def _whole(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    """Return the shortest span of a sentence with every term of `topic`."""
    best: Span | None = None
    last: dict[str, Word] = {}
    for word in words:
        if word.term not in topic.terms:
            continue
        last[word.term] = word
        span = min(held.start for held in last.values()), word.end
        if len(last) == len(topic.terms) and not _is_part(topic, text, span, word):
            best = min(best or span, span, key=lambda one: one[1] - one[0])
    return best


def _is_part(topic: Topic, text: str, span: Span, last: Word) -> bool:
    """Return True if a longer name begins with the topic's own words: *Ford* in *Ford Prefect*."""
    return last.plain == topic.plains[-1] and _goes_on(text, span[1])


def _goes_on(text: str, end: int) -> bool:
    """Return True unless the name ends here, or before a person's title or a company's form."""
    following = _NAME_GOES_ON.match(text, end)
    return following is not None and following["word"].lower() not in _BEHIND_NAMES


def _acronym(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    for word in words:
        if text[word.start : word.end].replace(".", "") in topic.acronyms:
            return word.start, word.end
    return None


def _end_of_name(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    """Return the span of the longest end of the topic's name that stands alone."""
    single = [word for word in words if not word.is_name]
    for first in range(1, len(topic.plains)):
        length = len(topic.plains) - first
        for i in range(len(single) - length + 1):
            run = single[i : i + length]
            is_end = tuple(word.plain for word in run) == topic.plains[first:]
            if is_end and _stands_alone(text, run, single[i - 1] if i else None):
                return run[0].start, run[-1].end
    return None


def _stands_alone(text: str, run: Sequence[Word], before: Word | None) -> bool:
    """Return True for *Miller*, but not for *miller*, *Miller Street* or *Ann Miller*, another."""
    start, end = run[0].start, run[-1].end
    is_name = any(letter.isupper() for letter in text[start : run[0].end])
    if not is_name or _goes_on(text, end):
        return False
    if len(run) > 1 or before is None or text[before.end : start] != " ":
        return True
    return not text[before.start].isupper() or not before.term or before.plain in _TITLES


def _pronouns(spans: Mentions, read: Callable[[int], TextAndWords], end: int) -> Mentions:
    """Return the sentences that take up a name by *he* or *she*, as the one before them has it."""
    found: Mentions = {}
    for number in spans:
        following = number + 1
        while following < end and following not in spans:
            text, words = read(following)
            person = _PERSON.match(text, words[0].start) if words else None
            if not person:
                break
            found[following] = person.span()
            following += 1
    return found
