"""Whether the glyphs of a PDF stand for the letters that a reader sees."""

import re
import unicodedata
from collections import Counter

from bot.ingest.pdf.drawing import DrawnPage

_MIN_UNMAPPED = 0.5  # of the glyphs; without a map many PDFs can still be read
_MAX_WRONG = 0.03  # of the glyphs that stand for no character
_MAX_WITHOUT_VOWEL = 0.15  # of the words of at least four Latin letters
_MIN_SCRIPT = 0.05  # of the letters
_MAX_SCRIPTS = 2
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH"}


class Legibility:
    """Counts over the pages of a document."""

    __slots__ = ("_letters", "_unmapped_count", "_words", "_words_without_vowel", "_wrong_count")

    def __init__(self) -> None:
        self._unmapped_count = self._wrong_count = 0
        self._words = self._words_without_vowel = 0
        self._letters: Counter[str] = Counter()

    def add(self, page: DrawnPage) -> None:
        """Count the letters of a page."""
        self._wrong_count += page.wrong_count
        self._unmapped_count += sum(len(w.text) for w in page.words if w.style.is_unmapped)
        text = "".join(f" {w.text}" if w.follows_space else w.text for w in page.words)
        self._letters.update(text.replace(" ", ""))
        words = _LONG_WORD.findall(text)
        self._words += len(words)
        self._words_without_vowel += sum(not _VOWEL.search(word) for word in words)

    def is_readable(self) -> bool:
        """Return whether the glyphs have a usable map to letters."""
        glyph_count = self._letters.total() + self._wrong_count
        if self._unmapped_count + self._wrong_count < _MIN_UNMAPPED * glyph_count:
            return True
        return (
            self._wrong_count <= _MAX_WRONG * glyph_count
            and self._words_without_vowel <= _MAX_WITHOUT_VOWEL * self._words
            and len(self._scripts()) <= _MAX_SCRIPTS
        )

    def _scripts(self) -> set[str]:
        """Return the scripts that many of the letters belong to."""
        counts: Counter[str] = Counter()
        for character, count in self._letters.items():
            if character.isalpha():
                counts[_script(character)] += count
        return {script for script in counts if counts[script] > _MIN_SCRIPT * counts.total()}


def _script(character: str) -> str:
    """Return the first word of the letter's Unicode name, which is its script."""
    script = unicodedata.name(character, "UNNAMED").partition(" ")[0]
    return "CJK" if script in _EAST_ASIAN else script
