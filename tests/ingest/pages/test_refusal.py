"""Pages without an article are refused, with a reason; short articles are not."""

import pytest

from bot.ingest.unreadable import UnreadableError
from tests.support.pages import PARAGRAPHS, page_around, read_page


def bare(body, title="Dunmore Gazette", head=""):
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


HEADLINES = [f"<a href='/{n}'>The council of Dunmore votes on plan {n}</a>" for n in range(8)]
NOT_FREE = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry line opens",'
    ' "isAccessibleForFree": "False"}</script>'
)
TEASER = "<p>The council has voted for the plan, and the mayor is glad, but the harbour board …</p>"
CONSENT = (
    "<div><h2>We value your privacy</h2><p>We and our 143 partners store cookies on your device and"
    " process personal data.</p><p>You can change your consent at any time.</p></div>"
)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param(
            bare("<div id='root'></div><script src='a.js'></script>"),
            "JavaScript",
            id="empty shell",
        ),
        pytest.param(
            bare("<div>Loading…</div><script src='a.js'></script>"), "JavaScript", id="loading"
        ),
        pytest.param(
            bare("<noscript>You need to enable JavaScript.</noscript>"), "JavaScript", id="noscript"
        ),
        pytest.param(
            bare("<p>Please turn on JavaScript in your browser to see it.</p>"),
            "JavaScript",
            id="message",
        ),
        pytest.param(
            bare(
                "<h1>Just a moment...</h1><p>The site checks your connection.</p>",
                "Just a moment...",
            ),
            "whether a person",
            id="browser check",
        ),
        pytest.param(
            bare("<p>Please verify that you are human.</p><p>It takes a second.</p>"),
            "whether a person",
            id="captcha",
        ),
        pytest.param(bare(CONSENT), "cookies", id="cookies"),
        pytest.param(
            bare("<p>Wir verwenden Cookies und bitten um Ihre Einwilligung.</p>"),
            "cookies",
            id="German",
        ),
        pytest.param(
            bare(f"{TEASER}<p>Subscribe to continue reading.</p>"), "subscription", id="pay wall"
        ),
        pytest.param(bare(TEASER, head=NOT_FREE), "subscription", id="not free"),
        pytest.param(
            bare("<h1>Welcome back</h1><input type='password'><p>Sign in to your account.</p>"),
            "login",
            id="login",
        ),
        pytest.param(
            bare("<h1>Page not found</h1><p>Oops! That is a wrong turn.</p>"),
            "no such page",
            id="404",
        ),
        pytest.param(
            bare("<p>The page that you look for could not be found.</p>"),
            "no such page",
            id="words of a 404",
        ),
        pytest.param(
            bare("<h1>Access denied</h1><p>Reference 18.2f.</p>"), "no such page", id="403"
        ),
        pytest.param(
            bare("<h1>Bridge</h1><figure><figcaption>Holt opens the bridge.</figcaption></figure>"),
            "caption",
            id="caption",
        ),
        pytest.param(
            bare("".join(f"<li>{link}</li>" for link in HEADLINES)), "lists links", id="links"
        ),
        pytest.param(
            bare(
                "".join(
                    f"<h2>{link}</h2><p>The plan has a cost of its own.</p>" for link in HEADLINES
                )
            ),
            "lists links",
            id="home page",
        ),
    ],
)
def test_pages_without_an_article_are_refused(page, reason):
    with pytest.raises(UnreadableError, match=reason):
        read_page(page)


SHORT = ("The ferry sank on Monday.", "No one was hurt, the board said.", "A new one sails in May.")
SHORT_PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SHORT)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(bare(SHORT_PARAGRAPHS), id="bare"),
        pytest.param(bare(f"<p>{' '.join(SHORT)}</p>", "Ferry sinks"), id="one paragraph"),
        pytest.param(
            bare(f"{CONSENT}<article>{SHORT_PARAGRAPHS}</article>"), id="with a cookie notice"
        ),
        pytest.param(
            bare(f"<input type='password'><article>{SHORT_PARAGRAPHS}</article>"), id="with a login"
        ),
        pytest.param(
            bare(f"<article>{SHORT_PARAGRAPHS}</article><noscript>Enable JavaScript.</noscript>"),
            id="noscript",
        ),
        pytest.param(
            bare(f"<article>{SHORT_PARAGRAPHS}</article><p>Subscribe to our newsletter.</p>"),
            id="newsletter",
        ),
        pytest.param(
            bare(f"<figure><figcaption>The ferry.</figcaption></figure>{SHORT_PARAGRAPHS}"),
            id="caption",
        ),
    ],
)
def test_short_articles_are_taken(page):
    text = read_page(page)["text"]
    assert all(sentence in text for sentence in SHORT)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Cookies", "Mix the butter with sugar. Bake your cookies for ten minutes. Let them cool."),
        (
            "Sign found",
            "A sign that swimming is forbidden was not found. The mayor is angry. He left.",
        ),
        (
            "Login law",
            "Shops must let people sign in without a phone. It is law from May. Fines are high.",
        ),
        ("Port check", "A security check delayed the ferry. It sailed at noon. No one complained."),
        (
            "JavaScript",
            "JavaScript is required in schools from May. Pupils are glad. Teachers are not.",
        ),
    ],
)
def test_articles_about_such_things_are_taken(title, body):
    page = bare(f"<article><h1>{title}</h1><p>{body}</p></article>", title)
    assert body in read_page(page)["text"]


def test_a_long_article_is_taken_whatever_stands_around_it():
    paragraphs = "".join(
        f"<p>{n}: the council of Dunmore met for {n} hours.</p>" for n in range(40)
    )
    page = page_around(paragraphs, head=NOT_FREE, above="<p>Subscribe to continue reading.</p>")
    assert PARAGRAPHS[3:40] in read_page(page)["text"]
