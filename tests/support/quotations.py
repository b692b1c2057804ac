"""Quotations made of the sentences of a collection: true ones, altered ones, and their kinds."""

import random
import re
from collections.abc import Callable, Iterator

from bot.core.collection import Collection

TYPOGRAPHY = [
    ("'", "’"),
    ('"', "“"),
    (" - ", "—"),
    ("--", " – "),
    ("-", "\u2011"),
    (" ", "\u00a0"),
    (" ", "\n  "),
    ("fi", "ﬁ"),
    ("e", "\u00ade"),
    ("é", "e\u0301"),
]
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|could|should|has|have|had|can|must)\b")
_NOT = re.compile(r"\bnot |n['’]t\b")


def sentences(collection: Collection) -> list[str]:
    """Return the sentences of at least ten words as readers see them."""
    numbers = range(collection.index.sentences.size)
    spans = (collection.sentence(number) for number in numbers)
    texts = (text[sentence.start : sentence.end] for text, sentence in spans)
    return [text for text in texts if len(text.split()) >= 10]


def make_quotations(
    collection: Collection, kind: str, count: int, seed: int = 0
) -> Iterator[tuple[str, str]]:
    """Yield quotations of a kind, each with the sentence it is made of."""
    dice = random.Random(f"{seed}-{kind}")
    pool = sentences(collection)
    made = 0
    while made < count:
        sentence = dice.choice(pool)
        quotation = MAKERS[kind](sentence, pool, dice)
        if quotation:
            made += 1
            yield quotation, sentence


def other_typography(sentence: str, _pool: list[str], dice: random.Random) -> str:
    """Return a sentence with other marks, spaces and letters that look the same."""
    changed = sentence
    for old, new in dice.sample(TYPOGRAPHY, 4):
        changed = changed.replace(old, new)
    changed = changed[:1].swapcase() + changed[1:]
    return changed if changed != sentence else ""


def short_span(sentence: str, _pool: list[str], dice: random.Random) -> str:
    """Return six to twelve words of a sentence."""
    words = list(re.finditer(r"\S+", sentence))
    length = min(dice.randint(6, 12), len(words))
    first = dice.randint(0, len(words) - length)
    return sentence[words[first].start() : words[first + length - 1].end()]


def elided(sentence: str, _pool: list[str], dice: random.Random) -> str:
    """Return a sentence in which a mark stands for some words, none of which negates."""
    words = sentence.split()
    first = dice.randint(3, len(words) - 5)
    end = first + dice.randint(1, len(words) - first - 3)
    if _NOT.search(" ".join(words[first:end]) + " ") or {
        "no",
        "without",
        "never",
        "nobody",
        "none",
        "cannot",
    } & {*words[first:end]}:
        return ""
    mark = dice.choice([" … ", " ... ", " […] ", "… "])
    return " ".join(words[:first]) + mark + " ".join(words[end:])


def one_word_replaced(sentence: str, pool: list[str], dice: random.Random) -> str:
    """Return a sentence with a word of another one in place of a word."""
    words = sentence.split()
    place = dice.randrange(len(words))
    other = dice.choice(dice.choice(pool).split())
    if bare(other) == bare(words[place]) or not bare(other) or not bare(words[place]):
        return ""
    return " ".join([*words[:place], other, *words[place + 1 :]])


def bare(word: str) -> str:
    """Return the letters of a word, in small ones."""
    return re.sub(r"\W", "", word).lower()


def negation_flipped(sentence: str, _pool: list[str], dice: random.Random) -> str:
    """Return a sentence with a *not* more or less."""
    if _NOT.search(sentence):
        return _NOT.sub("", sentence, count=1)
    verbs = list(_AUXILIARY.finditer(sentence))
    if not verbs:
        return ""
    verb = dice.choice(verbs)
    return f"{sentence[: verb.end()]} not{sentence[verb.end() :]}"


def spliced(sentence: str, pool: list[str], dice: random.Random) -> str:
    """Return the first half of a sentence with the second half of another."""
    other = dice.choice(pool)
    if other == sentence:
        return ""
    words, others = sentence.split(), other.split()
    return " ".join([*words[: len(words) // 2], *others[len(others) // 2 :]])


MAKERS: dict[str, Callable[[str, list[str], random.Random], str]] = {
    "exact": lambda sentence, _pool, _dice: sentence,
    "typography": other_typography,
    "span": short_span,
    "elided": elided,
    "replaced": one_word_replaced,
    "negated": negation_flipped,
    "spliced": spliced,
}
TRUE_KINDS = {
    "exact": {"exact"},
    "typography": {"typography"},
    "span": {"exact"},
    "elided": {"elided"},
}
