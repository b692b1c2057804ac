"""Feeds in a simulated Discord, from real servers on loopback, without waiting for any time."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import discord
import pytest
from aiohttp import web

from bot.discord_app.features.feeds.poller import (
    DAY_SECONDS,
    POLL_SECONDS,
    SITE_PAUSE_SECONDS,
    WORKER_COUNT,
)
from bot.discord_app.replies.markdown import unescape
from bot.errors import StoreError
from bot.ingest.ingest import WEB
from bot.libraries.server_articles import ServerArticles
from bot.libraries.server_library import ServerLibrary
from bot.storage.feeds import MAX_FEEDS
from tests.support.bots import feed_poller
from tests.support.drafts import draft
from tests.support.feeds import item, rss
from tests.support.responses import response_text
from tests.support.web import SERVER, Names, answering, leading_to, site

pytestmark = pytest.mark.simcord(shard_count=1, settle_timeout=60)
# An error that a moderator is told is one for the simulated Discord too.
refused = pytest.mark.simcord(shard_count=1, settle_timeout=60, check_errors=False)

NOW = datetime(2025, 5, 15, 12, tzinfo=UTC)
TODAY = NOW.date()
HOUR = timedelta(hours=2)  # with what a feed's number shifts it by
QUESTION = "What closed the port of Strelsau?"
STORM = "The storm closed the port of Strelsau."
BRIDGE = "The mayor of Zenda opened the long bridge."


def page(text: str):
    return answering(f"<html><body><article><p>{text}</p></article></body></html>")


class Feed:
    """A feed whose `items` tests change; it knows what has not changed."""

    def __init__(self, *items: str, status: int = 200, **headers: str) -> None:
        self.items, self.status, self.headers = items, status, headers
        self.asked_with: list[str | None] = []

    async def answer(self, request: web.Request) -> web.Response:
        """Give the feed, or that it has not changed."""
        self.asked_with.append(request.headers.get("If-None-Match"))
        etag = f'"{hash(self.items)}"'
        status = 304 if self.asked_with[-1] == etag and self.status == 200 else self.status
        options = {"content_type": "text/xml", "headers": {"ETag": etag} | self.headers}
        items = (one.replace("PORT", str(request.url.port)) for one in self.items)
        return await answering(rss(*items), status=status, **options)(request)


@pytest.fixture
def slept(bot) -> list[float]:
    """Have the bot not wait, but note for how long it would."""
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    feed_poller(bot).sleep = sleep
    return waits


@pytest.fixture
def later(bot, slept):
    """Set the clock, and return what moves it and has the feeds checked that are due then."""
    now = [NOW]
    bot.clock = lambda: now[0]

    async def move(by: timedelta = HOUR) -> None:
        now[0] += by
        await feed_poller(bot).check_due()

    return move


@pytest.fixture
def open_site(bot, later):
    """Run a site that the bot reaches, and no other."""

    @asynccontextmanager
    async def opened(**handlers):
        routes = [(f"/{name}", getattr(one, "answer", one)) for name, one in handlers.items()]
        async with site(*routes) as here:
            bot.web = here.web()
            yield here

    return opened


@pytest.fixture
def add(channel, moderator):
    async def added(url: str) -> str:
        result = await moderator.slash(channel, "articles feed add", url=url)
        assert result.ephemeral
        return result.response.content

    return added


@pytest.fixture
def shown(channel, moderator):
    async def listed() -> str:
        result = await moderator.slash(channel, "articles feed list")
        assert result.ephemeral
        return response_text(result)

    return listed


async def stored(bot, guild) -> list[str]:
    return [entry.path for entry in await bot.store.articles.of_server(guild.id)]


async def only_feed(bot, guild):
    [feed] = await bot.store.feeds.of_server(guild.id)
    return feed


# --- Adding


async def test_a_feed_that_is_added_brings_its_articles_at_once(
    bot, guild, channel, alice, add, shown, open_site
):
    feed = Feed(item("/storm"), item("/bridge"), item("/gone"))
    async with open_site(feed=feed, storm=page(STORM), bridge=page(BRIDGE)) as here:
        said = await add(here.url("/feed"))
    assert "**The Gazette**" in said
    assert "It brought 2 articles." in said
    assert "1 entry could not be read." in said
    assert STORM in response_text(await alice.slash(channel, "ask", question=QUESTION))
    assert "The Gazette" in await shown()
    [path, _] = await stored(bot, guild)
    original = await bot.store.articles.original(guild.id, path)
    assert BRIDGE in original.content.decode()


async def test_the_articles_of_a_feed_are_seen_in_its_server_alone(
    env, bot, guild, channel, add, open_site
):
    stranger = env.create_user("stranger")
    elsewhere = env.create_guild()
    there = elsewhere.create_text_channel("there")
    role = elsewhere.create_role("Mods", permissions=discord.Permissions(manage_guild=True))
    stranger = elsewhere.add_member(stranger, roles=[role])
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await add(here.url("/feed"))
    number = (await only_feed(bot, guild)).number
    assert STORM not in response_text(await stranger.slash(there, "ask", question=QUESTION))
    assert "no feed" in response_text(await stranger.slash(there, "articles feed list"))
    offered = await stranger.autocomplete(there, "articles feed remove", "feed", "")
    assert offered == []
    for feed in (str(number), "Gazette", "²", "9" * 30):
        result = await stranger.slash(there, "articles feed remove", feed=feed)
        assert response_text(result).strip() == "This server has no such feed."
    assert await only_feed(bot, guild)


async def _to_a_machine(request: web.Request) -> web.Response:
    return await leading_to(f"http://127.0.0.2:{request.url.port}/feed")(request)


@refused
@pytest.mark.parametrize(
    ("handler", "said"),
    [
        pytest.param(page(STORM), "is not a feed", id="a page"),
        pytest.param(answering(status=404), "does not exist", id="not there"),
        pytest.param(_to_a_machine, "not an address", id="leads to a machine"),
        pytest.param(leading_to("file:///etc/passwd"), "does not begin", id="leads to a file"),
    ],
)
async def test_what_is_no_feed_is_not_added_and_told_why(
    bot, guild, add, shown, open_site, handler, said
):
    async with open_site(feed=handler) as here:
        assert said in await add(here.url("/feed"))
    assert await bot.store.feeds.of_server(guild.id) == []
    assert "no feed" in await shown()


@refused
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/feed",
        "http://localhost/feed",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/feed",
        "http://[",
        "ftp://news.example/feed",
        "nonsense",
    ],
)
async def test_a_feed_at_an_address_that_is_not_public_is_refused(bot, guild, add, later, url):
    assert bot.web is WEB
    assert unescape(await add(url)).startswith(url)
    assert await bot.store.feeds.of_server(guild.id) == []


@refused
async def test_a_name_that_resolves_to_a_private_address_is_refused(bot, guild, add, open_site):
    feed = Feed(item(text=STORM, key="a"))
    async with site(("/feed", feed.answer), names=Names([[str(SERVER), "10.0.0.1"]])) as here:
        bot.web = here.web()
        assert "not on the public internet" in await add(here.url("/feed"))
    assert feed.asked_with == []
    assert await bot.store.feeds.of_server(guild.id) == []


async def test_an_entry_that_links_to_a_private_address_is_not_opened(
    bot, guild, channel, alice, add, open_site
):
    secret = "http://127.0.0.2:PORT/secret"
    feed = Feed(item(secret, STORM, "a"), item("http://10.0.0.1:PORT/x", key="b"))
    async with open_site(feed=feed) as here:
        said = await add(here.url("/feed"))
        assert [request.path for request in here.requests] == ["/feed"]
    assert "It brought 1 article." in said
    assert "1 entry could not be read." in said
    answer = response_text(await alice.slash(channel, "ask", question=QUESTION))
    assert STORM in answer
    assert "127.0.0.2" not in answer


async def test_a_feed_is_added_once(add, open_site):
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await add(here.url("/feed"))
        assert "already has this feed" in await add(here.url("/feed"))


async def test_a_server_has_no_more_feeds_than_it_may(bot, guild, add, open_site):
    for number in range(MAX_FEEDS):
        await bot.store.feeds.add(guild.id, f"https://n.example/{number}", 1e12, TODAY)
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        assert f"at most {MAX_FEEDS} feeds" in await add(here.url("/feed"))
        assert here.requests == []


@refused
async def test_a_full_server_is_told_and_has_no_new_feed(bot, guild, add, open_site, seed, store):
    bot.library = ServerLibrary(seed, store.articles, max_articles=1)
    async with open_site(feed=Feed(item(text=STORM, key="a"), item(text=BRIDGE, key="b"))) as here:
        assert "1 articles at most" in await add(here.url("/feed"))
    assert await stored(bot, guild) == []
    assert await bot.store.feeds.of_server(guild.id) == []


async def test_no_more_entries_come_than_a_check_may_bring(bot, guild, add, open_site):
    feed = Feed(*(item(text=f"The ferry number {n} sank.", key=str(n)) for n in range(30)))
    async with open_site(feed=feed) as here:
        assert "It brought 20 articles." in await add(here.url("/feed"))
    assert len(await stored(bot, guild)) == 20


async def test_large_pages_come_a_few_at_a_time(bot, guild, add, later, open_site, monkeypatch):
    """They are held in memory until they are added, and nothing is lost."""
    monkeypatch.setattr("bot.discord_app.features.feeds.poller._MAX_BATCH_BYTES", 1_000)
    pages = {f"p{n}": page(f"{'The ferry sank. ' * 40} It was {n}.") for n in range(5)}
    async with open_site(feed=Feed(*(item(f"/{name}") for name in pages)), **pages) as here:
        assert "It brought 2 articles." in await add(here.url("/feed"))
        await later()
        await later()
    assert len(await stored(bot, guild)) == 5


# --- Who may


async def test_feeds_are_for_moderators(channel, alice):
    assert not [one for one in alice.available_commands(channel) if one.startswith("articles")]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("articles feed add", {"url": "https://news.example/feed"}),
        ("articles feed list", {}),
        ("articles feed remove", {"feed": "1"}),
    ],
)
async def test_who_is_no_moderator_is_refused_even_where_the_command_is_let_through(
    env, bot, guild, channel, alice, command, options
):
    """A server's integration settings can let everybody use a command."""
    await bot.store.feeds.add(guild.id, "https://n.example/", 1e12, TODAY)
    [articles] = [one for one in await bot.tree.fetch_commands() if one.name == "articles"]
    guild.set_command_permissions(articles, {alice: True})
    result = await alice.slash(channel, command, **options)
    assert "*Manage Server* permission" in response_text(result)
    assert await alice.autocomplete(channel, "articles feed remove", "feed", "") == []
    assert len(await bot.store.feeds.of_server(guild.id)) == 1


