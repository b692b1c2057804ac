"""Output for people: answers, summaries, timelines and figures.

A screen gets colours and wrapped lines; a pipe gets plain lines, one for each quote.
"""

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.core.answers.answer import Answer
from bot.core.answers.explanation import Explanation
from bot.core.collection import Collection
from bot.core.dates.periods import Precision
from bot.core.languages.registry import language_of
from bot.core.reader import ReaderUse
from bot.core.summaries.summary import Summary, SummaryGap
from bot.core.text.article import Article
from bot.core.text.quote import Quote
from bot.core.text.sentences import Sentence
from bot.core.timelines.events import Event, Status, Timeline
from bot.evaluation.labelled_questions import Evaluation
from bot.terminal.output.articles import plural, show_article_line
from bot.terminal.output.console import plain_text

_MAX_FEATURES = 12  # of an explanation
_WHY_SHORT = {
    SummaryGap.NO_SENTENCE: "The article has no sentence.",
    SummaryGap.ONE_SENTENCE: "The article has only one sentence.",
    SummaryGap.HEADINGS_ONLY: "The article has headings only.",
    SummaryGap.UNKNOWN_TOPIC: "No article is about this topic.",
}
_WHY_NOT_READ = {
    ReaderUse.SURE: "the first is far ahead",
    ReaderUse.BUSY: "it is busy",
}
_INDENT = (0, 0, 0, 2)
_SPACE = re.compile(r"[\t\r\n]|(?![\x00-\x1f\x85])\s")  # no other control character
_MAX_DATE_WIDTH = 24  # of a timeline, in columns; a longer date is wrapped


def show_answer(out: Console, answer: Answer) -> None:
    """Show the quotes, or say that there is no answer."""
    _show_spellings(out, answer.spellings)
    warn_of_changes(out, answer.changed_articles)
    if answer.carried_words:
        phrases = ", ".join(f"“{phrase}”" for phrase in answer.carried_words)
        out.print(f"(with {phrases} from your last question or its answer)", style="dim")
    if answer.other_languages:
        out.print(_explain_other_languages(answer.language, answer.other_languages), style="yellow")
        return
    if not answer.is_answered:
        out.print("The articles do not say. They are about:", style="yellow")
        for title in answer.closest_titles:
            out.print(f"  {title}", soft_wrap=True)
        return
    for number, quote in enumerate(answer.visible_quotes):
        if number:
            out.print()
        show_quote(out, quote, newest=quote is answer.newest)


def _explain_other_languages(language: str, other_languages: Iterable[str]) -> str:
    names = ", ".join(map(_language_name, other_languages))
    return f"There are no articles in this language ({_language_name(language)}), only in: {names}."


def show_explanation(out: Console, explanation: Explanation) -> None:
    """Show how each word matched, and which features count most for or against the first quote."""
    for word, match in explanation.matches:
        out.print(f"  {word:<20} {match}")
    _show_reader_use(out, explanation)
    out.print(f"  score {explanation.score:.2f}, of which")
    for feature, share in explanation.shares[:_MAX_FEATURES]:
        out.print(f"  {share:+6.2f}  {feature}")


def _show_reader_use(out: Console, explanation: Explanation) -> None:
    if explanation.reader_use is ReaderUse.READ:
        out.print(f"  the reader chose it; it was number {explanation.rank_before_reader} before")
    if reason := _WHY_NOT_READ.get(explanation.reader_use):
        out.print(f"  the reader was not asked: {reason}")


def show_summary(out: Console, summary: Summary) -> None:
    """Show the sentences of a summary with their lines, and of a topic with their articles."""
    out.print(plain_text(summary.heading, "bold"), soft_wrap=True)
    for quote in summary.quotes:
        source = quote.lines if summary.topic is None else _source(quote)
        _show_text(out, _sentence(quote), f"  {source}")
    _show_spellings(out, summary.spellings)
    warn_of_changes(out, summary.changed_articles)
    if summary.other_languages:
        reason = _explain_other_languages(summary.language, summary.other_languages)
        out.print(reason, style="yellow")
    elif summary.gap:
        out.print(_WHY_SHORT[summary.gap], style="yellow")


def show_timeline(out: Console, timeline: Timeline, *, name_articles: bool) -> None:
    """Show the events, along a rail on a screen, or say that there are none."""
    if not timeline.events:
        out.print(_explain_no_events(timeline), style="yellow")
    if out.is_terminal:
        _show_rail(out, timeline.events, name_articles=name_articles)
    else:
        for event in timeline.events:
            out.print(f"{event.date.in_words():<17} {_sentence(event.quote)}", soft_wrap=True)
            out.print(f"  {_event_source(event, name_article=name_articles)}", soft_wrap=True)
    if timeline.total > len(timeline.events):
        rest = timeline.total - len(timeline.events)
        out.print(f"... and {rest} more; --limit shows them", style="dim")


