"""Abbreviations of a language: the short forms with a full stop, by what follows them."""

from functools import cached_property

from bot.core.languages.word_lists import Groups


class AbbreviationList:
    """The groups of `abbreviations.txt`; `_` is a space, and `-str` the end of a compound."""

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        self._endings = {
            word[1:]: group
            for group, words in groups.items()
            for word in words
            if word.startswith("-")
        }

    def group_of(self, word: str, *, has_capital: bool) -> str | None:
        """Return the group of a word in its folded form, if it is an abbreviation."""
        for group, words in self._groups.items():
            if word in words and (group != "with a capital" or has_capital):
                return group
        return next((self._endings[end] for end in self._endings if word.endswith(end)), None)

    @cached_property
    def spaced_openings(self) -> frozenset[str]:
        """The abbreviations of several words, and how they begin: `i._d._r`, `i._d`."""
        words = (word for group in self._groups.values() for word in group if "_" in word)
        parts = [word.split("_") for word in words]
        return frozenset(
            "_".join(part[:i]).rstrip(".") for part in parts for i in range(2, len(part) + 1)
        )