async def test_feeds_are_of_servers_alone(alice):
    assert not [one for one in alice.user.available_commands() if one.startswith("articles")]


# --- Listing and removing


async def test_a_feed_that_is_removed_is_asked_no_more_and_its_articles_stay(
    bot, guild, channel, moderator, add, later, open_site
):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        [choice] = await moderator.autocomplete(channel, "articles feed remove", "feed", "GAZ")
        assert choice["name"] == "The Gazette"
        result = await moderator.slash(channel, "articles feed remove", feed=choice["value"])
        assert "The Gazette" in response_text(result)
        await later()
    assert len(feed.asked_with) == 1
    assert len(await stored(bot, guild)) == 1


async def test_twenty_failing_feeds_are_listed_within_the_limits(bot, guild, later, shown):
    for number in range(MAX_FEEDS):
        url = f"https://n{number}.example/{'long' * 400}"
        feed = await bot.store.feeds.add(guild.id, url, 0, TODAY)
        await bot.store.feeds.set_failed(feed, "is not there. " * 30, 0, TODAY)
    said = await shown()
    assert said.count("Failing since") >= 10
    assert f"{MAX_FEEDS} of at most {MAX_FEEDS} feeds" in said


async def test_what_a_feed_calls_itself_is_shown_as_it_stands(add, open_site):
    """A title must not draw a link, or a mention, into the answer."""
    title = "[x](https://evil.example) @everyone **News**"
    handler = answering(rss(item(text=STORM, key="a"), title=title), content_type="text/xml")
    async with open_site(feed=handler) as here:
        said = await add(here.url("/feed"))
    assert r"\[x\](https\://evil.example) \@everyone \*\*News\*\*" in said