def _show_rail(out: Console, events: Sequence[Event], *, name_articles: bool) -> None:
    """Draw a rail with the dates on its left and the sentences on its right."""
    widest = max((cell_len(event.date.in_words()) for event in events), default=0)
    width = min(widest, _MAX_DATE_WIDTH, out.width // 3)
    text_width = out.width - width - len("  ●  ")
    for number, event in enumerate(events):
        if number:
            out.print(Text(f"{' ' * width}  │", "dim"))
        dates = Text(event.date.in_words(), "bold cyan").wrap(out, width)
        source = plain_text(_event_source(event, name_article=name_articles), "dim")
        lines = [*_sentence(event.quote).wrap(out, text_width), *source.wrap(out, text_width)]
        rail = Text(_mark(event), "cyan")
        for day, line in zip_longest(dates, lines, fillvalue=Text()):
            day.rstrip()
            padding = " " * (width - day.cell_len)
            out.print(Text.assemble(padding, day, "  ", rail, "  ", line))
            rail = Text("│", "dim")


def _mark(event: Event) -> str:
    if event.status is not Status.HAPPENED:
        return "◌"
    return "●" if event.date.precision is Precision.DAY else "○"


def _event_source(event: Event, *, name_article: bool) -> str:
    source = place(event.quote) if name_article else event.quote.lines
    also = [f"also {', '.join(map(place, event.also))}"] if event.also else []
    return " · ".join([source, *event.marks, *also])


def _explain_no_events(timeline: Timeline) -> str:
    if timeline.unknown:
        subject = "The article does not have" if timeline.article else "No article has"
        return f"{subject} the topic “{timeline.topic}”."
    return f"No sentence{' about it' if timeline.topic else ''} says what happened when."


def show_evaluation(out: Console, evaluation: Evaluation) -> None:
    """Show how many answers are right, next to plain rank-bm25, and thresholds to choose from."""
    answerable, unanswerable = evaluation.answerable, evaluation.unanswerable
    out.print(f"{plural(answerable, 'answerable question')}, {unanswerable:,} unanswerable")
    out.print()
    out.print(f"{'':30} {'Verbatim':>22} {'rank-bm25':>22}")
    for title, count, count_by_bm25 in (
        ("first quote right", evaluation.first_right, evaluation.first_right_by_bm25),
        ("one of the first three right", evaluation.any_right, evaluation.any_right_by_bm25),
    ):
        share, share_by_bm25 = _share(count, answerable), _share(count_by_bm25, answerable)
        out.print(f"{title:30} {share:>22} {share_by_bm25:>22}")
    out.print(f"{'refused, though answerable':30} {_share(evaluation.refused, answerable):>22}")
    false_answers = _share(evaluation.false_answers, unanswerable)
    out.print(f"{'answered, though unanswerable':30} {false_answers:>22}")
    if evaluation.thresholds:
        _show_thresholds(out, evaluation)


def _show_thresholds(out: Console, evaluation: Evaluation) -> None:
    out.print()
    out.print(f"{'false answers at most':30} {'VERBATIM_THRESHOLD':>22} {'answerable refused':>22}")
    for limit in evaluation.thresholds:
        title = f"{limit.percent} %: {limit.allowed:,} of {evaluation.unanswerable:,}"
        value = "none" if limit.value is None else f"{limit.value:.4f}"
        refused = _share(limit.refused, evaluation.answerable)
        out.print(f"{title:30} {value:>22} {refused:>22}")


def _share(count: int, total: int) -> str:
    if not total:
        return "-"
    return f"{count:,} of {total:,}, {count / total:6.1%}"


def show_check(out: Console, collection: Collection) -> None:
    """Show each article with its languages, and how many articles and sentences there are."""
    for article in collection.by_path():
        languages = _languages_in_words(article, collection.sentences_of(article))
        show_article_line(out, article, languages)
    sentences = sum(map(len, collection.sentences))
    out.print(f"{plural(len(collection.articles), 'article')}, {plural(sentences, 'sentence')}")


def _languages_in_words(article: Article, sentences: Iterable[Sentence]) -> str:
    """Return the language of an article, and how many paragraphs are in which other ones."""
    blocks = {sentence.block: sentence.language for sentence in sentences}
    counts = Counter(code for code in blocks.values() if code != article.language)
    others = [
        f"{plural(count, 'paragraph')} in {_language_name(code)}"
        for code, count in counts.most_common()
    ]
    return ", ".join([_language_name(article.language), *others])


def _language_name(code: str) -> str:
    return language_of(code).settings.english_name


def place(quote: Quote) -> str:
    """Return who published the article, or its file, and the lines of a quote."""
    return f"{quote.attribution or quote.article} · {quote.lines}"


def show_quote(out: Console, quote: Quote, *, newest: bool = False) -> None:
    """Show a quote with its focus in bold, and its source."""
    text = _sentence(quote)
    text.stylize("bold", *quote.visible_focus)
    if quote.visible_answer:
        text.stylize("underline", *quote.visible_answer)
    _show_text(out, text, _source(quote) + (" (newest)" if newest else ""))


def _source(quote: Quote) -> str:
    if quote.attribution:
        published = [_day_in_words(quote.published)] if quote.published else []
        return " · ".join([quote.attribution, *published, quote.lines])
    published = [quote.published.isoformat()] if quote.published else []
    return " · ".join([place(quote), quote.title, *published])


def _day_in_words(day: date) -> str:
    return f"{day.day} {month_name[day.month]} {day.year}"


def _show_text(out: Console, text: Text, source: str) -> None:
    """Wrap on a screen; in a pipe, keep each quote on one line for other programs."""
    if out.is_terminal:
        out.print(Padding(text, _INDENT))
        out.print(Padding(plain_text(source, "dim"), _INDENT))
    else:
        out.print(text, soft_wrap=True)
        out.print(plain_text(source), soft_wrap=True)


def _sentence(quote: Quote) -> Text:
    """Return a quote on one line, each character in its place so that spans stay valid."""
    return plain_text(one_line(quote.visible_text))


def one_line(text: str) -> str:
    """Return a text with a space for each tab and line end."""
    return _SPACE.sub(" ", text)


def _show_spellings(out: Console, read_as: Mapping[str, str]) -> None:
    for typed, spelling in read_as.items():
        out.print(f"(read {typed!r} as {spelling!r})", style="dim")


def warn_of_changes(out: Console, paths: Sequence[str]) -> None:
    """Name the articles whose files have changed since they were loaded."""
    for path in paths:
        out.print(f"{path} has changed since it was loaded; its quotes are left out", style="red")
