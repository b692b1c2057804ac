"""No door of one server leads to the articles of another: every door that there is, tried.

The doors are found in the client, so one that is added is tried too, or fails here until somebody
has said how. At home each must show words that none shows anywhere else.
"""

import asyncio
import io
import json
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote

import discord
import pytest
import simcord

from bot.discord_app.client import Verbatim
from bot.discord_app.question_events import Way
from bot.discord_app.replies.custom_ids import article_key, server_key
from bot.errors import StoreError
from bot.ingest.draft import Draft
from bot.ingest.ingest import Web
from bot.libraries.server_articles import ServerArticles
from bot.logs import set_up_logs
from bot.original import Original
from bot.storage.database import Database
from bot.storage.feeds import Check
from bot.storage.server_settings import ServerSettings
from bot.storage.store import open_store
from bot.storage.votes import Vote
from tests.builders import collection
from tests.support.bots import OFTEN, feed_poller, make_bot
from tests.support.doors import (
    WITH_BOT,
    WITH_OTHERS,
    Bait,
    Heard,
    Knock,
    Place,
    Sent,
    components,
    hearing,
    in_tree,
    items,
    kind_of_modal,
    knock,
    modals,
    on_messages,
    press,
    settled,
)
from tests.support.drafts import draft
from tests.support.feeds import item, rss
from tests.support.web import answering, site

NOW = datetime(2025, 5, 15, 12, tzinfo=UTC)
TODAY = NOW.date()
MODERATOR = discord.Permissions(manage_guild=True, manage_messages=True).value
MEMBER = discord.Permissions(send_messages=True).value
NOWHERE = 1_100_000_000_000_000_007  # a server that the bot is not in
FEED = "http://skarnwhit.example/feed"
PAGE = "https://glaverny.example/tundrelix"

# Nonsense, each of which stands in one thing of the server alone.
SECRETS = {
    "glimmerwick": "its name",
    "quorvaxia": "a title, and the path made of it",
    "zembliquor": "the text below it, and a question about it",
    "yandrolith": "the same text",
    "ophrantix": "the name of the file",
    "drimbolax": "a path, made of a title that was replaced",
    "fennigrote": "the title there now",
    "vornaquill": "the text there now",
    "brixwattle": "the title of a page",
    "tundrelix": "the address of the page",
    "kessoprine": "the name of what the page was",
    "hjalmquist": "the text of the page",
    "plinkovar": "many texts",
    "skarnwhit": "the address of a feed",
    "jubblenaught": "the title of the feed",
    "wobblequist": "why another feed fails",
    "crundlefax": "the address of that feed",
    "prazzolith": "a question in the log of questions",
}
PATHS = ("server/quorvaxia.txt", "server/drimbolax.txt", "server/brixwattle.txt")
KEYS = tuple(map(article_key, PATHS))  # which stand for paths in the ids of buttons
FERRIES = "Anna Berta Clara Dora Emma Fanny Greta Hanna Ida Jane Kate Lea".split()
STORMS = "\n\n".join(
    f"On {n} May {2000 + n} the storm closed the harbour of Zembliquor, and the ferry {ferry} of"
    " the Yandrolith line sank."
    for n, ferry in enumerate(FERRIES, 1)
)
MUSEUM = "The duke of Vornaquill opened the museum."
GAP = "Who tamed the Prazzolith?"
ELSEWHERE = {
    "Market": "The storm closed the market of Oakham on 7 May 2024. The mayor opened it again.",
    **{
        f"Ferry {n}": f"The ferry number {n} sailed to Oakham on {n} June 2023."
        for n in range(1, 10)
    },
}
SHARED = {
    "a.txt": "Bridges\n\nThe mayor of Zenda opened the long bridge on 3 April 2025.",
    "b.txt": "Trains\n\nThe train to Zenda was late because of the storm.",
}