# --- The timer


async def test_what_is_new_is_taken_in_when_the_feed_is_due(bot, guild, add, later, open_site):
    feed = Feed(item("/storm"))
    async with open_site(feed=feed, storm=page(STORM), bridge=page(BRIDGE)) as here:
        await add(here.url("/feed"))
        feed.items = (item("/bridge"), item("/storm"))
        await later(timedelta(minutes=5))
        assert len(await stored(bot, guild)) == 1
        await later()
        assert len(await stored(bot, guild)) == 2
        assert [one.path for one in here.requests] == ["/feed", "/storm", "/feed", "/bridge"]


async def test_a_feed_that_has_not_changed_is_not_sent_again(bot, guild, add, later, open_site):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        for _ in range(3):
            await later()
    assert feed.asked_with[0] is None
    assert len(set(feed.asked_with[1:])) == 1
    assert feed.asked_with[1]
    assert (await only_feed(bot, guild)).title == "The Gazette"


async def test_an_article_that_moderators_removed_does_not_come_again(
    bot, guild, add, later, open_site
):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        [path] = await stored(bot, guild)
        await ServerArticles(bot.library, guild.id, TODAY).remove(path)
        feed.items = (item(text=BRIDGE, key="b"), *feed.items)
        await later()
    [path] = await stored(bot, guild)
    assert BRIDGE in await bot.store.articles.text(guild.id, path)


