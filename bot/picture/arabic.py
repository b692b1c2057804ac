"""Join the letters of Arabic where nothing else does.

Unicode has a character for each shape of a letter, "Arabic Presentation Forms". Fonts have them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

_PRESENTATION_FORMS = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
_TATWEEL = "\u0640"  # a stroke that lengthens a word joins on both sides
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
_NON_JOINER = "\u200c"
_UNIT = re.compile(f"{_LAM}[{_ALEFS}]|.", re.DOTALL)  # what is drawn as one letter
_POINTS = re.compile(
    r"[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8]"
)


def join_letters(text: str) -> str:
    """Return `text` with each Arabic letter in the shape that its place in the word asks for.

    The marks above and below the letters of Arabic and Hebrew are left out.
    """
    units = _UNIT.findall(_POINTS.sub("", text))
    shapes = map(_shape, units, ["", *units], [*units[1:], ""])
    return "".join(shapes).replace(_NON_JOINER, "")


def _shape(unit: str, before: str, after: str) -> str:
    forms = _forms().get(unit, {})
    joins_before = "final" in forms and _joins(before, "initial")
    joins_after = "initial" in forms and _joins(after, "final")
    if joins_before and joins_after:
        return forms["medial"]
    if joins_before:
        return forms["final"]
    return forms["initial"] if joins_after else forms.get("isolated", unit)


def _joins(unit: str, form: str) -> bool:
    return unit == _TATWEEL or form in _forms().get(unit, {})


@cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    """Return the characters for the shapes of each letter, by the names that Unicode gives them."""
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for code in _PRESENTATION_FORMS:
        name, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        letter = "".join(chr(int(number, 16)) for number in letters)
        if _UNIT.fullmatch(letter):
            forms[letter].setdefault(name.strip("<>"), chr(code))
    return forms
