"""Detection: which language a text is in."""

from collections.abc import Mapping, Sequence

from bot.core.languages.evidence import Evidence, evidence_of
from bot.core.languages.registry import ENGLISH, UNKNOWN, language_codes
from bot.core.languages.scripts import main_script

_SAMPLE_START = 2000  # characters; of the middle, half as many
_SAMPLE_BLOCK = 600
_LEAST_BLOCK = 120  # characters; a shorter one is a title, a name or a quotation
# Frequent words that no other language has, and how many characters of English hold one.
_ENGLISH_WORDS = (" the ", " and ", " of ", " that ", " with ", " from ")
_LEAST_ENGLISH = 3
_ENGLISH_OPENINGS = ("who ", "what ", "when ", "where ", "why ", "how ", "which ", "whose ")
_CHARACTERS_PER_WORD = 120
_LEAST_SCORE = 0.9  # a word; less is a language that is not known, a list or code
_NAMES = 10  # words of a text that may all be names
_LEAST_LEAD = 0.6  # a word, over the language of the article
_ENGLISH_PRIOR = 2  # for an article of a few words, such as *Cats purr.*
_MAIN_PRIOR = 4  # for a question, of the most frequent language of the articles
_OTHER_PRIOR = 2  # of any other language of the articles
_READER_PRIOR = 1
_UNREAD_HANDICAP = 1  # of a language without a folder: Galician is rare


def detect_article(text: str) -> str:
    """Return the code of the language that most of an article is in, or UNKNOWN."""
    middle = max(len(text) // 2, _SAMPLE_START)
    sample = text[:_SAMPLE_START] + text[middle : middle + _SAMPLE_START // 2]
    if _is_english(sample, 0, len(sample), least=_LEAST_ENGLISH):
        return ENGLISH
    script = main_script(sample)
    return _detect(sample, evidence_of(script)) if script else UNKNOWN


def _is_english(text: str, start: int, end: int, least: int = 1) -> bool:
    """Return whether a text is English beyond doubt; fast, since most articles are."""
    count = sum(text.count(word, start, end) for word in _ENGLISH_WORDS)
    return count >= least and count * _CHARACTERS_PER_WORD > end - start


def _detect(text: str, evidence: Evidence) -> str:
    if len(evidence.languages) == 1:
        return _only_language(evidence)
    words = evidence.words_of(text)
    scores = evidence.scores(words)
    if ENGLISH in evidence.languages:
        scores[ENGLISH] += _ENGLISH_PRIOR
    language = _best(scores, {ENGLISH: _ENGLISH_PRIOR}) if scores else UNKNOWN
    is_sure = scores[language] > _LEAST_SCORE * (len(words) - _NAMES)
    return _readable(language) if is_sure else UNKNOWN


def detect_blocks(text: str, spans: Sequence[tuple[int, int]], language: str) -> list[str]:
    """Return the code of the language of each block of an article, most of which is `language`."""
    if len(spans) == 1:
        return [language]
    return [_detect_block(text, start, end, language) for start, end in spans]


def _detect_block(text: str, start: int, end: int, language: str) -> str:
    """Return the language of a block: that of the article, unless there is strong evidence."""
    end = min(end, start + _SAMPLE_BLOCK)
    if end - start < _LEAST_BLOCK or (language == ENGLISH and _is_english(text, start, end)):
        return language
    sample = text[start:end]
    script = main_script(sample)
    if script is None:
        return language
    evidence = evidence_of(script)
    if language not in evidence.languages:
        return _detect(sample, evidence)
    if len(evidence.languages) == 1:
        return language
    words = evidence.words_of(sample)
    scores = evidence.scores(words)
    least_lead = _LEAST_LEAD * len(words)
    if max(scores.values(), default=0) - scores[language] <= least_lead:  # as nearly always
        return language
    best = _best(scores, {})
    return _readable(best) if scores[best] - scores[language] > least_lead else language


def detect_question(text: str, among: Mapping[str, int], locale: str | None = None) -> str:
    """Return the code of the language of a question, or UNKNOWN.

    `among` are the languages of the articles with their numbers of sentences. An undecided
    question is in the most frequent of those that have its script.
    """
    if among.keys() == {ENGLISH} and text.isascii() and text.lower().startswith(_ENGLISH_OPENINGS):
        return ENGLISH  # without the lists of other languages
    languages = sorted(among, key=among.__getitem__, reverse=True)
    reader = (locale or "").partition("-")[0]
    evidence = _evidence_of_question(text, languages)
    if evidence is None:
        return next(iter(languages), reader or ENGLISH)
    if len(evidence.languages) == 1:
        return _only_language(evidence)
    priors = _priors(languages, evidence)
    scores = evidence.scores(set(evidence.words_of(text)))
    scores.update(priors)
    if reader in evidence.languages:
        scores[reader] += _READER_PRIOR
    return _readable(_best(scores, priors)) if scores else UNKNOWN


def _best(scores: Mapping[str, int], priors: Mapping[str, int]) -> str:
    """Return the language with the highest score, of equal ones the more probable."""
    return max(
        sorted(scores),
        key=lambda language: (
            scores[language] - (0 if language in language_codes() else _UNREAD_HANDICAP),
            priors.get(language, 0),
        ),
    )


def _evidence_of_question(text: str, languages: Sequence[str]) -> Evidence | None:
    """Return the evidence for the script of a question; Chinese characters may be Japanese."""
    script = main_script(text)
    if script == "han" and evidence_of("han").languages.isdisjoint(languages):
        may_be_japanese = not (
            evidence_of("japanese").languages.isdisjoint(languages)
            or any(letter in text for letter in evidence_of("han").letters)  # simplified ones
        )
        return evidence_of("japanese" if may_be_japanese else "han")
    return evidence_of(script) if script else None


def _priors(languages: Sequence[str], evidence: Evidence) -> dict[str, int]:
    """Return the prior of each language of the articles, the most frequent first.

    Names in Latin letters stand in texts of every script.
    """
    written = [language for language in languages if language in evidence.languages]
    if not written and ENGLISH in evidence.languages:
        written = list(languages[:1])
    return dict.fromkeys(written, _OTHER_PRIOR) | dict.fromkeys(written[:1], _MAIN_PRIOR)


def _only_language(evidence: Evidence) -> str:
    return _readable(next(iter(evidence.languages)))


def _readable(language: str) -> str:
    """Return a language if the package has a folder of it, else UNKNOWN."""
    return language if language in language_codes() else UNKNOWN
