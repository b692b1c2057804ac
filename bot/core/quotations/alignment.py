"""Alignment: which words of a quotation differ from those of a passage."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain

from bot.core.languages.language import Language
from bot.core.quotations.folding import fold
from bot.core.quotations.quotation_check import Difference
from bot.core.text.words import Span, separate_words

MIN_SHARE = 0.7  # of the words of a changed quotation that its passage has


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the marks between two words, with its form to compare and its place."""

    form: str
    start: int
    end: int
    is_word: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """A span of a text, what differs there, and the share of words that both have."""

    span: Span
    differences: tuple[Difference, ...]
    share: float


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of `text[start:end]` and the marks between them."""
    end = len(text) if end is None else end
    tokens: list[Token] = []
    for word in chain(separate_words(text, start, end), [None]):
        tokens += _marks(text, start, word.start() if word else end)
        if word:
            tokens.append(Token(_form(word[0]), *word.span(), is_word=True))
            start = word.end()
    return tokens


def _form(word: str) -> str:
    return word if word.isascii() and word.isalnum() else fold(word)


def _marks(text: str, start: int, end: int) -> Iterator[Token]:
    for run in text[start:end].split():
        place = text.index(run, start, end)
        if form := fold(run):
            yield Token(form, place, place + len(run), is_word=False)
        start = place + len(run)


def count_words(tokens: Sequence[Token]) -> int:
    """Count the words among tokens."""
    return sum(token.is_word for token in tokens)


def may_align(quotation: Sequence[Token], source: Sequence[Token]) -> bool:
    """Return whether a text has enough words of a quotation, in whatever order."""
    words = Counter(token.form.casefold() for token in quotation if token.is_word)
    shared = words & Counter(token.form.casefold() for token in source if token.is_word)
    return shared.total() >= MIN_SHARE * words.total()


def align(
    quotation: Sequence[Token], source: Sequence[Token], language: Language
) -> Alignment | None:
    """Align a quotation with the part of a text that has most of its words, if any has enough."""
    forms = _compared_forms(quotation, source)
    matcher = SequenceMatcher(None, forms, [token.form for token in source], autojunk=False)
    matches = [match for match in matcher.get_matching_blocks() if match.size]
    if not matches:
        return None
    first = max(0, matches[0].b - matches[0].a)
    behind = len(quotation) - matches[-1].a - matches[-1].size
    end = min(len(source), matches[-1].b + matches[-1].size + behind)
    passage = source[first:end]
    matched = sum(count_words(quotation[m.a : m.a + m.size]) for m in matches)
    share = 2 * matched / (count_words(quotation) + count_words(passage))
    if share < MIN_SHARE or matched < MIN_SHARE * count_words(quotation):
        return None
    passage = _without_outer_marks(passage, quotation)
    differences = _differences(quotation, passage, language)
    return Alignment((passage[0].start, passage[-1].end), differences, share)


def _compared_forms(quotation: Sequence[Token], source: Sequence[Token]) -> list[str]:
    """Return the forms of a quotation, the first word in the case in which the text has it."""
    forms = [token.form for token in quotation]
    first = next(i for i, token in enumerate(quotation) if token.is_word)
    known = {token.form for token in source}
    if forms[first] not in known:
        other_case = forms[first][:1].swapcase() + forms[first][1:]
        forms[first] = other_case if other_case in known else forms[first]
    return forms


def _without_outer_marks(passage: Sequence[Token], quotation: Sequence[Token]) -> Sequence[Token]:
    """Return a passage without marks at its ends where the quotation has none."""
    if not passage[-1].is_word and quotation[-1].is_word:
        passage = passage[:-1]
    return passage[1:] if not passage[0].is_word and quotation[0].is_word else passage


def _differences(
    quotation: Sequence[Token], passage: Sequence[Token], language: Language
) -> tuple[Difference, ...]:
    forms = [token.form for token in passage]
    matcher = SequenceMatcher(None, _compared_forms(quotation, passage), forms, autojunk=False)
    differences = [
        Difference(
            _span(quotation, a, a_end),
            _span(passage, b, b_end, passage[0].start),
            negations(quotation[a:a_end], language) != negations(passage[b:b_end], language),
        )
        for tag, a, a_end, b, b_end in matcher.get_opcodes()
        if tag != "equal"
    ]
    return tuple(sorted(differences, key=lambda difference: not difference.is_negation))


def negations(tokens: Sequence[Token], language: Language) -> list[str]:
    """Return the words among tokens that negate, sorted."""
    if language.settings.is_unspaced:
        text = "".join(token.form for token in tokens)
        return sorted(negation for negation in language.negations if negation in text)
    words = (language.fold_text(token.form.replace('"', "'")) for token in tokens if token.is_word)
    return sorted(word for word in words if word in language.negations)


def _span(tokens: Sequence[Token], first: int, end: int, shift: int = 0) -> Span:
    """Return the span of some tokens; an empty one behind the token before if there are none."""
    if first < end:
        return tokens[first].start - shift, tokens[end - 1].end - shift
    place = tokens[first - 1].end - shift if first else 0
    return place, place
