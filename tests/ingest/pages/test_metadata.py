"""Title, day, authors and source are those that a page shows or states, or there are none."""

import pytest

from tests.support.pages import PARAGRAPHS, TITLE, metadata, read_page


def json_ld(fields):
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("title", "head", "body"),
    [
        pytest.param(
            TITLE, json_ld('"headline": "escenic"'), f"<h1>{TITLE}</h1>", id="name of a CMS"
        ),
        pytest.param(f"{TITLE} | The Gazette", "", f"<h1>{TITLE}</h1>", id="site after it"),
        pytest.param(f"The Gazette - {TITLE}", "", f"<h1>{TITLE}</h1>", id="site before it"),
        pytest.param(
            f"{TITLE} - The Gazette", meta("og:site_name", "The Gazette"), "", id="no heading"
        ),
        pytest.param(f"{TITLE} | gazette.example", "", "", id="host"),
        pytest.param(
            "The Gazette", meta("og:title", TITLE), f"<h1>News</h1><h1>{TITLE}</h1>", id="section"
        ),
        pytest.param(
            f"{TITLE} - The Gazette", "", f"<h1>The Gazette</h1><h2>{TITLE}</h2>", id="logo"
        ),
        pytest.param(
            TITLE,
            meta("og:title", "Opens: Ferry line, a new way to Ostholm"),
            f"<h1>{TITLE}</h1>",
            id="title for machines",
        ),
        pytest.param("", meta("og:title", "Ferry &amp;amp; line"), "", id="escaped twice"),
    ],
)
def test_title(title, head, body):
    page = f"<html><head><title>{title}</title>{head}</head><body>{body}{PARAGRAPHS}</body></html>"
    assert read_page(page)["title"] in {TITLE, "Ferry & line"}


DAY = "2020-05-14"


@pytest.mark.parametrize(
    ("head", "inside"),
    [
        pytest.param(
            json_ld(f'"datePublished": "{DAY}T23:30:00-05:00"'), "", id="the writer's day"
        ),
        pytest.param(meta("article:published_time", f"{DAY}T10:00Z"), "", id="meta"),
        pytest.param('<meta itemprop="datePublished" content="2020-05-14">', "", id="microdata"),
        pytest.param("", f"<time datetime='{DAY}'>Thursday</time>", id="time"),
        pytest.param(
            "",
            f"Updated <time datetime='2024-05-06'></time> Shown <time datetime='{DAY}'></time>",
            id="two times",
        ),
        pytest.param(
            "", "<div class='byline'>Ann Lee<br>Thu, 14 May 2020 17:55 UTC</div>", id="byline"
        ),
        pytest.param(
            "", "<p>First published on May 14, 2020. Updated on May 16, 2020.</p>", id="words"
        ),
        pytest.param(
            "", "<p>Updated on 16 May 2020, published on 14 May 2020</p>", id="change first"
        ),
        pytest.param("", "<p>14.05.2020</p>", id="with stops"),
        pytest.param("", "<p>14/05/2020</p>", id="with strokes"),
        pytest.param("", "<p>14. Mai 2020</p>", id="German"),
        pytest.param("", "<p>14 травня 2020</p>", id="Ukrainian"),
        pytest.param("", "<p>14 Mayıs 2020</p>", id="Turkish"),
        pytest.param(meta("og:url", "https://g.example/2020/05/14/ferry"), "", id="address"),
    ],
)
def test_day_of_publication(head, inside):
    masthead = "<header><time datetime='2023-12-25'></time></header>"
    today = f"<div id='date-box'>Mon, 25 Dec 2023</div>{masthead}"
    assert metadata(head, inside, above=today)["published"] == DAY


@pytest.mark.parametrize(
    ("head", "inside"),
    [
        pytest.param(meta("article:modified_time", "2025-01-07T10:00Z"), "", id="last change"),
        pytest.param(json_ld('"dateModified": "2025-01-07"'), "", id="last change in JSON-LD"),
        pytest.param("", "<p>Last updated: 7 January 2025</p>", id="last change in words"),
        pytest.param(
            "", "<p>Updated <time datetime='2025-01-07'>today</time></p>", id="time of a change"
        ),
        pytest.param("", "<p>04/05/2020</p>", id="two readings"),
        pytest.param(
            "", "<aside><time datetime='2020-05-14'>x</time></aside>", id="linked article"
        ),
        pytest.param(
            "", "<div class='comment'><time datetime='2020-05-14'>x</time></div>", id="comment"
        ),
        pytest.param(json_ld('"datePublished": "2020-13-41"'), "", id="no day"),
        pytest.param(json_ld('"datePublished": "1970-01-01"'), "", id="placeholder"),
        pytest.param(json_ld('"datePublished": ["2020"]'), "", id="list"),
        pytest.param("<script type='application/ld+json'>{broken</script>", "", id="broken"),
        pytest.param(f"<script type='application/ld+json'>{'[' * 100_000}</script>", "", id="deep"),
    ],
)
def test_no_day_rather_than_a_wrong_one(head, inside):
    today = "<div>Mon, 25 Dec 2023</div>"
    assert metadata(head, inside, above=today)["published"] is None


@pytest.mark.parametrize(
    ("head", "inside", "author"),
    [
        (json_ld('"author": [{"name": "Ann Lee"}, {"name": "Tom Reed"}]'), "", "Ann Lee, Tom Reed"),
        (json_ld('"author": "By Ann Lee"'), "", "Ann Lee"),
        (meta("author", "Ann Lee"), "", "Ann Lee"),
        (
            meta("article:author", "https://social.example/ann"),
            "<a rel='author'>Ann Lee</a>",
            "Ann Lee",
        ),
        ("", "<p class='byline'>By Ann Lee | Updated today</p>", "Ann Lee"),
        (meta("author", "admin"), "", None),
        (meta("author", "The Gazette") + meta("og:site_name", "The Gazette"), "", None),
        ("", "", None),
    ],
)
def test_authors(head, inside, author):
    assert metadata(head, inside)["author"] == author


def test_an_author_who_is_another_node_of_the_graph():
    head = (
        '<script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "author":'
        ' {"@id": "#ann"}}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]}</script>'
    )
    assert metadata(head)["author"] == "Ann Lee"


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (meta("og:site_name", "The Gazette"), "The Gazette"),
        (json_ld('"publisher": {"name": "The Gazette"}'), "The Gazette"),
        (meta("og:site_name", "gazette.example"), None),
        (meta("og:site_name", TITLE), None),
        ("", None),
    ],
)
def test_source(head, source):
    assert metadata(head)["source"] == source


def test_a_publisher_who_is_another_node_of_the_graph():
    head = (
        '<script type="application/ld+json">[{"@type": "NewsArticle", "publisher": {"@id": "#g"}},'
        ' {"@type": "Organization", "@id": "#g", "name": "The Gazette"}]</script>'
    )
    assert metadata(head)["source"] == "The Gazette"


@pytest.mark.parametrize("title", ["Lind: «The ferry never rests»", "Court: ferry-line.example"])
def test_a_title_with_marks_that_part_the_names_of_sites_is_whole(title):
    assert metadata(title=title)["title"] == title


def test_a_canonical_address_that_is_the_home_page_is_not_the_article_s():
    head = "<link rel='canonical' href='https://g.example/'>"
    assert metadata(head)["url"] == "https://g.example/x"
