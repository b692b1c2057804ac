"""Extract the article of an HTML page; the only import of trafilatura and lxml, in the sandbox.

trafilatura keeps headings and lists, and finds title, author, site and date; on the same pages
readability-lxml found neither site nor date, and newspaper4k lost the lists.
"""

import codecs
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import trafilatura
from lxml import etree, html

from bot.ingest.unreadable import UnreadableError
from bot.web_address import web_address

_INLINE_TAGS = ("a", "b", "strong", "i", "em", "u", "s", "sup", "sub", "tt", "code", "del")
_PROSE_TAGS = "p li blockquote footer aside nav table script style figure".split()
_MAX_CELL_LENGTH = 200  # characters; longer cells are a page laid out with a table
_MAX_DEPTH = 250  # nested elements; trafilatura recurses into each


def read_html(
    data: bytes,
    limits: Mapping[str, int],
    *,
    today: str,
    url: str | None = None,
    charset: str | None = None,
) -> Mapping[str, Any]:
    """Return the article as Markdown with its metadata; no date is later than `today`.

    Raises UnreadableError.
    """
    page = decode(data, charset)
    text = trafilatura.extract(
        _clean(_parse(page)),
        output_format="markdown",
        include_comments=False,
        include_formatting=True,
        with_metadata=False,
    )
    if not text or not text.strip():
        raise UnreadableError("no article is found on the page; paste its text")
    if len(text) > limits["max_characters"]:
        raise UnreadableError(f"holds more than {limits['max_characters']:,} characters")
    return {"text": re.sub(r"\n{3,}", "\n\n", text)} | _read_metadata(page, url, today)


def _parse(page: str) -> Any:  # noqa: ANN401 - lxml has no types
    try:
        tree = html.document_fromstring(page, parser=html.HTMLParser(remove_comments=True))
    except (etree.ParserError, ValueError) as error:
        raise UnreadableError("no article is found on the page; paste its text") from error
    if _depth(tree) > _MAX_DEPTH:
        raise UnreadableError("is nested too deep to be read")
    return tree


def _depth(tree: Any) -> int:  # noqa: ANN401
    depth = max_depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        max_depth = max(max_depth, depth)
    return max_depth


def _clean(tree: Any) -> Any:  # noqa: ANN401
    """Remove elements around the prose, inline markup and tables that only lay out the page."""
    etree.strip_elements(tree, "nav", "footer", "aside", "script", "style", with_tail=False)
    etree.strip_tags(tree, *_INLINE_TAGS)
    for table in tree.iter("table"):
        cells = table.iter("td")
        if any(len(" ".join(cell.itertext())) > _MAX_CELL_LENGTH for cell in cells):
            for element in list(table.iter("table", "tbody", "tr", "td")):
                element.tag = "div"
    return tree


def _read_metadata(page: str, url: str | None, today: str) -> dict[str, str | None]:
    """Return the page's metadata, ignoring its prose, which mentions other dates."""
    tree = _parse(page)
    for element in list(tree.body.iter(*_PROSE_TAGS)) if tree.body is not None else ():
        if element.get("type") != "application/ld+json" and element.getparent() is not None:
            element.drop_tree()
    metadata = trafilatura.extract_metadata(
        tree,
        default_url=url,
        date_config={"extensive_search": False, "original_date": True, "max_date": today},
    )
    return {
        "title": metadata.title,
        "author": metadata.author,
        "source": metadata.sitename if _is_site_name(metadata.sitename) else None,
        "published": _date_on_page(
            metadata.date, f"{url} {html.tostring(tree, encoding='unicode')}"
        ),
        "url": web_address(metadata.url) or url,
    }


def _is_site_name(name: str | None) -> bool:
    """Return False for a host name, which the URL has already."""
    return bool(name) and not re.fullmatch(r"\S+\.\S+", name or "")


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _date_on_page(value: str | None, page: str) -> str | None:
    """Return the date if its day, month and year stand next to each other on the page.

    The library completes partial dates, and resolves "3 hours ago", by the day on which it runs;
    such a date is worse than none.
    """
    if not value:
        return None
    day = date.fromisoformat(value)
    d, m, y = f"0?{day.day}(?!\\d)", f"0?{day.month}(?!\\d)", f"{day.year}"
    month_name = rf"{_MONTHS[day.month - 1]}[a-z]*\.?"
    forms = (
        rf"{y}\D{m}\D{d}",
        f"{day:%Y%m%d}",
        rf"{d}\D{m}\D{y}",
        rf"{m}\D{d}\D{y}",
        rf"{d}(?:st|nd|rd|th)?[\s,]+(?:of\s+)?{month_name}[\s,]+{y}",
        rf"{month_name}\s+{d}(?:st|nd|rd|th)?[\s,]+{y}",
    )
    return value if re.search(rf"(?<!\d)(?:{'|'.join(forms)})", page, re.I) else None


_DECLARED_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings of the WHATWG standard by their names; Python has many more, and not all are safe.
_ENCODINGS = (
    {name: name for name in "koi8-r koi8-u gbk gb18030 big5 euc-jp iso-2022-jp euc-kr".split()}
    | {f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
    | {f"windows-125{part}": f"cp125{part}" for part in range(9)}
    | dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii"), "cp1252")
    | {"utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gbk", "shift_jis": "cp932", "sjis": "cp932"}
)


def decode(data: bytes, charset: str | None) -> str:
    """Return the text of a page as browsers read it (WHATWG, Encoding)."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    match = _DECLARED_CHARSET.search(data[:2048])
    declared_charset = match[1].decode("ascii", "replace") if match else None
    for name in (charset, declared_charset, "utf-8"):
        codec = _ENCODINGS.get((name or "").lower())
        try:
            if codec:
                return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")
