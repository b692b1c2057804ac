"""Letters: accents, small letters, and letters that the readers of a language take for one."""

import unicodedata
from functools import lru_cache

from bot.core.languages.settings import LanguageSettings


class Letters:
    """The letters of a language: which are one for its readers, by the settings of the language."""

    def __init__(self, settings: LanguageSettings) -> None:
        self.normalise = decompose if settings.accents == "ignored" else compose
        self.lower = to_turkish_lower if settings.lower == "turkish" else to_lower
        pairs = [fold.split(">") for fold in settings.folds]
        self._letters = {ord(letter): other for letter, other in pairs if len(letter) == 1}
        self._pairs = [(letters, other) for letters, other in pairs if len(letters) > 1]

    def fold(self, word: str) -> str:
        """Return a word in small letters with one form of the letters that readers equate."""
        if self._letters:
            word = word.translate(self._letters)
        for letters, other in self._pairs:
            word = word.replace(letters, other)
        return word


def decompose(word: str) -> str:
    """Return `word` without accents, so that Elysée and Elysee are one word.

    Seventeen characters, such as U+FDFA, decompose into several words, or into a space and an
    accent; the spaces are left out, because only phrases have them.
    """
    if word.isascii():
        return word
    decomposition = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposition if not (unicodedata.combining(c) or _is_left_out(c)))


def compose(word: str) -> str:
    """Return `word` with its accents, each letter with its marks as one character if there is one.

    Full-width letters become plain ones.
    """
    if word.isascii():
        return word
    composition = unicodedata.normalize("NFKC", word)
    if composition.isalnum():
        return composition
    return "".join(c for c in composition if not _is_left_out(c))


@lru_cache(1 << 12)
def _is_left_out(character: str) -> bool:
    """Return whether a character has no width, or is white space."""
    return (
        character.isspace()
        or "\ufe00" <= character <= "\ufe0f"  # variants of a sign
        or unicodedata.category(character) in {"Cf", "Me"}
    )


def to_lower(word: str) -> str:
    """Return `word` in small letters."""
    lower = word.lower()
    return lower if lower.isascii() else unicodedata.normalize("NFC", lower)


def to_turkish_lower(word: str) -> str:
    """Return `word` in small letters, of which Turkish has an i with and one without a dot."""
    return to_lower(word.replace("İ", "i").replace("I", "ı"))
