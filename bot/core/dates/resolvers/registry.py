"""The registry of resolvers: the name under which dates.txt finds each."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from bot.core.dates.periods import Period
from bot.core.dates.resolvers.context import DateContext, Match

Resolve = Callable[[Match, DateContext], Period | None]
R = TypeVar("R", bound=Resolve)


class Resolver(NamedTuple):
    """How a match becomes a period; None, like a ValueError, means that it is no date.

    `is_range` is set if the expression has two ends.
    """

    resolve: Resolve
    is_range: bool = False


RESOLVERS: dict[str, Resolver] = {}


def resolves(name: str, *, is_range: bool = False) -> Callable[[R], R]:
    """Register a function as the resolver `name`."""

    def register(resolve: R) -> R:
        RESOLVERS[name] = Resolver(resolve, is_range)
        return resolve

    return register
