"""Find the sentences that mention a topic, by its name, a part of it, an acronym or a pronoun."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from bot.core.index.two_level import Numbers, TwoLevelIndex
from bot.core.languages.language import Language
from bot.core.text.lexicon import Lexicon, Word
from bot.core.text.words import Span
from bot.core.timelines.anaphora import describing_nouns, find_anaphors
from bot.core.timelines.topic import (
    MAX_TIMELINE_ARTICLES,
    Mentions,
    SentenceReader,
    Topic,
    read_topic,
)

_COMPANY_FORMS = frozenset(
    "inc corp corporation co company ltd plc group ag nv sa motor gmbh se spa srl".split()
)
_AFTER_NAMES = _COMPANY_FORMS | {"ceo"}
_ACRONYM_IN_BRACKETS = re.compile(r"[^()]{0,12}\(\s*([^\W\d_]{2,7})\s*\)")
_NEXT_PART_OF_NAME = re.compile(r"(?: |(?P<hyphen>-)(?=\w))(?P<word>\w+)")
_WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
_APOSTROPHE = re.compile(r"['’]")


def find_mentions(
    topics: Sequence[Topic],
    indexes: TwoLevelIndex,
    lexicon: Lexicon,
    read: SentenceReader,
    within: int | None,
) -> Iterator[tuple[int, Mentions]]:
    """Yield the articles that mention a topic most, each with its mentions.

    `topics` are those of the languages. In an article that has a name in full, the end of the name
    counts too (*Jones* for *Ann Jones*), and so do sentences that go on about it as *she* or *the
    firm*.
    """
    numbers = [topic.sentences(indexes.sentences) for topic in topics]
    terms = frozenset[str]().union(*(topic.all_terms for topic in topics))
    best = _in_best_articles(terms, np.concatenate(numbers), indexes, within)
    for topic, full in zip(topics, numbers, strict=True):
        yield from _mentions_in_language(
            topic, full[np.isin(full, best)], indexes, lexicon, read, within
        )


def _mentions_in_language(
    topic: Topic,
    full: Numbers,
    indexes: TwoLevelIndex,
    lexicon: Lexicon,
    read: SentenceReader,
    within: int | None,
) -> Iterator[tuple[int, Mentions]]:
    """Yield the articles with mentions, of which the sentences `full` have each word."""
    index = indexes.sentences
    topic = _add_acronyms(topic, indexes, lexicon, read, full)
    acronyms = [_terms(acronym, topic, lexicon) for acronym in topic.acronyms]
    last_word = read_topic(topic.words[-1], topic.code, lexicon).sentences(index)
    last_word = _in_articles_of(full, last_word, indexes)
    candidates = np.unique(
        np.concatenate([full, last_word, *map(index.documents_with_all, acronyms)])
    )
    candidates = _in_best_articles(topic.all_terms.union(*acronyms), candidates, indexes, within)
    article_of = indexes.articles_of(candidates)
    articles_with_name = set(indexes.articles_of(full).tolist())
    articles = np.unique(article_of)
    nouns = describing_nouns(topic, _full_names(topic, full, read))
    for article in articles[indexes.article_ranks(articles).argsort()].tolist():
        has_name = article in articles_with_name
        sentences = candidates[article_of == article].tolist()
        mentions = {n: s for n in sentences if (s := _mention(topic, *read(n), has_name=has_name))}
        end = indexes.sentence_range(article)[1]
        mentions |= find_anaphors(mentions, topic, nouns, read, end)
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


def _terms(text: str, topic: Topic, lexicon: Lexicon) -> frozenset[str]:
    words = lexicon.words(text, language=topic.code)
    return frozenset(word.term for word in words if word.term)


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
    content = [word for word in topic.words if word not in topic.language.stopwords]
    initials = "".join(word[0] for word in content).upper()
    with_initials = replace(topic, acronyms=frozenset({initials}))
    candidates: Numbers = indexes.sentences.documents_with_all(_terms(initials, topic, lexicon))
    candidates = _in_articles_of(full, candidates, indexes)
    if any(_acronym(with_initials, *read(number)) for number in candidates.tolist()):
        acronyms.add(initials)
    return replace(topic, acronyms=frozenset(filter(None, acronyms)))


def _acronym_in_brackets(topic: Topic, text: str, words: Sequence[Word]) -> str | None:
    span = _full_name(topic, text, words)
    match = _ACRONYM_IN_BRACKETS.match(text, span[1]) if span else None
    if match is None or not match[1].isupper():
        return None
    is_acronym = _abbreviates(topic.language.plain(match[1]).lower(), " ".join(topic.words))
    return match[1] if is_acronym else None


def _abbreviates(acronym: str, name: str) -> bool:
    letters = iter(name)
    return acronym[0] == name[0] and all(letter in letters for letter in acronym)


# --- Mentions in a sentence


def _mention(topic: Topic, text: str, words: Sequence[Word], *, has_name: bool) -> Span | None:
    span = _full_name(topic, text, words) or _acronym(topic, text, words)
    return span or (_end_of_name(topic, text, words) if has_name else None)


def _full_names(
    topic: Topic, numbers: Numbers, read: SentenceReader
) -> Iterator[tuple[str, Sequence[Word], Span]]:
    for number in numbers.tolist():
        text, words = read(number)
        if span := _full_name(topic, text, words):
            yield text, words, span


def _full_name(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    """Return the shortest span of a sentence with every term of `topic`."""
    shortest: Span | None = None
    last_of_term: dict[str, Word] = {}
    for word in words:
        term = topic.term(word)
        if term not in topic.terms:
            continue
        last_of_term[term] = word
        span = min(last.start for last in last_of_term.values()), word.end
        has_all_terms = len(last_of_term) == len(topic.terms)
        if has_all_terms and not _begins_longer_name(topic, text, span, word):
            shortest = min(shortest or span, span, key=lambda span: span[1] - span[0])
    return shortest


def _begins_longer_name(topic: Topic, text: str, span: Span, last: Word) -> bool:
    """Return whether the topic's own words begin a longer name: *Ford* in *Ford Prefect*."""
    return topic.has_at(-1, last) and _goes_on(topic.language, text, span[1])


