"""Replies to `/stats` and `/gaps`."""

from collections.abc import Sequence

from bot.discord_app.features.statistics.grouping import Gap
from bot.discord_app.replies.markdown import escape, heading, small_print
from bot.discord_app.replies.reply import Reply
from bot.discord_app.texts import Texts
from bot.storage.daily_counts import Statistics

_MAX_SHOWN_GAPS = 30  # a card holds hardly more


def stats_reply(statistics: Statistics, votes: tuple[int, int], texts: Texts) -> Reply:
    """Show the counts of a server, with the helpful and not helpful votes."""
    lines = [
        texts("stats-questions", count=statistics.questions),
        texts("stats-answered", count=statistics.answered),
        texts("stats-refused", count=statistics.refused),
    ]
    helpful, unhelpful = map(texts.number, votes)
    lines.append(texts("stats-votes", helpful=helpful, unhelpful=unhelpful))
    if statistics.median is not None:
        lines.append(texts("stats-median", time=texts.number(round(statistics.median))))
    title, footer = heading(texts("last-days")), small_print(texts("stats-kept"))
    return Reply(texts, title, (("\n".join(lines),),), footer)


def gaps_reply(gaps: Sequence[Gap], texts: Texts) -> Reply:
    """Show the questions, those asked most often first."""
    title = heading(texts("gaps"))
    if not gaps:
        return Reply(texts, title, ((texts("no-gaps"),),), is_result=False)
    items = tuple((f"**{texts.number(gap.count)}×** {escape(gap.example)}",) for gap in gaps)
    total = sum(gap.count for gap in gaps)
    return Reply(texts, title, items[:_MAX_SHOWN_GAPS], small_print(texts("gaps-kept", total)))
