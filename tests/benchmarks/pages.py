"""Whether the sentences of web pages stand in the text that a browser shows.

    pip install playwright          # and a Chromium, of the system or `playwright install chromium`
    python -m tests.benchmarks.pages FOLDER --browser /usr/bin/chromium [--list]

FOLDER holds HTML files, of any pages. Chromium opens each with scripts turned off, and asks for
nothing else; its `innerText` is what a reader sees, white space aside. Of that are taken away, as
from the articles, the marks of footnotes and what is written for screen readers only. A style sheet
of another server may hide or transform text, which is not seen here.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.core.text.sentences import split_article
from bot.ingest.draft import make_draft
from bot.ingest.pages.encoding import decode
from bot.ingest.pages.page import read_html
from bot.ingest.sandbox import SANDBOX_LIMITS
from bot.ingest.unreadable import UnreadableError

try:
    from playwright.sync_api import Browser, Error, Route, sync_playwright
except ModuleNotFoundError:
    raise SystemExit("pip install playwright, which opens the pages in Chromium") from None

ADDRESS = "http://page.example/"
REMOVE = """() => {
  const only = '.sr-only, .visually-hidden, .visuallyhidden, .screen-reader-text, .screen-reader';
  for (const element of document.querySelectorAll(only)) element.remove();
  for (const sup of document.querySelectorAll('sup')) {
    const text = sup.textContent.trim();
    const before = sup.previousSibling ? sup.previousSibling.textContent.trimEnd() : '';
    const link = sup.querySelector('a[href*="#"]') || sup.closest('a[href*="#"]');
    const isMark = /^(\\[.{1,24}\\]|[*†‡§¶]+)$/.test(text) || (link && text.length < 8)
      || (/^\\d{1,3}$/.test(text) && /(\\p{L}{3}|[.,;:!?"”’)])$/u.test(before));
    if (isMark) sup.remove();
  }
}"""
SHOWN = "document.body ? document.body.innerText : ''"
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--browser", help="the path of Chromium")
    parser.add_argument(
        "--list", action="store_true", help="print the sentences that are not there"
    )
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.htm*"))
    if not files:
        parser.error(f"{options.folder} holds no HTML files")
    counts: Counter[str] = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser)
        for file in files:
            counts.update(check(file, browser, show=options.list))
    for name, count in counts.items():
        print(f"{count:>8,} {name}")


def check(file: Path, browser: Browser, *, show: bool) -> Counter[str]:
    """Count the sentences of one page, and those that a browser does not show."""
    try:
        sentences = list(sentences_of(file))
    except UnreadableError as error:
        if show:
            print(f"{file.name}: {error}")
        return Counter({"pages": 1, "pages refused": 1})
    try:
        texts = [comparable(text) for text in texts_shown(file, browser)]
    except Error:
        return Counter({"pages": 1, "pages that the browser does not open": 1})
    strays = [text for text in sentences if not any(comparable(text) in shown for shown in texts)]
    for text in strays if show else ():
        print(f"{file.name}: {text}")
    return Counter(
        {"pages": 1, "pages stored": 1, "sentences": len(sentences)}
        | {"sentences not shown": len(strays), "pages with such a sentence": bool(strays)}
    )


def sentences_of(file: Path) -> Iterator[str]:
    """Yield the sentences of the article that is stored of a page."""
    limits = {"max_characters": SANDBOX_LIMITS.max_characters}
    page = read_html(file.read_bytes(), limits, today=date.today().isoformat())  # noqa: DTZ011
    article = make_draft(file.name, page["text"], page["suffix"]).article
    for sentence in split_article(article):
        yield article.visible.text[sentence.start : sentence.end]


def texts_shown(file: Path, browser: Browser) -> tuple[str, str]:
    """Return the text of a page, and the same without what REMOVE takes away."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    body = decode(file.read_bytes(), None).encode("utf-8", "replace")

    def answer(route: Route) -> None:
        if route.request.url == ADDRESS:
            route.fulfill(body=body, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    tab.route("**/*", answer)
    try:
        tab.goto(ADDRESS, wait_until="domcontentloaded")
        shown: str = tab.evaluate(SHOWN)
        tab.evaluate(REMOVE)
        return shown, tab.evaluate(SHOWN)
    finally:
        context.close()


def comparable(text: str) -> str:
    """Return a text without white space, in one case, since style sheets write in capitals."""
    return "".join(text.translate(INVISIBLE).split()).casefold()


if __name__ == "__main__":
    main()