def _goes_on(language: Language, text: str, end: int) -> bool:
    """Return False if a name ends here, or before a person's title or a company's legal form.

    Only a hyphen tells where a noun has a capital too, or where the case of a name may set it apart
    from the next: *В Киеве Анна Орлова …*.
    """
    following = _NEXT_PART_OF_NAME.match(text, end)
    if following is None:
        return False
    word = following["word"]
    if not following["hyphen"] and (
        language.settings.capitalises_nouns
        or language.settings.name_endings
        or not (word[0].isupper() or word[0].isdigit())
        or _is_day_of_month(language, word, text, following.end())
    ):
        return False
    plain = language.plain(word).lower()
    return plain not in _AFTER_NAMES and plain not in language.groups["before a person"]


def _is_day_of_month(language: Language, word: str, text: str, end: int) -> bool:
    month = _WORD_BEHIND.match(text, end) if word.isdigit() else None
    return month is not None and language.plain(month[1]) in language.groups["months"]


def _acronym(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    for word in words:
        name = _APOSTROPHE.split(text[word.start : word.end], maxsplit=1)[0]
        if name.replace(".", "") in topic.acronyms:
            return word.start, word.end
    return None


def _end_of_name(topic: Topic, text: str, words: Sequence[Word]) -> Span | None:
    """Return the span of the longest end of the topic's name that stands alone."""
    single_words = [word for word in words if not word.is_phrase]
    for first in range(1, len(topic.words)):
        length = len(topic.words) - first
        for i in range(len(single_words) - length + 1):
            run = single_words[i : i + length]
            is_end = all(topic.has_at(first + j, word) for j, word in enumerate(run))
            before = single_words[i - 1] if i else None
            if is_end and _stands_alone(topic.language, text, run, before):
                return run[0].start, run[-1].end
    return None


def _stands_alone(language: Language, text: str, run: Sequence[Word], before: Word | None) -> bool:
    """Return True for *Miller*, but not for *miller*, *Miller Street* or another *Ann Miller*."""
    start, end = run[0].start, run[-1].end
    is_name = any(letter.isupper() for letter in text[start : run[0].end])
    if not is_name or _goes_on(language, text, end):
        return False
    if len(run) > 1 or before is None or text[before.end : start] != " ":
        return True
    is_other_name = (
        text[before.start].isupper() and before.term and not language.settings.capitalises_nouns
    )
    return not is_other_name or before.plain in language.groups["before a person"] | {"ceo"}
