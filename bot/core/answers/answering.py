"""Answering: from a question in words to the quotes that answer it, or to a refusal."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.core.answers.answer import SCORE_TOLERANCE, Answer
from bot.core.answers.explanation import Explanation, explain
from bot.core.answers.followups.followup import FollowUp, resolve_follow_up
from bot.core.answers.followups.followup_ranking import rank_follow_up
from bot.core.answers.model import load_model
from bot.core.answers.question import Question, parse_question
from bot.core.answers.quoting import quote_sentence, quote_with_answer
from bot.core.answers.ranking import Ranking, search
from bot.core.answers.reader_ranking import ReaderRanking, rank_with_reader
from bot.core.answers.requirement import find_requirement
from bot.core.corpus import Corpus
from bot.core.defaults import THRESHOLD
from bot.core.languages.registry import language_of
from bot.core.reader import ReaderUse
from bot.core.text.article import Article
from bot.core.text.quote import Quote
from bot.core.verification import verify

_MAX_CLOSEST_TITLES = 3  # in a refusal
_MIN_MARKED_CONFIDENCE = 0.5  # from which the answer is marked in the first quote


def answer_question(
    corpus: Corpus,
    question: str,
    article: Article | None,
    limit: int,
    before: str | None,
    locale: str | None = None,
) -> Answer:
    """Answer `question` from all articles, or from one, with at most `limit` quotes.

    A question that depends on the one asked `before` takes words from it or its answer. Only
    sentences in the language of the question answer it; the `locale` of the reader helps to tell
    that of a short one.
    """
    question = question.encode(errors="replace").decode()  # a command line can hold any bytes
    follow = _follow_up(corpus, question, before)
    reading = parse_question(corpus, follow.question, locale)
    if other_languages := corpus.other_languages(reading.language, article):
        return _refuse_language(question, reading.language, other_languages)
    result = rank_follow_up(corpus, reading, follow, before or "", article)
    reading, ranking = result.question, result.ranking
    confidence = result.confidence(ranking)
    is_marked = confidence >= _MIN_MARKED_CONFIDENCE
    read = _rank_with_reader(corpus, reading, follow, ranking)
    quotes, changed = verify(corpus, _quotes(corpus, reading, read, limit, with_answer=is_marked))
    if changed:
        rest = ranking.without_articles({corpus.number_of(path) for path in changed})
        confidence = result.confidence(rest)
    quotes, confidence = _check_requirement(corpus, reading, quotes, confidence)
    is_answered = bool(quotes) and confidence >= corpus.threshold
    return Answer(
        question=" ".join(question.split()),
        is_answered=is_answered,
        confidence=confidence,
        quotes=quotes,
        spellings=reading.spellings,
        changed_articles=changed,
        carried_words=result.carried_words,
        full_question=reading.text if result.carried_words else "",
        closest_titles=() if is_answered else _closest_titles(corpus, reading),
        language=reading.language,
        reader_use=read.use,
    )


def _refuse_language(question: str, language: str, other_languages: tuple[str, ...]) -> Answer:
    """Return the refusal of a question in a language that no article is in.

    Names and numbers that the articles have too say nothing of an answer.
    """
    return Answer(
        question=" ".join(question.split()),
        is_answered=False,
        confidence=0.0,
        quotes=(),
        spellings={},
        language=language,
        other_languages=other_languages,
    )


def explain_answer(corpus: Corpus, question: str, article: Article | None) -> Explanation | None:
    """Explain why the first quote of the answer is the first, if there is one."""
    reading = parse_question(corpus, question)
    ranking = search(corpus, reading, corpus.number_or_all(article))
    if not len(ranking.sentences):
        return None
    read = rank_with_reader(corpus, reading, ranking)
    best = corpus.facts_of(int(read.ranking.sentences[0]))
    return explain(reading, read, best, load_model(reading.language))


def _follow_up(corpus: Corpus, question: str, before: str | None) -> FollowUp:
    if not before:
        return FollowUp(question, ())
    language = corpus.language_of(f"{before} {question}")
    return resolve_follow_up(question, before, corpus.lexicon, corpus.capitals, language)


def _rank_with_reader(
    corpus: Corpus, question: Question, follow: FollowUp, ranking: Ranking
) -> ReaderRanking:
    """Rank with the reader, which knows nothing of the answer that a follow-up depends on."""
    if follow.depends:
        return ReaderRanking(ranking, ReaderUse.NONE)
    return rank_with_reader(corpus, question, ranking)


def _quotes(
    corpus: Corpus, question: Question, read: ReaderRanking, limit: int, *, with_answer: bool
) -> list[Quote]:
    """Quote the best sentences, without those that stand in the quote of a better one.

    The answer is marked in the best quote only, since the others may say otherwise.
    """
    ranking = read.ranking
    quotes: list[Quote] = []
    for place in ranking.across_articles(SCORE_TOLERANCE):
        if len(quotes) == limit:
            break
        number, score = int(ranking.sentences[place]), float(ranking.scores[place])
        if with_answer and not quotes:
            quote = quote_with_answer(corpus, question, number, score, read.answers.get(number))
        else:
            quote = quote_sentence(corpus, number, score)
        if not any(better.contains(quote) for better in quotes):
            quotes.append(quote)
    return quotes


def _check_requirement(
    corpus: Corpus, question: Question, quotes: Sequence[Quote], confidence: float
) -> tuple[tuple[Quote, ...], float]:
    """Return the quotes and the confidence, lower if they lack what the question asks for.

    If only the first quote lacks it, it is as doubtful as an answer can be, and nothing is marked
    in it; if all do, none answers.
    """
    requirement = find_requirement(question.text, question.language)
    if requirement is None or not quotes:
        return tuple(quotes), confidence
    language = language_of(question.language)
    meeting = [
        requirement.is_met(text, corpus.lexicon.words(text, language=language.code), language)
        for text in (quote.visible_text for quote in quotes)
    ]
    if meeting[0]:
        return tuple(quotes), confidence
    first = replace(quotes[0], answer=None, visible_answer=None)
    doubt = THRESHOLD if any(meeting) else THRESHOLD / 2
    return (first, *quotes[1:]), min(confidence, doubt)


def _closest_titles(corpus: Corpus, question: Question) -> tuple[str, ...]:
    """Return the titles of the articles nearest to a question, or of the newest."""
    scores = corpus.index.articles.scores(question.terms)
    count = _MAX_CLOSEST_TITLES
    min_score = np.partition(scores, -count)[-count] if len(scores) > count else 0.0
    near = np.flatnonzero(scores >= min_score)
    days = corpus.days()[near]
    places = corpus.index.article_ranks(near)
    order = near[np.lexsort((places, np.negative(days), -scores[near]))]
    return tuple(corpus.articles[int(number)].title for number in order[:count])
