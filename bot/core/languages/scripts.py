"""Scripts: the kind of letters that a text is written in."""

import re
from collections import Counter
from functools import lru_cache

_SCRIPTS = {
    name: re.compile(f"[{letters}]")
    for name, letters in {
        "latin": r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
        "cyrillic": r"\u0400-\u052f",
        "greek": r"\u0370-\u03ff\u1f00-\u1fff",
        "arabic": r"\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
        "hebrew": r"\u0590-\u05ff",
        "devanagari": r"\u0900-\u097f",
        "thai": r"\u0e00-\u0e7f",
        "han": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
        "japanese": r"\u3041-\u30fa\u30fc-\u30ff\uff66-\uff9f",
        "hangul": r"\u1100-\u11ff\uac00-\ud7af",
    }.items()
}
# A Latin name in a Greek sentence is common, a Greek one in an English sentence rare; and a
# character of Chinese or Korean is worth several letters.
_WEIGHTS = {"latin": 1, "thai": 4, "han": 4, "japanese": 4, "hangul": 4}
_OTHER_WEIGHT = 2
_SAMPLE_CHARACTERS = 400  # of a longer text, evenly
_LEAST_KANA = 1 / 8  # of the Chinese characters; a Chinese text names some things in kana


def main_script(text: str) -> str | None:
    """Return the script of most of a text, or None if it has no letters of a known one."""
    if text.isascii():
        return "latin" if _SCRIPTS["latin"].search(text) else None
    sizes = dict.fromkeys(_SCRIPTS, 0)
    sample = text[:: len(text) // _SAMPLE_CHARACTERS + 1]
    for character, count in Counter(sample).items():
        if script := _script_of(character):
            sizes[script] += count * _WEIGHTS.get(script, _OTHER_WEIGHT)
    kana, han = sizes["japanese"], sizes["han"]
    sizes["han" if kana < han * _LEAST_KANA else "japanese"] = kana + han
    script = max(sizes, key=sizes.__getitem__)
    return script if sizes[script] else None


@lru_cache(1 << 12)
def _script_of(character: str) -> str | None:
    return next((name for name, letters in _SCRIPTS.items() if letters.match(character)), None)