# What shows nothing of a server's articles even there.
SILENT = {
    "/help": "says what the bot can do",
    "/about": "says which program it is",
    "/privacy show": "counts what is kept of a member",
    "/privacy export": "has what the member said",
    "/privacy delete": "counts it",
    "/config": "shows settings",
    "/stats": "shows counts",
    "menu Ask about this message": "opens a modal with what the message says",
    "PanelButton": "changes settings",
    "PanelChannels": "changes settings",
    "PanelLanguage": "changes settings",
    "VoteButton": "thanks for a vote",
    "ReasonButton": "opens a modal for a reason",
    "modal reason": "thanks for it",
    "DeleteButton": "deletes a message",
    "FollowUpButton": "opens a modal for a question",
    "direct message": "is answered from the shared articles",
}
EVENTS = {
    "on_message": "tried as every message",
    "on_interaction": "tried as every modal",
    "on_error": "tried with a Discord that fails",
    "on_guild_join": "it names no other server, and is tried in tests/storage/test_salvage.py",
    "on_guild_remove": "tried below",
    "on_ready": "tried below",
}


@dataclass(frozen=True)
class Tried:
    """A door that was tried, what was known before, and what came of it."""

    place: str
    door: str
    given: str
    sent: tuple[Sent, ...]

    @property
    def learnt(self) -> set[str]:
        """What was told and not known before."""
        return words_in("\n".join(one.told() for one in self.sent)) - words_in(self.given)


def words_in(text: str) -> set[str]:
    """Return the secrets that stand in a text, whatever the letters and the marks between them."""
    plain = re.sub(r"[\\*_`|~]", "", unquote(text)).casefold()
    return {word for word in (*SECRETS, *KEYS) if word in plain}


# --- A world of two servers


