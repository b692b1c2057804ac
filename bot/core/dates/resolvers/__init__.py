"""Resolvers: the functions that turn a match of a pattern of dates.txt into a period.

A resolver gets the match and the context. Like None, a ValueError means that the match is no date.
To add one, decorate it with `@resolves("name")` and put its patterns under `[sign: name]`.
"""

from bot.core.dates.resolvers import calendar_dates, quarters, relative, two_parts, years
from bot.core.dates.resolvers.context import DateContext, Match
from bot.core.dates.resolvers.registry import RESOLVERS, Resolver, resolves

__all__ = [
    "RESOLVERS",
    "DateContext",
    "Match",
    "Resolver",
    "calendar_dates",
    "quarters",
    "relative",
    "resolves",
    "two_parts",
    "years",
]


@resolves("nothing")
def resolve_nothing(_match: Match, _context: DateContext) -> None:
    """Ignore what only looks like a date, a length of time, and a date that recurs."""
