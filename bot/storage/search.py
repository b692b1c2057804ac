"""Search: articles by words of their names, compared by Python within SQLite.

Of itself SQLite knows the case of ASCII alone: https://www.sqlite.org/lang_expr.html#like
"""


def folded(text: str) -> str:
    """Return `text` as names are compared: without case, and with single spaces.

    Turkish has an I and an i with and without a dot, which are one here.
    """
    return " ".join(
        text.casefold().replace("\N{COMBINING DOT ABOVE}", "").replace("ı", "i").split()
    )


def has_words(name: bytes, words: str) -> bool:
    """Return True if a name, which may be damaged, has every one of the folded `words`."""
    text = folded(name.decode(errors="replace"))
    return all(word in text for word in words.split())
