"""The languages of the articles, in the language of the reader."""

from collections import Counter
from collections.abc import Iterable

from bot.core.corpus import Corpus
from bot.core.languages.registry import UNKNOWN
from bot.discord_app.texts import Texts

_MAX_NAMES = 5  # of languages, the most frequent ones, where other things stand too


def other_language_text(language: str, other_languages: Iterable[str], texts: Texts) -> str:
    """Say that there are no articles in a language, and name the languages of the articles."""
    return texts(
        "other-language",
        language=texts.language_name(language),
        languages=texts.language_names(other_languages),
    )


def article_languages(corpus: Corpus) -> list[str]:
    """Return the known languages of the articles, the most frequent first."""
    counts = Counter(article.language for article in corpus.articles)
    return [language for language, _ in counts.most_common() if language != UNKNOWN]


def foreign_languages(corpus: Corpus, texts: Texts) -> str:
    """Return the names of the languages of the articles; none if all are in that of the texts."""
    languages = article_languages(corpus)
    if languages in ([], [texts.language]):
        return ""
    return texts.language_names(languages[:_MAX_NAMES])
