"""An example question that a collection can answer, for people who do not know its articles."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.core.collection import Collection
from bot.core.languages.registry import ENGLISH, language_of
from bot.core.text.entities import find_entities
from bot.core.text.lexicon import without_phrase_parts
from bot.core.text.sentences import Sentence

_MAX_ARTICLES = 10
_MAX_EVENTS = 3  # of an article
_MAX_CANDIDATES = 12  # each is asked, which takes milliseconds
_DAY = re.compile(r"[A-Z][a-z]+ \d{1,2}(, \d{4})?|\d{1,2} [A-Z][a-z]+( \d{4})?")
_MIN_NAME_WORDS = 2  # one word names too many


def example_question(collection: Collection) -> str | None:
    """Return the candidate that is answered with the most confidence, or None."""
    candidates = islice(_candidates(collection), _MAX_CANDIDATES)
    answers = [collection.ask(question) for question in candidates]
    answers = [answer for answer in answers if answer.is_answered]
    return max(answers, key=lambda answer: answer.confidence).question if answers else None


def _candidates(collection: Collection) -> Iterator[str]:
    """Yield questions about days and people that the first articles tell of."""
    for article in islice(collection.by_path(), _MAX_ARTICLES):
        for event in collection.timeline(article, limit=_MAX_EVENTS).events:
            if event.expression and _DAY.fullmatch(event.expression_text):
                yield f"What happened on {event.expression_text}?"
        for sentence in collection.sentences_of(article):
            yield from _questions_about_people(collection, article.visible_text, sentence)


def _questions_about_people(collection: Collection, text: str, sentence: Sentence) -> Iterator[str]:
    """Yield a question about each person before whose name a title stands."""
    words = without_phrase_parts(collection.lexicon.words(text, *sentence.span))
    english = language_of(ENGLISH)
    for entity in find_entities(text, words, collection.capitals, english):
        title = words[entity.first - 1].plain if entity.first else ""
        if len(entity.plains) >= _MIN_NAME_WORDS and title in english.groups["before a person"]:
            name = text[words[entity.first].start : words[entity.last].end]
            yield f"Who is {' '.join(name.split())}?"