@dataclass
class World:
    """A simulated Discord with a bot, a server with secrets, and one that must not learn them."""

    env: simcord.Env
    bot: Verbatim
    heard: Heard
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        env = self.env
        self.insider, self.native, self.rival, self.stranger = map(
            env.create_user, ("insider", "native", "rival", "stranger")
        )
        self.home = env.create_guild(name="Glimmerwick")
        self.away = env.create_guild(name="Elsewhere")
        for guild, members in (
            (self.home, (self.insider, self.native)),
            (self.away, (self.insider, self.rival, self.stranger)),
        ):
            for user in members:
                guild.add_member(user)
        self.squares = {
            guild.id: guild.create_text_channel("general") for guild in (self.home, self.away)
        }
        self.heeded = {
            guild.id: guild.create_text_channel("heeded") for guild in (self.home, self.away)
        }

    def within(self, name: str, guild: Any, user: Any, permissions: int = MEMBER) -> Place:
        """Return a place in a server."""
        return Place(name, user, self.squares[guild.id], guild.id, guild.id, permissions)

    def in_private(self, name: str, user: Any, context: int = WITH_BOT) -> Place:
        """Return the direct messages of a user, or where others read along."""
        return Place(name, user, user.dm_channel, None, None, 0, context)

    @property
    def homely(self) -> tuple[Place, Place]:
        """Where the secrets may be shown."""
        return (
            self.within("at home", self.home, self.insider, MODERATOR),
            self.in_private("home in private", self.insider),
        )

    @property
    def foreign(self) -> list[Place]:
        """Where none may be shown."""
        guest = self.within("guest", self.away, self.insider)
        return [
            self.within("moderator", self.away, self.rival, MODERATOR),
            self.within("member", self.away, self.stranger),
            guest,
            self.in_private("outsider in private", self.stranger),
            self.in_private("insider in private", self.insider),
            self.in_private("insider among others", self.insider, WITH_OTHERS),
            replace(
                guest,
                name="insider with the bot along",
                seen_as=NOWHERE,
                permissions=MODERATOR,
                context=WITH_OTHERS,
            ),
        ]

    async def furnish(self, *, with_secrets: bool) -> None:
        """Give the servers what they have, but for the secrets if there are to be none."""
        for title, text in ELSEWHERE.items():
            await ServerArticles(self.bot.library, self.away.id, TODAY).add([incoming(title, text)])
        for guild in (self.home, self.away):
            heeded = frozenset({self.heeded[guild.id].id})
            chosen = ServerSettings(direct_articles=True, question_log=True, listening=heeded)
            await self.bot.store.servers.set_settings(guild.id, chosen)
        if with_secrets:
            await self._hide_articles()
            await self._hide_the_rest()
        await self._remember()

    async def _hide_articles(self) -> None:
        library, home = self.bot.library, self.home.id
        for number in range(9):
            text = f"The ferry number {number} sailed to Plinkovar. It sank."
            await ServerArticles(library, home, TODAY).add([incoming(f"Ferry {number}", text)])
        await ServerArticles(library, home, TODAY).add(
            [incoming("Quorvaxia", STORMS, "ophrantix.txt")]
        )
        maps = "The library of Hjalmquist bought a thousand maps on 3 March 2021."
        await ServerArticles(library, home, TODAY).add(
            [incoming("Brixwattle", maps, "kessoprine.html", PAGE)]
        )
        [old] = await ServerArticles(library, home, TODAY).add(
            [incoming("Drimbolax", "It rained.")]
        )
        await ServerArticles(library, home, TODAY).replace(old.path, incoming("Fennigrote", MUSEUM))

    async def _hide_the_rest(self) -> None:
        store, home = self.bot.store, self.home.id
        fine = await store.feeds.add(home, FEED, 1e12, TODAY)
        await store.feeds.set_checked(fine, Check("Jubblenaught", None, None), 1e12, TODAY)
        bad = await store.feeds.add(home, "http://crundlefax.example/", 1e12, TODAY)
        await store.feeds.set_failed(bad, "says wobblequist", 1e12, TODAY)
        await self.say(self.within("", self.home, self.native), GAP)

    async def say(self, place: Place, text: str, reply_to: Any = None) -> None:
        """Write a message that calls the bot, or one to it in private."""
        call = f"{self.bot.user.mention} " if place.server else ""
        backend, channel = self.env.backend, place.channel.id
        reference = None
        if reply_to:
            reference = {"channel_id": str(channel), "message_id": str(reply_to.id)}
            reference = backend.normalize_message_reference(channel, reference)
        before = asyncio.all_tasks()
        backend.create_message(channel, place.user.id, call + text, reference=reference)
        await settled(before)

    async def tell(self, place: Place, text: str) -> None:
        """Write a question into a channel where the bot listens."""
        before = asyncio.all_tasks()
        self.env.backend.create_message(self.heeded[place.server].id, place.user.id, text)
        await settled(before)

    # So that no try hides what the next would show, each is made with everything as it was.

    async def _remember(self) -> None:
        database = self.bot.store.database
        for (table,) in await database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"):
            self.rows[table] = [tuple(row) for row in await database.rows(f"SELECT * FROM {table}")]
        self.version = await self._version()

    async def _bring_back(self) -> None:
        if await self._version() == self.version:
            return
        statements: list[tuple[str, Iterable[object]]] = [("PRAGMA defer_foreign_keys = ON", ())]
        statements += [(f"DELETE FROM {table}", ()) for table in self.rows]
        for table, rows in self.rows.items():
            statements += [
                (f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row) for row in rows
            ]
        changed = [
            guild.id for guild in (self.home, self.away) if await self._has_changed(guild.id)
        ]
        await self.bot.store.database.write_all(statements)
        for server in changed:  # the others stay in memory, where they might be mixed up
            await self.bot.library.forget(server)
        self.version = await self._version()

    async def _has_changed(self, server: int) -> bool:
        _, parts = await self.bot.store.articles.texts_and_segments(server)
        return set(parts) != {digest for owner, digest, _ in self.rows["parts"] if owner == server}

    async def _version(self) -> int:
        return (await self.bot.store.database.row("PRAGMA data_version"))[0]

    async def tried(self, place: Place, door: str, given: str, doing: Awaitable[None]) -> Tried:
        """Do something, and return what came of it."""
        mark = len(self.heard.sent)
        await doing
        found = Tried(place.name, door, given, tuple(self.heard.since(mark)))
        await self._bring_back()
        return found

    async def knocked(self, place: Place, one: Knock) -> Tried:
        """Try a door."""
        return await self.tried(place, one.door, one.given(), knock(self.env, place, one))

    async def spoken(self, place: Place, texts: Iterable[str]) -> list[Tried]:
        """Try all that can be written, also when the answer cannot be sent at first."""
        found: list[Tried] = []
        if place.context == WITH_OTHERS:  # where the bot hears of no message
            return found
        first, second = ("mention", "reply") if place.server else ("direct message",) * 2
        for text in texts:
            found.append(await self.tried(place, first, text, self.say(place, text)))
            answer = place.channel.last_message
            found.append(await self.tried(place, second, text, self.say(place, text, answer)))
            if place.server:
                asked = f"{text.rstrip('?')}?"
                found.append(await self.tried(place, "question", text, self.tell(place, asked)))
        self.env.inject_error("POST", "/channels/*/messages", status=500, times=1)
        found.append(await self.tried(place, first, texts[0], self.say(place, texts[0])))
        return found


