"""Whether users are members of servers, as Discord said a moment ago.

The bot keeps no list of members, so it asks Discord about one user at a time.
"""

import discord

REMEMBERED_SECONDS = 60.0  # in which somebody types a name
MAX_REMEMBERED_MEMBERSHIPS = 10_000


class Memberships:
    """Asks Discord for memberships, and remembers the replies for a moment."""

    def __init__(self) -> None:
        self._replies: dict[tuple[int, int], tuple[bool, float]] = {}

    def __len__(self) -> int:
        return len(self._replies)

    def recent(self, guild: discord.Guild, user: discord.abc.User, now: float) -> bool | None:
        """Return whether the user was a member a moment ago; None if nobody asked."""
        is_in, until = self._replies.get((guild.id, user.id), (None, 0.0))
        is_recent = until - REMEMBERED_SECONDS <= now < until  # the clock may have been set back
        return is_in if is_recent else None

    async def fetch(self, guild: discord.Guild, user: discord.abc.User, now: float) -> bool:
        """Return whether Discord says that the user is a member now."""
        is_in = await is_member(guild, user)
        self._replies.pop((guild.id, user.id), None)
        if len(self._replies) >= MAX_REMEMBERED_MEMBERSHIPS:
            del self._replies[next(iter(self._replies))]
        self._replies[guild.id, user.id] = is_in, now + REMEMBERED_SECONDS
        return is_in


async def is_member(guild: discord.Guild, user: discord.abc.User) -> bool:
    """Return whether Discord says that the user is a member of the server now."""
    try:
        await guild.fetch_member(user.id)
    except discord.NotFound:
        return False
    return True
