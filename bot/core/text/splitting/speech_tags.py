"""Speech tags: who said what stands between quotation marks, as in “Why?” Ann Lee asked."""

import re
from functools import cache

from bot.core.languages.language import Language

_MAX_TAG = 200  # characters


def opens_with_tag(text: str, start: int, language: Language) -> bool:
    """Return whether `text[start:]` begins with a name and a verb of speech: *Marsh asked*.

    Where a clause follows the verb, it is a sentence of its own: *Marsh said he did not know.*
    """
    if not language.sentence_words["of saying"]:
        return False
    tag = _tag_pattern(language).match(text, start, start + _MAX_TAG)
    return tag is not None and tag["first"].lower() not in language.sentence_words["not a name"]


@cache
def _tag_pattern(language: Language) -> re.Pattern[str]:
    groups = {name: "|".join(sorted(words)) for name, words in language.sentence_words.items()}
    return re.compile(
        rf"""
        (?P<first>(?:al-)?[A-Z][\w.’'-]*|de|van|von|bin)
        (?:\s(?:(?:al-)?[A-Z][\w.’'-]*|\d\w*|of|the|for|and|de|van|von|bin)){{0,7}}
        (?:(?<=['’]s)(?:\s[a-z][\w-]*){{1,3}}?)?       # Reed's aide
        (?:,\s[^.!?"“”]{{1,80}},)?                    # his age or office
        \s(?: (?:{groups["of saying"]})\b(?!\s(?:{groups["opens a clause"]})\b)
            | (?:{groups["of asking"]})\b(?!\s(?:{groups["opens a request"]})\b))
        """,
        re.VERBOSE,
    )