async def test_what_is_there_already_is_told(bot, guild, add, open_site):
    await ServerArticles(bot.library, guild.id, TODAY).add([draft(STORM)])
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        said = await add(here.url("/feed"))
    assert "It brought 0 articles." in said
    assert "1 more was already here." in said


async def test_pages_of_a_site_are_asked_for_one_after_the_other_with_a_pause(
    bot, guild, add, slept, open_site
):
    asking, most = 0, 0

    async def slow(request: web.Request) -> web.Response:
        nonlocal asking, most
        asking += 1
        most = max(most, asking)
        await asyncio.sleep(0.02)
        asking -= 1
        return await page(f"{STORM} {request.path}")(request)

    names = [f"p{n}" for n in range(4)]
    feeds = {f"feed{n}": Feed(item(f"/{names[n]}"), item(f"/{names[n + 2]}")) for n in range(2)}
    async with open_site(**feeds, **dict.fromkeys(names, slow)) as here:
        for name in feeds:
            await bot.store.feeds.add(guild.id, here.url(f"/{name}"), 0, TODAY)
        await asyncio.gather(*(feed_poller(bot).check_due() for _ in range(WORKER_COUNT)))
    assert len(await stored(bot, guild)) == 4
    assert most == 1
    assert slept == [SITE_PAUSE_SECONDS] * 6


async def test_no_feed_is_checked_twice_at_once(bot, guild, open_site):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await bot.store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        await asyncio.gather(*(feed_poller(bot).check_due() for _ in range(WORKER_COUNT)))
    assert len(feed.asked_with) == 1


async def test_a_page_that_fails_gives_way_to_the_entrys_own_text(bot, guild, add, open_site):
    async with open_site(feed=Feed(item("/gone", STORM))) as here:
        assert "It brought 1 article." in await add(here.url("/feed"))
        url = here.url("/gone")
    [entry] = await bot.store.articles.of_server(guild.id)
    assert STORM in await bot.store.articles.text(guild.id, entry.path)
    assert entry.url == url


