"""What is printed: no text of an article, a file's name or a question controls the terminal."""

import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given

from bot.core.answers.answer import Answer
from bot.core.answers.explanation import Explanation, MatchedForm
from bot.core.reader import ReaderUse
from bot.core.summaries.summary import Summary
from bot.core.text.quote import Quote
from bot.core.timelines.events import Timeline
from bot.terminal.output.articles import show_article, show_articles
from bot.terminal.output.console import PlainConsole
from bot.terminal.output.results import show_answer, show_explanation, show_summary, show_timeline
from bot.terminal.streams import echo, echo_json
from tests.builders import article, event
from tests.support.nasty import CONTROL_SEQUENCES, TEXTS, active_characters
from tests.support.terminal import bot

COLOURS = re.compile(r"\x1b\[[\d;]*m")  # which rich puts around what it prints on a screen


def printed(show, *arguments, screen: bool, **options) -> str:
    """Return what a function prints on a console, without the colours that are ours."""
    file = io.StringIO()
    console = PlainConsole(file=file, force_terminal=screen, width=60)
    show(console, *arguments, **options)
    return COLOURS.sub("", file.getvalue()) if screen else file.getvalue()


def nasty_quote(text: str) -> Quote:
    return replace(event(text).quote, article=text, title=text)


def nasty_answer(text: str, *, is_answered: bool) -> Answer:
    return Answer(
        question=text,
        is_answered=is_answered,
        confidence=0.5,
        quotes=(nasty_quote(text),),
        spellings={text: text},
        changed_articles=(text,),
        carried_words=(text,),
        full_question=text,
        closest_titles=(text,),
    )


def nasty_timeline(text: str) -> Timeline:
    nasty = replace(event(text), quote=nasty_quote(text), also=(nasty_quote(text),))
    return Timeline((nasty, nasty), 3, topic=text)


def everything_printed(text: str, *, screen: bool) -> str:
    """Return all that is printed for people where every text of strangers is `text`."""
    nasty = replace(article("Ferries\n\nA line.\n"), path=text, title=text, source=text, url=text)
    whole = replace(nasty, content=replace(nasty.content, text=text))
    answer, refusal = (nasty_answer(text, is_answered=is_answered) for is_answered in (True, False))
    timeline, nothing = nasty_timeline(text), Timeline((), 0, topic=text, unknown=True)
    explanation = Explanation(((text, MatchedForm.EXACT),), ((text, 0.5),), 0.5)
    return "".join(
        [
            printed(show_answer, answer, screen=screen),
            printed(show_answer, refusal, screen=screen),
            printed(show_explanation, explanation, screen=screen),
            printed(show_summary, Summary((nasty_quote(text),), nasty), screen=screen),
            printed(show_summary, Summary((), topic=text), screen=screen),
            printed(show_timeline, timeline, name_articles=True, screen=screen),
            printed(show_timeline, nothing, name_articles=True, screen=screen),
            printed(show_articles, [nasty], screen=screen),
            printed(show_article, whole, None, screen=screen),
        ]
    )


@pytest.mark.parametrize("screen", [False, True], ids=["pipe", "screen"])
@given(TEXTS.filter(str.strip))
def test_no_text_controls_the_terminal(screen, text):
    assert active_characters(everything_printed(text, screen=screen)) == []


@pytest.mark.parametrize("text", [text for text in CONTROL_SEQUENCES if "\x1b" in text])
def test_a_control_sequence_is_seen_to_be_there(text):
    assert "\ufffd" in printed(show_answer, nasty_answer(text, is_answered=True), screen=True)


@given(TEXTS)
def test_an_error_is_one_line_that_controls_nothing(text):
    with pytest.MonkeyPatch.context() as patch:
        lines = []
        patch.setattr("click.echo", lambda line, err: lines.append(line))
        echo(f"verbatim: left out {text}", err=True)
    assert active_characters(lines[0]) == []
    assert len(lines[0].splitlines()) == 1


@given(TEXTS)
def test_json_has_every_character_and_controls_nothing(text):
    with pytest.MonkeyPatch.context() as patch:
        lines = []
        patch.setattr("click.echo", lines.append)
        echo_json({"text": text})
    assert active_characters(lines[0]) == []
    assert json.loads(lines[0]) == {"text": text}


def test_an_article_and_its_name_reach_no_terminal(tmp_path):
    """Found by attack: OSC 0 and OSC 52 of an article set the title and wrote the clipboard."""
    osc = "\x1b]52;c;cm0gLXJm\x07\x9b2J\u202e"
    text = f'---\ntitle: "Ferry \\e]0;owned\\a"\n---\nThe ferry {osc} line opened in May 2019.\n'
    (tmp_path / "a\x1b[2J.md").write_text(text)
    (tmp_path / "b\x1b[2J\nverbatim: forged.md").write_text("---\ntitle: [a\n---\nx")
    for command in (
        ["ask", "When did the ferry line open?"],
        ["ask", "--explain", "When did the ferry \x1b[2J line open?"],
        ["ask", "--json", "When did the ferry line open?"],
        ["ask", "--article", "\x1b[2J", "x"],
        ["summary", "a\x1b[2J.md"],
        ["timeline"],
        ["check"],
        ["articles", "list"],
        ["articles", "show", "a\x1b[2J.md"],
    ):
        done = bot(*command, "--corpus", str(tmp_path))
        assert active_characters(done.stdout + done.stderr) == [], command
        assert "Traceback" not in done.stderr
        assert all(line.startswith("verbatim: ") for line in done.stderr.splitlines())


@pytest.mark.parametrize(
    ("use", "line"),
    [
        (ReaderUse.READ, "the reader chose it; it was number 3 before"),
        (ReaderUse.SURE, "the reader was not asked: the first is far ahead"),
        (ReaderUse.BUSY, "the reader was not asked: it is busy"),
    ],
)
def test_an_explanation_says_whether_the_reader_was_asked(use, line):
    explanation = Explanation((), (), 0.5, use, 3)
    assert line in printed(show_explanation, explanation, screen=False)


def test_an_explanation_without_a_reader_does_not_name_one():
    assert "reader" not in printed(show_explanation, Explanation((), (), 0.5), screen=False)