def incoming(title: str, text: str, name: str = "text.txt", url: str | None = None) -> Draft:
    return draft(text, title=title, url=url, original=Original(name, text.encode()))


@asynccontextmanager
async def world(folder: Path, *, with_secrets: bool = True) -> AsyncIterator[World]:
    shared = collection(folder / "corpus", SHARED)
    async with open_store(folder / "data") as store:
        bot = make_bot(
            shared, store, message_content=True, user_cooldown=OFTEN, server_cooldown=OFTEN
        )
        bot.started_at, bot.clock = NOW, lambda: NOW
        bot.web, feed_poller(bot).sleep = Web(resolve=_nobody), _at_once
        with hearing() as heard:
            async with simcord.run(bot, shard_count=1, check_errors=False) as env:
                made = World(env, bot, heard)
                await made.furnish(with_secrets=with_secrets)
                yield made


async def _nobody(host: str, port: int) -> list[str]:
    raise OSError("there is no web")


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


# --- Trying


@dataclass
class Explored:
    """What was tried, where, and what came of it."""

    doors: set[str]
    opened: set[str]  # kinds of modals
    modals: set[str]  # kinds that the bot takes
    ways: set[Way]
    at_home: list[Tried]
    elsewhere: list[Tried]
    without: list[Tried]  # elsewhere, in a world without the secrets
    log: str


async def bait_of(made: World) -> Bait:
    """Return what moderators of the server with the secrets see, and what others might guess."""
    store, home = made.bot.store, made.home.id
    entry = await store.articles.by_path(home, PATHS[0].removeprefix("server/"))
    feed, _ = await store.feeds.of_server(home)
    questions = (
        "What closed the harbour of Zembliquor?",
        "What closed the harbor of Zembliquar?",  # a slip, which the words of home would mend
        MUSEUM,  # the same text, which a server has but once
        "storm",
    )
    names = (*PATHS[:2], "quorvaxia.txt", "Fennigrote", entry.fingerprint, str(entry.number))
    names += (str(feed.number), FEED, PAGE, str(home), server_key(home))
    typed = ("", "s", "quor", "ferry", "1", "glim", PATHS[0], FEED)
    return Bait(questions, names, typed, str(home), ("a.txt", STORMS.encode()))


async def explore_home(made: World) -> tuple[Bait, list[Tried]]:
    """Try every door at home, and return all that can be learnt there to try elsewhere."""
    bait = await bait_of(made)
    at_home, in_private = made.homely
    feed = answering(rss(item(text="It rained.", key="a"), title="Jubblenaught"))
    async with site(("/", feed)) as here:
        with patch.object(made.bot, "web", here.web()):
            named = replace(bait, names=(*bait.names, here.url()))
            found = [await made.knocked(at_home, one) for one in in_tree(made.bot, named)]
    picking = [one for one in in_tree(made.bot, bait) if _picks(one, (bait.server,))]
    found += [await made.knocked(in_private, one) for one in picking]
    for place in made.homely:
        found += await _pressed_on(made, place, found)
    seen = [sent for one in found for sent in one.sent]
    bait = replace(bait, components=_few(components(seen)), modals=_few(modals(seen)))
    for one in on_messages(made.bot, bait):
        place = in_private if server_key(made.home.id) in one.given() else at_home
        found.append(await made.knocked(place, one))
    for place in made.homely:
        found += await made.spoken(place, bait.questions)
    return bait, found


async def _pressed_on(made: World, place: Place, found: Iterable[Tried]) -> list[Tried]:
    """Press every kind of button that was seen at a place, and of those that are seen then."""
    seen = [sent for one in found if one.place == place.name for sent in one.sent]
    pressed: dict[str, Tried] = {}
    while new := [one for one in _few(components(seen)) if one["custom_id"] not in pressed]:
        for one in new:
            pressed[one["custom_id"]] = tried = await made.knocked(place, press(made.bot, one))
            seen += tried.sent
    return list(pressed.values())