async def test_a_page_that_is_away_is_tried_again(bot, guild, add, later, open_site):
    """The feed itself has not changed, and has to be read again all the same."""
    down = [True]

    async def sometimes(request: web.Request) -> web.Response:
        return await (answering(status=500) if down[0] else page(STORM))(request)

    async with open_site(feed=Feed(item("/page")), page=sometimes) as here:
        assert "1 entry could not be read." in await add(here.url("/feed"))
        down[0] = False
        await later()
    assert len(await stored(bot, guild)) == 1


async def test_a_site_that_asks_to_wait_is_left_alone(bot, guild, add, later, open_site):
    busy = answering(status=429, headers={"Retry-After": "20000"})
    feed = Feed(*(item(f"/p{n}", STORM) for n in range(5)))
    pages = {f"p{n}": busy for n in range(5)}
    async with open_site(feed=feed, **pages) as here:
        await add(here.url("/feed"))
        assert len(here.requests) == 2
        assert await stored(bot, guild) == []
        await later(timedelta(seconds=19_999))
        assert len(here.requests) == 2
        await later(timedelta(seconds=1))
        assert len(here.requests) == 4


async def test_a_feed_that_fails_is_asked_less_and_less(bot, guild, add, later, shown, open_site):
    feed = Feed(item(text=STORM, key="a"))
    waits = []
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        feed.status = 500
        await later()
        for _ in range(8):
            before = await only_feed(bot, guild)
            waits.append(before.next_check - bot.clock().timestamp())
            await later(timedelta(seconds=waits[-1]))
        assert [round(wait / waits[0]) for wait in waits[:5]] == [1, 2, 4, 8, 16]
        assert 0.9 * DAY_SECONDS <= waits[-1] <= 1.1 * DAY_SECONDS
        assert "Failing since 15 May 2025" in await shown()
        await later(timedelta(days=7))
        said = await shown()
        assert "for a week or longer" in said
        assert "the server answers 500" in said
        feed.status = 200
        await later(timedelta(days=2))
    assert "Failing" not in await shown()


async def test_a_feed_that_asks_to_wait_is_left_alone_for_as_long(
    bot, guild, add, later, open_site
):
    feed = Feed(item(text=STORM, key="a"), **{"Retry-After": "200000"})
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        feed.status = 503
        await later()
        [wait] = [(await only_feed(bot, guild)).next_check - bot.clock().timestamp()]
    assert wait == 200_000


async def test_a_server_that_is_full_is_told_in_the_list(bot, guild, add, later, shown, open_site):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        bot.library = ServerLibrary(bot.library.shared, bot.store.articles, max_articles=1)
        feed.items = (item(text=BRIDGE, key="b"),)
        await later()
    assert "1 articles at most" in await shown()


async def test_a_stop_between_the_articles_and_the_entries_adds_nothing_twice(
    bot, guild, open_site, later, monkeypatch
):
    async def stop(*_: object) -> None:
        raise asyncio.CancelledError

    async with open_site(feed=Feed(item("/storm")), storm=page(STORM)) as here:
        feed = await bot.store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        with monkeypatch.context() as patched:
            patched.setattr(bot.store.feeds, "set_checked", stop)
            with pytest.raises(asyncio.CancelledError):
                await feed_poller(bot).check_due()
        before = await stored(bot, guild)
        assert len(before) == 1
        await later()
        assert len(here.requests) == 4
    assert await stored(bot, guild) == before
    assert await bot.store.feeds.unseen(feed, [here.url("/storm")]) == set()


async def test_a_server_that_is_left_during_a_check_keeps_nothing(
    env, bot, guild, open_site, store, later
):
    async def leaving(request: web.Request) -> web.Response:
        await bot.get_guild(guild.id).leave()
        await env.settle()
        return await page(STORM)(request)

    async with open_site(feed=Feed(item("/page")), page=leaving) as here:
        await store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        await feed_poller(bot).check_due()
    assert bot.get_guild(guild.id) is None
    assert await store.servers.ids() == set()


