"""What a reader does not see on a page is not in its article."""

import pytest

from tests.support.pages import paragraphs, read_page

SHOWN = "The bridge over the Larne is closed."


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- Nobody reads this sentence. -->",
        "<p hidden>Nobody reads this sentence.</p>",
        "<p style='color: red; display:none'>Nobody reads this sentence.</p>",
        "<div style='visibility: hidden'><p>Nobody reads this sentence.</p></div>",
        "<p aria-hidden='true'>Nobody reads this sentence.</p>",
        "<p class='sr-only'>Nobody reads this sentence.</p>",
        "<p class='note visually-hidden'>Nobody reads this sentence.</p>",
        "<noscript><p>Nobody reads this sentence.</p></noscript>",
        "<template><p>Nobody reads this sentence.</p></template>",
        "<details><summary></summary><p>Nobody reads this sentence.</p></details>",
        "<p class='secret'>Nobody reads this sentence.</p>",
        "<p id='secret'>Nobody reads this sentence.</p>",
    ],
)
def test_hidden_text_is_left_out(hidden):
    style = "<style>/* x */ p { color: red } .secret, #secret { display: none }</style>"
    assert paragraphs(f"{hidden}<p>{SHOWN}</p>", style) == [SHOWN]
    assert paragraphs(f"<p>{SHOWN}</p>{hidden}", style) == [SHOWN]


@pytest.mark.parametrize(
    "style",
    [
        "@media print { .shown { display: none } }",
        "@media print { p { color: red } .shown { display: none } }",
        ".shown .other { display: none }",
        ".shown { color: red } .shown2 { display: none }",
        "/* .shown { display: none } */",
        ".shown { display: none",  # which has no end
        "}}} .shown { color: red }" + "x" * 50_000,
    ],
)
def test_text_is_shown_unless_a_style_hides_it_on_every_screen(style):
    shown = f"<p class='shown'>{SHOWN}</p>"
    assert paragraphs(shown, f"<style>{style}</style>") == [SHOWN]
    assert paragraphs(shown, "<style media='print'>.shown { display: none }</style>") == [SHOWN]


def test_an_article_for_browsers_without_scripts_is_taken():
    """A page that is filled by a script, or whose <noscript> has no end, has no other text."""
    article = "".join(f"<p>Ferry number {n} sailed to Ostholm at noon.</p>" for n in range(30))
    page = f"<html><body><script>fill()</script><noscript>{article}</noscript></body></html>"
    assert "Ferry number 29 sailed" in read_page(page)["text"]


@pytest.mark.parametrize(
    "inside",
    [
        "<p>The <span hidden>old </span>bridge over the Larne is closed.</p>",
        "<p>The bridge <i class='icon' aria-hidden='true'>→</i> over the Larne is closed.</p>",
        "<p><span aria-hidden='true'>T</span>he bridge over the Larne is closed.</p>",
        (
            "<p><span aria-hidden='true'>The bridge</span><span class='sr-only'>The bridge.</span>"
            " over the Larne is closed.</p>"
        ),
        "<details open><summary></summary><p>The bridge over the Larne is closed.</p></details>",
    ],
)
def test_what_is_hidden_in_a_sentence_or_shown_in_it(inside):
    """A repetition for screen readers is left out, and not the words that it repeats."""
    assert paragraphs(inside) == [SHOWN]
