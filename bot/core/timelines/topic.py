"""Find the sentences that mention a topic, by its name, a part of it, an acronym or a pronoun."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.core.data_files import data_groups
from bot.core.index.two_level import Numbers, TwoLevelIndex
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.lexicon import Lexicon, Word, without_phrase_parts
from bot.core.text.words import Span

MAX_TIMELINE_ARTICLES = 75  # more would take longer than half a second
_TITLES = data_groups("languages/en/word_groups.txt")["before a person"] | {"ceo"}
_COMPANY_FORMS = frozenset("inc corp corporation co company ltd plc group ag nv sa motor".split())
_AFTER_NAMES = _TITLES | _COMPANY_FORMS
_ACRONYM_IN_BRACKETS = re.compile(r"[^()]{0,12}\(\s*([A-Z]{2,7})\s*\)")
_NEXT_PART_OF_NAME = re.compile(r"(?: |-(?=\w))(?P<word>[A-Z0-9]\w*|(?<=-)\w+)")
_PERSONAL_PRONOUN = re.compile(r"\W*(?:He|She)\b")

TextAndWords = tuple[str, Sequence[Word]]
SentenceReader = Callable[[int], TextAndWords]  # by the number of a sentence
Mentions = dict[int, Span]  # by the number of a sentence


@dataclass(frozen=True, slots=True)
class Topic:
    """The terms of a topic, its words in small letters, and the acronyms for it."""

    terms: frozenset[str]
    words: tuple[str, ...]
    acronyms: frozenset[str] = frozenset()


def read_topic(text: str, lexicon: Lexicon) -> Topic:
    """Return the topic that `text` names; it has no terms if all its words are stop words."""
    words = lexicon.words(text)
    terms = frozenset(word.term for word in without_phrase_parts(words) if word.term)
    return Topic(terms, tuple(word.plain for word in words if not word.is_phrase))


def find_mentions(
    topic: Topic,
    indexes: TwoLevelIndex,
    lexicon: Lexicon,
    read: SentenceReader,
    within: int | None,
) -> Iterator[tuple[int, Mentions]]:
    """Yield the articles that mention `topic` most, each with its mentions.

    In an article that has a name in full, the end of the name counts too (*Jones* for *Ann Jones*),
    and so does *he* or *she* in the sentence that follows.
    """
    index = indexes.sentences
    full: Numbers = index.documents_with_all(topic.terms)
    full = _in_best_articles(topic.terms, full, indexes, within)
    topic = _add_acronyms(topic, indexes, lexicon, read, full)
    acronyms = [_terms(acronym, lexicon) for acronym in topic.acronyms]
    last_word: Numbers = index.documents_with_all(_terms(topic.words[-1], lexicon))
    last_word = _in_articles_of(full, last_word, indexes)
    candidates = np.unique(
        np.concatenate([full, last_word, *map(index.documents_with_all, acronyms)])
    )
    candidates = _in_best_articles(topic.terms.union(*acronyms), candidates, indexes, within)
    article_of = indexes.articles_of(candidates)
    articles_with_name = set(indexes.articles_of(full).tolist())
    articles = np.unique(article_of)
    for article in articles[indexes.article_ranks(articles).argsort()].tolist():
        has_name = article in articles_with_name
        sentences = candidates[article_of == article].tolist()
        mentions = {n: s for n in sentences if (s := _mention(topic, *read(n), has_name=has_name))}
        if len(topic.words) > 1:
            mentions |= _pronouns(mentions, read, indexes.sentence_range(article)[1])
        yield article, dict(sorted(mentions.items()))


# --- Which sentences are read


def _in_best_articles(
    terms: Iterable[str], sentences: Numbers, indexes: TwoLevelIndex, within: int | None
) -> Numbers:
    """Return those of `sentences` that are in `within`, or in the articles with the best scores."""
    article_of = indexes.articles_of(sentences)
    articles = np.unique(article_of) if within is None else np.array([within])
    scores = indexes.articles.scores(sorted(terms))[articles]
    order = np.lexsort((indexes.article_ranks(articles), -scores))
    best = articles[order][:MAX_TIMELINE_ARTICLES]
    in_best: Numbers = sentences[np.isin(article_of, best)]
    return in_best


def _in_articles_of(others: Numbers, sentences: Numbers, indexes: TwoLevelIndex) -> Numbers:
    """Return those of `sentences` that are in an article of one of `others`."""
    is_inside = np.isin(indexes.articles_of(sentences), indexes.articles_of(others))
    inside: Numbers = sentences[is_inside]
    return inside


def _terms(text: str, lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.term for word in lexicon.words(text) if word.term)


# --- Acronyms


def _add_acronyms(
    topic: Topic, indexes: TwoLevelIndex, lexicon: Lexicon, read: SentenceReader, full: Numbers
) -> Topic:
    """Return `topic` with the acronyms that its articles use for it.

    These stand in brackets behind the name (*Air Ruritania (ARU)*), or are its initials.
    """
    if len(topic.words) < 2:
        return topic
    acronyms = {_acronym_in_brackets(topic, *read(number)) for number in full.tolist()} - {None}
    stopwords = language_of(ENGLISH).stopwords
    initials = "".join(word[0] for word in topic.words if word not in stopwords).upper()
    with_initials = replace(topic, acronyms=frozenset({initials}))
    candidates: Numbers = indexes.sentences.documents_with_all(_terms(initials, lexicon))
    candidates = _in_articles_of(full, candidates, indexes)
    if any(_acronym(with_initials, *read(number)) for number in candidates.tolist()):
        acronyms.add(initials)
    return replace(topic, acronyms=frozenset(filter(None, acronyms)))


def _acronym_in_brackets(topic: Topic, text: str, words: Sequence[Word]) -> str | None:
    span = _full_name(topic, text, words)
    match = _ACRONYM_IN_BRACKETS.match(text, span[1]) if span else None
    if match is None or not _abbreviates(match[1].lower(), " ".join(topic.words)):
        return None
    return match[1]


def _abbreviates(acronym: str, name: str) -> bool:
    letters = iter(name)
    return acronym[0] == name[0] and all(letter in letters for letter in acronym)


# --- Mentions in a sentence


def _mention(topic: Topic, text: str, words: Sequence[Word], *, has_name: bool) -> Span | None:
    span = _full_name(topic, text, words) or _acronym(topic, text, words)
    return span or (_end_of_name(topic, text, words) if has_name else None)


def _full_name(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    """Return the shortest span of a sentence with every term of `topic`."""
    shortest: Span | None = None
    last_of_term: dict[str, Word] = {}
    for word in words:
        if word.term not in topic.terms:
            continue
        last_of_term[word.term] = word
        span = min(last.start for last in last_of_term.values()), word.end
        has_all_terms = len(last_of_term) == len(topic.terms)
        if has_all_terms and not _begins_longer_name(topic, text, span, word):
            shortest = min(shortest or span, span, key=lambda span: span[1] - span[0])
    return shortest


def _begins_longer_name(topic: Topic, text: str, span: Span, last: Word) -> bool:
    """Return whether the topic's own words begin a longer name: *Ford* in *Ford Prefect*."""
    return last.plain == topic.words[-1] and _goes_on(text, span[1])