async def test_a_feed_that_is_removed_during_a_check_adds_nothing(bot, guild, open_site, later):
    async def removing(request: web.Request) -> web.Response:
        await bot.store.feeds.remove(guild.id, feed.number)
        return await page(STORM)(request)

    async with open_site(feed=Feed(item("/page")), page=removing) as here:
        feed = await bot.store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        await feed_poller(bot).check_due()
    assert await stored(bot, guild) == []
    assert await bot.store.feeds.unseen(feed, [here.url("/page")])


async def test_a_server_that_is_left_while_articles_are_added_keeps_nothing(
    env, bot, guild, open_site, store, later, monkeypatch
):
    add = ServerArticles.add

    async def adding(*given: object) -> object:
        await bot.get_guild(guild.id).leave()
        await env.settle()
        return await add(*given)

    monkeypatch.setattr(ServerArticles, "add", adding)
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        await feed_poller(bot).check_due()
    assert await store.servers.ids() == set()


async def test_feeds_of_servers_that_another_process_has_are_left_to_it(bot, open_site, store):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await store.feeds.add(12345, here.url("/feed"), 0, TODAY)
        await feed_poller(bot).check_due()
    assert feed.asked_with == []


async def test_the_log_names_no_title_and_no_address(
    bot, guild, add, later, open_site, caplog, monkeypatch
):
    caplog.set_level("DEBUG", "bot")
    secret = "Secret title at news.example"
    feed = Feed(item("/storm", key=secret))
    async with open_site(feed=feed, storm=page(STORM)) as here:
        await add(here.url("/feed"))
        feed.items = (item(text=BRIDGE, key="b"),)
        await later()
        feed.status = 500
        await later()

        async def fail(*_: object) -> None:
            raise RuntimeError(secret)

        monkeypatch.setattr(bot.store.feeds, "unseen", fail)
        feed.status, feed.items = 200, (item(text=STORM, key="c"),)
        await later(timedelta(days=2))
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    fields = [record.fields for record in ours if "feed" in getattr(record, "fields", {})]
    number = (await only_feed(bot, guild)).number
    assert fields == [{"server": guild.id, "feed": number}] * 3
    for text in ("Secret", "news.example", "Gazette", "Zenda"):
        assert not any(text in record.getMessage() for record in ours)


async def test_a_fault_of_ours_costs_no_other_feed(
    bot, guild, later, open_site, shown, monkeypatch
):
    feeds = {"feed": Feed(item(text=STORM, key="a")), "other": Feed(item(text=BRIDGE, key="b"))}
    check = feed_poller(bot).check

    async def failing(feed):
        if feed.url.endswith("/feed"):
            raise RuntimeError("a slip")
        return await check(feed)

    monkeypatch.setattr(feed_poller(bot), "check", failing)
    async with open_site(**feeds) as here:
        for name in feeds:
            await bot.store.feeds.add(guild.id, here.url(f"/{name}"), 0, TODAY)
        await feed_poller(bot).check_due()
    assert len(await stored(bot, guild)) == 1
    assert "the operator's log has the details" in await shown()


async def test_with_a_database_that_fails_sites_are_left_alone(
    bot, guild, slept, open_site, store, monkeypatch, caplog
):
    """With a full disk nothing is kept of a check, and the next would fetch it all again."""

    async def full(*_: object) -> None:
        raise StoreError("the database cannot be used: disk is full")

    for name in ("set_checked", "set_failed"):
        monkeypatch.setattr(store.feeds, name, full)
    stopped = asyncio.Event()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if seconds > POLL_SECONDS:
            stopped.set()
        if seconds != SITE_PAUSE_SECONDS:
            await asyncio.Event().wait()

    feed_poller(bot).sleep = sleep
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        async with feed_poller(bot).running():
            await stopped.wait()
    assert max(slept) > 10 * POLL_SECONDS
    assert "disk is full" in caplog.text


async def test_feeds_are_checked_while_the_bot_runs(bot, guild, later, open_site):
    done = asyncio.Event()

    async def sleep(seconds: float) -> None:
        if seconds == POLL_SECONDS and await stored(bot, guild):
            done.set()
        await asyncio.sleep(0.01)

    feed_poller(bot).sleep = sleep
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await bot.store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        async with feed_poller(bot).running():
            await asyncio.wait_for(done.wait(), 30)
    assert not [task for task in asyncio.all_tasks() if "feeds" in task.get_name()]


