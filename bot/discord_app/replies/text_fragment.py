"""Text fragment: a link to a quote's sentence on the page where its article was published."""

from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit

from bot.core.text.quote import Quote

MAX_LINK_LENGTH = 400  # characters; a longer link would crowd out quotes
_MAX_WHOLE_WORDS = 8  # a longer sentence is given by its ends
_WORDS_AT_END = 4
_UNESCAPED = (
    ":/?#@!$&'*+,;=%~"  # besides letters, digits and -._ ; a bracket could end a Markdown link
)
_DIRECTIVE = ":~:"  # https://wicg.github.io/scroll-to-text-fragment/#syntax


def fragment_link(quote: Quote) -> str | None:
    """Return a link that scrolls to the focus of `quote`; None if its page is not known.

    If that would be too long, the link leads to the page only. A PDF is opened at its page.
    """
    page = _page_address(quote.url or "")
    if page is None or len(page) > MAX_LINK_LENGTH:
        return None
    if quote.page:  # https://www.rfc-editor.org/rfc/rfc8118#section-3
        return f"{page.partition('#')[0]}#page={quote.page}"
    link = f"{page}{'' if '#' in page else '#'}{_DIRECTIVE}text={_text_directive(quote)}"
    return link if len(link) <= MAX_LINK_LENGTH else page


def _page_address(url: str) -> str | None:
    """Return the address of a page that a browser opens, without a text to scroll to."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        return None
    return percent_encode(url.partition(_DIRECTIVE)[0], safe=_UNESCAPED, errors="replace")


def _text_directive(quote: Quote) -> str:
    """Return the focus as a text directive: whole, or from its first words to its last."""
    words = quote.visible_text[slice(*quote.visible_focus)].split()
    if len(words) <= _MAX_WHOLE_WORDS:
        return _encode(words)
    return f"{_encode(words[:_WORDS_AT_END])},{_encode(words[-_WORDS_AT_END:])}"


def _encode(words: list[str]) -> str:
    """Percent-encode words, and also `-`, which would separate the context of a text."""
    text = percent_encode(" ".join(words), safe="", errors="replace")
    return text.replace("-", "%2D")
