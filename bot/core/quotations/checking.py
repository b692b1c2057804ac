"""Check whether a quotation stands in the articles, word for word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from bot.core.corpus import Corpus, SentencePlace
from bot.core.languages.registry import language_of
from bot.core.quotations.alignment import (
    Alignment,
    Token,
    align,
    count_words,
    may_align,
    negations,
    tokenize,
)
from bot.core.quotations.candidates import candidate_articles, similar_sentences
from bot.core.quotations.matching import exact_span, folded_span, piece_spans, split_pieces
from bot.core.quotations.quotation_check import Difference, QuotationCheck, QuotationKind
from bot.core.text.article import Article
from bot.core.text.quote import make_quote
from bot.core.text.words import Span
from bot.core.verification import verify

MIN_WORDS = 5  # of a quotation; fewer stand by chance, elided or changed, in many articles
_MAX_FOLDED_ARTICLES = 200  # read in other typography, which takes 0.1 ms each
_MAX_SENTENCES = 3  # of a passage that a changed quotation is aligned with
_MAX_NEGATED_GAP_WORDS = 5  # of a gap inside a sentence
_OUTER_MARKS = "\"'“”„‟«»‹›「」『』‘’‚‛` \t\r\n"
_LAST_STOPS = ",."  # which are written for each other where a quotation ends


def check_quotation(corpus: Corpus, text: str) -> QuotationCheck:
    """Compare a quotation with the articles; ties go to the earlier article by path."""
    quotation = text.strip()
    check = _find_quotation(corpus, quotation)
    if check.quote is None:
        return check
    _, changed_articles = verify(corpus, (check.quote, *check.pieces))
    if changed_articles:
        absent = QuotationCheck(quotation, QuotationKind.ABSENT)
        return replace(absent, changed_articles=changed_articles)
    return check


def _find_quotation(corpus: Corpus, quotation: str) -> QuotationCheck:
    tokens = tokenize(quotation)
    if not count_words(tokens):
        return QuotationCheck(quotation, QuotationKind.ABSENT)
    if check := _find_verbatim(corpus, quotation, candidate_articles(corpus, quotation)):
        return check
    # Words that are cut or marked in another way have other terms in the index.
    similar = similar_sentences(corpus, quotation)
    articles = corpus.index.articles_of(np.array(similar, np.int64)).tolist()
    check = _find_verbatim(corpus, quotation, list(dict.fromkeys(articles)))
    if check is None and count_words(tokens) >= MIN_WORDS:
        check = _find_changed(corpus, quotation, similar)
    return check or QuotationCheck(quotation, QuotationKind.ABSENT)


def _find_verbatim(
    corpus: Corpus, quotation: str, articles: Sequence[int]
) -> QuotationCheck | None:
    """Find a quotation exactly, in other typography or with elisions, in this order."""
    return (
        _find_exact(corpus, quotation, articles)
        or _find_folded(corpus, quotation, articles)
        or _find_elided(corpus, quotation, articles)
    )


def _find_exact(corpus: Corpus, quotation: str, articles: Sequence[int]) -> QuotationCheck | None:
    for form in dict.fromkeys([quotation, quotation.strip(_OUTER_MARKS)]):
        for article, text in _texts(corpus, articles):
            if (span := exact_span(text, form)) and _is_in_body(corpus, article, span):
                return _make_check(quotation, QuotationKind.EXACT, article, span)
    return None


def _find_folded(corpus: Corpus, quotation: str, articles: Sequence[int]) -> QuotationCheck | None:
    forms = _forms(quotation)
    for article, text in _texts(corpus, articles[:_MAX_FOLDED_ARTICLES]):
        if (span := folded_span(text, forms)) and _is_in_body(corpus, article, span):
            return _make_check(quotation, QuotationKind.TYPOGRAPHY, article, span)
    return None


def _forms(quotation: str) -> list[str]:
    """Return a quotation as it is, without its marks, and without its last comma or full stop."""
    bare = quotation.strip(_OUTER_MARKS)
    return [form for form in dict.fromkeys([quotation, bare, bare.rstrip(_LAST_STOPS)]) if form]


def _texts(corpus: Corpus, articles: Sequence[int]) -> Iterator[tuple[Article, str]]:
    for number in articles:
        article = corpus.articles[number]
        yield article, article.visible_text


def _is_in_body(corpus: Corpus, article: Article, span: Span) -> bool:
    """Return whether a span lies in what readers see, and not in the front matter."""
    sentences = corpus.sentences_of(article)
    return sentences[0].start <= span[0] and span[1] <= article.visible.blocks[-1].end


def _make_check(
    quotation: str, kind: QuotationKind, article: Article, span: Span
) -> QuotationCheck:
    return QuotationCheck(quotation, kind, make_quote(article, span, span))


# --- With elisions


def _find_elided(corpus: Corpus, quotation: str, articles: Sequence[int]) -> QuotationCheck | None:
    pieces = split_pieces(quotation.strip(_OUTER_MARKS))
    if not pieces or count_words(tokenize(" ".join(pieces))) < MIN_WORDS:
        return None
    last_forms = _forms(pieces[-1])
    for article, text in _texts(corpus, articles[:_MAX_FOLDED_ARTICLES]):
        spans = piece_spans(text, [*[[piece] for piece in pieces[:-1]], last_forms])
        if spans and _is_in_body(corpus, article, (spans[0][0], spans[-1][1])):
            return _make_elided(corpus, quotation, article, spans)
    return None


def _make_elided(
    corpus: Corpus, quotation: str, article: Article, spans: Sequence[Span]
) -> QuotationCheck:
    passage = spans[0][0], spans[-1][1]
    gaps = [(before[1], after[0]) for before, after in zip(spans, spans[1:], strict=False)]
    dropped = [gap for gap in gaps if _drops_negation(corpus, article, gap)]
    check = _make_check(quotation, QuotationKind.ELIDED, article, passage)
    if dropped:
        differences = tuple(
            Difference((0, 0), (start - passage[0], end - passage[0]), is_negation=True)
            for start, end in dropped
        )
        return replace(check, kind=QuotationKind.CHANGED, differences=differences)
    return replace(check, pieces=tuple(make_quote(article, span, span) for span in spans))


def _drops_negation(corpus: Corpus, article: Article, gap: Span) -> bool:
    """Return whether a gap leaves out hardly more of its sentence than a word such as *not*."""
    start, end = gap
    sentence = next(
        (each for each in corpus.sentences_of(article) if each.start <= start and end <= each.end),
        None,
    )
    tokens = tokenize(article.visible_text, start, end)
    if sentence is None or count_words(tokens) > _MAX_NEGATED_GAP_WORDS:
        return False
    return bool(negations(tokens, language_of(sentence.language)))


# --- With other words


def _find_changed(corpus: Corpus, quotation: str, similar: Iterable[int]) -> QuotationCheck | None:
    tokens = tokenize(quotation)
    best: tuple[Article, Alignment] | None = None
    for article, alignment in _alignments(corpus, similar, tokens):
        if best is None or alignment.share > best[1].share:
            best = article, alignment
    if best is None:
        return None
    check = _make_check(quotation, QuotationKind.CHANGED, best[0], best[1].span)
    return replace(check, differences=best[1].differences)


def _alignments(
    corpus: Corpus, similar: Iterable[int], tokens: Sequence[Token]
) -> Iterator[tuple[Article, Alignment]]:
    """Yield the alignments with up to three sentences around those most like the quotation."""
    for place in map(corpus.place, similar):
        language = language_of(place.sentences[place.position].language)
        for passage in _passages(place):
            if may_align(tokens, passage) and (alignment := align(tokens, passage, language)):
                yield place.article, alignment


def _passages(place: SentencePlace) -> Iterator[list[Token]]:
    """Yield the tokens of each run of sentences that holds a sentence, short runs first."""
    first = max(0, place.position - _MAX_SENTENCES + 1)
    nearby = place.sentences[first : place.position + _MAX_SENTENCES]
    tokens = [tokenize(place.article.visible_text, *sentence.span) for sentence in nearby]
    position = place.position - first
    for length in range(1, _MAX_SENTENCES + 1):
        for start in range(max(0, position - length + 1), position + 1):
            if start + length <= len(tokens):
                yield list(chain.from_iterable(tokens[start : start + length]))