_OF_A_KIND = 2


def _few(parts: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Return the first few buttons or modals of each kind, by how their ids begin."""
    kinds: dict[tuple[object, ...], dict[str, dict[str, Any]]] = {}
    for part in parts:
        bare, _, server = part["custom_id"].partition("@")
        kind = kinds.setdefault((*bare.split(":")[:3], bool(server)), {})
        if len(kind) < _OF_A_KIND and not part.get("disabled"):
            kind.setdefault(part["custom_id"], part)
    return tuple(part for kind in kinds.values() for part in kind.values())


async def explore_elsewhere(made: World, bait: Bait, places: Sequence[Place]) -> list[Tried]:
    """Try every door where it must not show what is at home."""
    found: list[Tried] = []
    picked = (bait.server, server_key(made.home.id))
    for place in places:
        # In private, insiders may pick their server; this is about those who do not.
        found += [
            await made.knocked(place, one)
            for one in (*in_tree(made.bot, bait), *on_messages(made.bot, bait))
            if place.name != "insider in private" or not _picks(one, picked)
        ]
        found += await made.spoken(place, bait.questions)
    return found


def _picks(one: Knock, server: Sequence[str]) -> bool:
    return one.door.endswith(" server:") or any(name in one.given() for name in server)


async def explore_broken(made: World, bait: Bait, place: Place) -> list[Tried]:
    """Try every door once while nothing can be read that is stored."""
    doors = {one.door: one for one in (*in_tree(made.bot, bait), *on_messages(made.bot, bait))}
    found = []
    for one in doors.values():
        await made.bot.library.forget(made.away.id)
        found.append(await made.tried(place, one.door, one.given(), _broken(made, place, one)))
    return found


async def _broken(made: World, place: Place, one: Knock) -> None:
    failing = StoreError("the disk is gone")
    with patch.multiple(Database, row=_raise(failing), rows=_raise(failing)):
        await knock(made.env, place, one)


def _raise(error: Exception) -> Any:
    async def fail(*_: object) -> None:
        raise error

    return fail


@contextmanager
def logging_all() -> Iterator[io.StringIO]:
    """Log as for an operator who wants to know everything."""
    root, own, stream = logging.getLogger(), logging.getLogger("bot"), io.StringIO()
    before = root.handlers[:], root.level, own.level
    root.handlers = []
    try:
        set_up_logs("debug", "json", "token")
        root.handlers[0].setStream(stream)
        yield stream
    finally:
        root.handlers[:], root.level, own.level = before


async def explore(folder: Path) -> Explored:
    ways: set[Way] = set()
    with logging_all() as stream:
        async with world(folder / "with") as made:
            made.bot.question_listeners.append(lambda one: ways.add(one.way))
            bait, at_home = await explore_home(made)
            elsewhere = await explore_elsewhere(made, bait, made.foreign)
            elsewhere += await explore_broken(made, bait, made.foreign[0])
            doors = {one.door for one in in_tree(made.bot, bait)}
            doors |= {item.__name__ for item in items(made.bot).values()}
            kinds = {kind_of_modal(prefix) for prefix in made.bot.modals.prefixes}
        async with world(folder / "without", with_secrets=False) as made:
            compared = [one for one in made.foreign if one.name in COMPARED]
            without = await explore_elsewhere(made, bait, compared)
    opened = {kind_of_modal(one["custom_id"]) for one in bait.modals}
    return Explored(doors, opened, kinds, ways, at_home, elsewhere, without, stream.getvalue())


FOREIGN = (
    "moderator",
    "member",
    "guest",
    "outsider in private",
    "insider in private",
    "insider among others",
    "insider with the bot along",
)
COMPARED = ("moderator", "outsider in private")


@pytest.fixture(scope="module")
def explored(tmp_path_factory) -> Explored:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            "bot.discord_app.features.questions.asking.perf_counter", lambda: 0.0
        )  # /stats tells the time taken
        return asyncio.run(explore(tmp_path_factory.mktemp("explored")))


# --- What came of it


def test_every_door_was_tried_at_home_and_elsewhere(explored):
    for place in ("at home", *FOREIGN):
        every = {one.door for one in (*explored.at_home, *explored.elsewhere) if one.place == place}
        picking = {door for door in explored.doors if door.endswith(" server:")}
        expected = explored.doors | explored.opened
        assert every >= expected - (picking if place == "insider in private" else set()), place
    assert explored.ways == set(Way)


def test_every_modal_that_is_answered_was_opened(explored):
    """A modal is known by its id alone, and could be sent in though nothing opens it."""
    assert len(explored.modals) > 1
    assert explored.modals == explored.opened


def test_every_event_is_tried():
    assert {name for name in vars(Verbatim) if name.startswith("on_")} == set(EVENTS)


def test_at_home_every_door_shows_what_none_may_elsewhere(explored):
    """Or silence would pass for separation."""
    shown: dict[str, set[str]] = {}
    for one in explored.at_home:
        shown.setdefault(one.door, set()).update(one.learnt)
    assert {door for door, words in shown.items() if not words} == set(SILENT)
    assert set().union(*shown.values()) >= set(SECRETS)


@pytest.mark.parametrize("place", FOREIGN)
def test_no_door_elsewhere_shows_it(explored, place):
    found = [one for one in explored.elsewhere if one.place == place]
    assert any(one.sent for one in found)
    leaks = [(one.door, one.learnt, one.given) for one in found if one.learnt]
    assert leaks == []


def test_no_log_line_has_a_word_of_it(explored):
    assert explored.log.count('"message": "question"') > 100
    assert words_in(explored.log) == set()


@pytest.mark.parametrize("place", COMPARED)
def test_elsewhere_nothing_is_any_different_for_it(explored, place):
    """Neither pictures nor counts nor how a question is read; not even whether a number is one."""
    with_it = [one for one in explored.elsewhere if one.place == place]
    without = [one for one in explored.without if one.place == place]
    assert len(without) > 100
    for one, other in zip(with_it, without, strict=False):  # those of a broken disk follow
        assert one.given == other.given
        assert _comparable(one) == _comparable(other), (one.door, one.given)


# Of failures, of messages, of articles that were added just now, and of requests.
_IDS = re.compile(r'\b[0-9a-f]{8}\b|\b14\d{17}\b|(?<=article:v1:)\w+:\d+|(?<="nonce": )"\d+"')


def _comparable(one: Tried) -> list[tuple[str, object]]:
    """Return what was sent, without the ids that failures and messages are known by."""
    return [(_IDS.sub("#", json.dumps(sent.json)), sent.files) for sent in one.sent]


# --- Leaving

REASON = "mumblecrake"  # that somebody gave for a vote


@pytest.mark.parametrize("how", ["told", "found at a start"])
async def test_all_that_a_server_had_leaves_with_it(tmp_path, how):
    async with world(tmp_path) as made:
        bot, home = made.bot, made.home.id
        vote = Vote(1, "somebody", home, TODAY, helpful=False)
        await bot.store.votes.set(vote, ["somebody"])
        await bot.store.votes.set_reason(1, ["somebody"], REASON)
        assert traces(tmp_path / "data", home) == {*SECRETS, REASON, home} - {"glimmerwick"}
        if how == "told":
            await bot.get_guild(home).leave()
            await made.env.settle()
        else:
            bot._connection._remove_guild(bot.get_guild(home))
            await bot.on_ready()
            later = bot.clock() + timedelta(days=1, minutes=1)
            bot.clock = lambda: later
            await bot.on_ready()  # two starts a day apart have to agree
        assert traces(tmp_path / "data", home) == set()
        assert traces(tmp_path / "data", made.away.id) == {made.away.id}
        assert (await bot.server_collection(home)) is bot.library.shared


def traces(folder: Path, server: int) -> set[str | int]:
    """Return the secrets, and the id of a server, that stand anywhere in the files of a folder."""
    content = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    stems = {word for word in (*SECRETS, REASON) if word[:6].encode() in content.lower()}
    ids = server.to_bytes(8), str(server).encode()
    return stems | ({server} if any(one in content for one in ids) else set())
