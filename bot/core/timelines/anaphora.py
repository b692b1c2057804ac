"""Find the sentences that go on about a topic without its name: as *she* or *the airline*."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from bot.core.languages.registry import language_of
from bot.core.text.lexicon import Word
from bot.core.text.words import Span
from bot.core.timelines.grammar import Grammar, grammar_of
from bot.core.timelines.topic import Mentions, SentenceReader, Topic

_MAX_WORDS_TO_ANAPHOR = 6  # from the beginning of a sentence
_MAX_SENTENCES_TO_NOUN = 3  # from the last mention of the topic
_MAX_WORDS_OF_DESCRIPTION = 7


def find_anaphors(
    mentions: Mentions, topic: Topic, nouns: frozenset[str], read: SentenceReader, end: int
) -> Mentions:
    """Return the sentences of an article that go on about the topic of `mentions`.

    A pronoun stands for a name in the sentence before, a noun for one a few sentences before.
    """
    grammar = grammar_of(topic.code)
    anaphors: Mentions = {}
    if len(topic.words) > 1:
        anaphors = _pronouns(mentions, grammar, read, end)
    return anaphors | _descriptions(mentions, grammar, nouns, read, end)


# --- Pronouns


def _pronouns(mentions: Mentions, grammar: Grammar, read: SentenceReader, end: int) -> Mentions:
    """Return the sentences that begin with *he* or *she* for the person in the one before."""
    pronouns: Mentions = {}
    for number in mentions:
        following = number + 1
        while following < end and following not in mentions:
            pronoun = _first_pronoun(grammar, *read(following))
            if not pronoun:
                break
            pronouns[following] = pronoun
            following += 1
    return pronouns


def _first_pronoun(grammar: Grammar, text: str, words: Sequence[Word]) -> Span | None:
    """Return the span of *he* or *she* if it comes before any name: *In 1998 she left*."""
    for word in _words_before_name(grammar, text, words):
        pronoun = grammar.form(text, word)
        if pronoun in grammar.groups["personal pronouns"]:
            return word.start, word.start + len(pronoun)
    return None


def _words_before_name(grammar: Grammar, text: str, words: Sequence[Word]) -> list[Word]:
    """Return the first words of a sentence, as far as none but the first looks like a name."""
    groups = grammar.language.groups
    single_words = [word for word in words if not word.is_phrase][:_MAX_WORDS_TO_ANAPHOR]
    for place, word in enumerate(single_words[1:], start=1):
        is_date = word.plain in groups["months"] or word.plain in groups["days"]
        if text[word.start].isupper() and not is_date:
            return single_words[:place]
    return single_words


# --- Nouns


def describing_nouns(
    topic: Topic, mentions: Iterable[tuple[str, Sequence[Word], Span]]
) -> frozenset[str]:
    """Return the nouns by which a topic is called in the articles that `mentions` are from.

    These are those in *Acme, the largest airline* or *the airline Acme*, the last word of a name
    like *the Old Bridge* or *Air Ruritania Airlines*, and *company* if one tells of a company.
    """
    grammar = grammar_of(topic.code)
    pattern = _description_pattern(topic.code)
    if pattern is None:
        return frozenset()
    last_word = topic.words[-1]
    nouns = {last_word} & grammar.groups["companies"]
    for text, words, (start, end) in mentions:
        if match := pattern.match(text, end):
            nouns.add(match["noun"])
        before = next((word for word in words if word.end == start - 1), None)
        if before and before.plain in grammar.groups["before a name"]:
            nouns.add(last_word)
        elif before and text[before.start].islower():
            nouns.add(before.plain)
    nouns = {noun for noun in nouns if _may_be_noun(grammar, noun)}
    nouns |= {noun.removesuffix("s") for noun in nouns & {last_word}}
    is_company = not nouns.isdisjoint(grammar.groups["companies"])
    return frozenset(nouns | grammar.groups["any company"] if is_company else nouns)


@cache
def _description_pattern(code: str) -> re.Pattern[str] | None:
    """Return the pattern of a description behind a name: *, the largest airline of …*."""
    grammar = grammar_of(code)
    articles, be = (grammar.groups[name] for name in ("before a description", "be"))
    if not articles:
        return None
    stopwords = "|".join(map(re.escape, sorted(language_of(code).stopwords)))
    return re.compile(
        rf" ?(?:,|{'|'.join(sorted(be))}) (?:{'|'.join(sorted(articles))})"
        rf"(?: [\w'’-]+){{0,{_MAX_WORDS_OF_DESCRIPTION - 1}}}?"
        rf" (?P<noun>[^\W\d_]+)(?= ?[,.]| (?:{stopwords})\b)"
    )


def _may_be_noun(grammar: Grammar, word: str) -> bool:
    language = grammar.language
    return word.isalpha() and not (
        word in language.stopwords
        or word in language.groups["numbers"]
        or grammar.is_participle(word)
        or grammar.is_progressive(word)
    )


def _descriptions(
    mentions: Mentions,
    grammar: Grammar,
    nouns: frozenset[str],
    read: SentenceReader,
    end: int,
) -> Mentions:
    """Return the sentences that begin with a noun for the topic of one shortly before."""
    descriptions: Mentions = {}
    if not mentions or not nouns:
        return descriptions
    last = min(mentions)
    for number in range(last, end):
        if number in mentions:
            last = number
        elif number - last > _MAX_SENTENCES_TO_NOUN:
            continue
        elif span := _description(grammar, nouns, *read(number)):
            descriptions[number] = span
            last = number
    return descriptions


def _description(
    grammar: Grammar, nouns: frozenset[str], text: str, words: Sequence[Word]
) -> Span | None:
    """Return the span of *the airline*, but not of *the airline industry*."""
    first_words = _words_before_name(grammar, text, words)
    for article, noun in zip(first_words, first_words[1:], strict=False):
        if (
            article.plain in grammar.groups["before a name"]
            and text[noun.start : noun.end] in nouns
            and text[article.end : noun.start] == " "
            and not _is_before_noun(grammar, text, words, noun)
        ):
            return article.start, noun.end
    return None


def _is_before_noun(grammar: Grammar, text: str, words: Sequence[Word], noun: Word) -> bool:
    following = next((word for word in words if word.start == noun.end + 1), None)
    if following is None or text[noun.end] != " ":
        return False
    return not (
        following.plain in grammar.language.stopwords
        or following.plain in grammar.groups["reports"]
        or grammar.is_past(following.plain)
    )
