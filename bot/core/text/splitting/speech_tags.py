"""Speech tags: who said what stands between quotation marks, as in “Why?” Ann Lee asked."""

import re
from functools import cache

from bot.core.languages.language import Language
from bot.core.text.splitting.stops import Stop

_MAX_TAG = 200  # characters
_CLAUSE = re.compile(r"[^.,!?:;…،؛؟۔।。，、！？：；\n]{1,40}")
_MAX_UNSPACED_TAG = 15  # characters


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


def opens_with_caseless_tag(stop: Stop) -> bool:
    """Return whether a clause in a script without capitals follows that says who spoke.

    A verb of speech stands first or last in it. Elsewhere a small letter tells that it follows.
    """
    verbs = stop.language.groups["speech"]
    if not (verbs and stop.is_spoken and _is_caseless(stop.next_character)):
        return False
    clause = _CLAUSE.match(stop.text, stop.following)
    if clause is None:
        return False
    if stop.language.settings.is_unspaced:
        return len(clause[0]) <= _MAX_UNSPACED_TAG and clause[0].endswith(tuple(verbs))
    words = [stop.language.plain(word) for word in clause[0].split()]
    return words[0] in verbs or words[-1] in verbs


def _is_caseless(character: str) -> bool:
    return character.isalpha() and character.lower() == character.upper()