async def test_the_operator_can_turn_feeds_off(bot, guild, add, open_site):
    feed_poller(bot).minutes = 0
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        assert "turned feeds off" in await add(here.url("/feed"))
        await bot.store.feeds.add(guild.id, here.url("/feed"), 0, TODAY)
        async with feed_poller(bot).running():
            await asyncio.sleep(0.05)
    assert feed.asked_with == []


async def test_feeds_that_are_checked_at_once_part(bot, guild, later, open_site):
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        for number in range(10):
            await bot.store.feeds.add(guild.id, here.url(f"/feed?{number}"), 0, TODAY)
        await later()
    now = bot.clock().timestamp()
    waits = {one.next_check - now for one in await bot.store.feeds.of_server(guild.id)}
    assert len(waits) == 10
    assert all(0.9 <= wait / 3600 <= 1.1 for wait in waits)


async def test_a_feed_that_stays_due_is_checked_once_and_holds_up_no_other(bot, guild, monkeypatch):
    """Where its row could not be changed, it was fetched again as soon as it had been."""
    feeds, checked = bot.store.feeds, []
    for number in range(3 * WORKER_COUNT):
        await feeds.add(guild.id, f"https://{number}.example/feed", 0, bot.clock().date())

    async def check(feed) -> None:
        checked.append(feed.number)

    monkeypatch.setattr(feed_poller(bot), "_check_or_note", check)
    await feed_poller(bot).check_due()
    assert sorted(checked) == [feed.number for feed in await feeds.of_server(guild.id)]


# --- Checking now


@pytest.fixture
def check(bot, guild, channel, moderator):
    async def checked() -> str:
        feed = await only_feed(bot, guild)
        number = str(feed.number)
        result = await moderator.slash(channel, "articles feed check", feed=number)
        assert result.ephemeral
        return response_text(result)

    return checked


async def test_the_list_shows_when_a_feed_was_checked_and_will_be(
    bot, guild, add, shown, open_site
):
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await add(here.url("/feed"))
    said = await shown()
    feed = await only_feed(bot, guild)
    assert f"last check <t:{int(NOW.timestamp()) + 1}:R>" in said
    assert f"next check <t:{int(feed.next_check) + 1}:R>" in said
    assert "checked every 60 minutes" in said


async def test_a_feed_can_be_checked_now(bot, guild, add, check, later, open_site):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        feed.items = (item(text=BRIDGE, key="b"), *feed.items)
        await later(timedelta(minutes=6))
        assert "brought 1 new article" in await check()
    assert len(await stored(bot, guild)) == 2


@refused
async def test_a_feed_is_not_checked_again_at_once(add, check, open_site):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        assert "You can check it again <t:" in await check()
    assert len(feed.asked_with) == 1


@refused
async def test_a_check_that_fails_says_why_and_is_not_repeated_at_once(
    bot, guild, add, check, later, shown, open_site
):
    feed = Feed(item(text=STORM, key="a"))
    async with open_site(feed=feed) as here:
        await add(here.url("/feed"))
        feed.status = 404
        await later(timedelta(minutes=6))
        assert "404" in await check()
        assert "again <t:" in await check()
        assert "Failing since" in await shown()


async def test_a_feed_that_is_being_checked_is_not_checked_twice(
    bot, guild, add, check, later, open_site
):
    async with open_site(feed=Feed(item(text=STORM, key="a"))) as here:
        await add(here.url("/feed"))
        await later(timedelta(minutes=6))
        feed_poller(bot)._in_progress.add((await only_feed(bot, guild)).number)
        assert "being checked right now" in await check()


@refused
async def test_only_a_feed_of_the_server_can_be_checked(channel, moderator):
    for number in ("7", "x", "9" * 30):
        result = await moderator.slash(channel, "articles feed check", feed=number)
        assert "no such feed" in response_text(result)
