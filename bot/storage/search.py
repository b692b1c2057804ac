"""Search: articles by words of their names, compared by Python within SQLite.

SQLite itself folds the case of ASCII only: https://www.sqlite.org/lang_expr.html#like
"""

from bot.core.names import has_words


def name_has_words(name: bytes, words: str) -> bool:
    """Return whether a name, which may be damaged, has every one of the normalised `words`."""
    return has_words(name.decode(errors="replace"), words.split())