def _goes_on(text: str, end: int) -> bool:
    """Return False if a name ends here, or before a person's title or a company's legal form."""
    following = _NEXT_PART_OF_NAME.match(text, end)
    return following is not None and following["word"].lower() not in _AFTER_NAMES


def _acronym(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    for word in words:
        if text[word.start : word.end].replace(".", "") in topic.acronyms:
            return word.start, word.end
    return None


def _end_of_name(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    """Return the span of the longest end of the topic's name that stands alone."""
    single_words = [word for word in words if not word.is_phrase]
    for first in range(1, len(topic.words)):
        length = len(topic.words) - first
        for i in range(len(single_words) - length + 1):
            run = single_words[i : i + length]
            is_end = tuple(word.plain for word in run) == topic.words[first:]
            if is_end and _stands_alone(text, run, single_words[i - 1] if i else None):
                return run[0].start, run[-1].end
    return None


def _stands_alone(text: str, run: Sequence[Word], before: Word | None) -> bool:
    """Return True for *Miller*, but not for *miller*, *Miller Street* or another *Ann Miller*."""
    start, end = run[0].start, run[-1].end
    is_name = any(letter.isupper() for letter in text[start : run[0].end])
    if not is_name or _goes_on(text, end):
        return False
    if len(run) > 1 or before is None or text[before.end : start] != " ":
        return True
    return not text[before.start].isupper() or not before.term or before.plain in _TITLES


def _pronouns(mentions: Mentions, read: SentenceReader, end: int) -> Mentions:
    """Return the sentences that open with *he* or *she* for the person in the one before."""
    pronouns: Mentions = {}
    for number in mentions:
        following = number + 1
        while following < end and following not in mentions:
            text, words = read(following)
            pronoun = _PERSONAL_PRONOUN.match(text, words[0].start) if words else None
            if not pronoun:
                break
            pronouns[following] = pronoun.span()
            following += 1
    return pronouns
