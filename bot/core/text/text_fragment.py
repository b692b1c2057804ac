"""Link: the address of a quote's sentence on the page where its article was published."""

from urllib.parse import quote as percent_encoded
from urllib.parse import urlsplit

from bot.core.text.quote import Quote

MAX_LINK = 400  # characters; a longer one would crowd out quotes
_WHOLE = 8  # words of a sentence that is named whole
_ENDS = 4  # words at each end of a longer one
_KEPT = (
    ":/?#@!$&'*+,;=%~"  # of an address, beside letters, digits and -._ ; brackets can end a link
)
_DIRECTIVE = ":~:"  # https://wicg.github.io/scroll-to-text-fragment/#syntax


def link(quote: Quote) -> str | None:
    """Return the link that scrolls to the focus of `quote`; None where its page is not known.

    Where that would be too long it leads to the page alone.
    """
    page = _page(quote.url or "")
    if page is None or len(page) > MAX_LINK:
        return None
    whole = f"{page}{'' if '#' in page else '#'}{_DIRECTIVE}text={_text(quote)}"
    return whole if len(whole) <= MAX_LINK else page


def _page(url: str) -> str | None:
    """Return the address of a page that a browser opens, without a text to scroll to."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        return None
    return percent_encoded(url.partition(_DIRECTIVE)[0], safe=_KEPT, errors="replace")


def _text(quote: Quote) -> str:
    """Return the focus as a text directive: whole, or from its first words to its last."""
    words = quote.visible_text[slice(*quote.visible_focus)].split()
    if len(words) <= _WHOLE:
        return _encoded(words)
    return f"{_encoded(words[:_ENDS])},{_encoded(words[-_ENDS:])}"


def _encoded(words: list[str]) -> str:
    """Return words percent-encoded, and `-`, which tells the context of a text, too."""
    text = percent_encoded(" ".join(words), safe="", errors="replace")
    return text.replace("-", "%2D")
