"""Each feature can be deleted: the bot works without it, and no other module needs it."""

import ast
from pathlib import Path

import pytest
import simcord

import bot
from bot.discord_app.features import FEATURES
from tests.support.bots import feed_poller, make_bot
from tests.support.responses import ANSWER, QUESTION, response_text

BOT = Path(bot.__file__).parent
FOLDER = BOT / "discord_app" / "features"
PACKAGE = "bot.discord_app.features"
COMMANDS = {  # of each feature
    "questions": {"ask", "summary", "help", "Ask about this message", "Check against the articles"},
    "timeline": {"timeline"},
    "privacy": {"about", "privacy show", "privacy export", "privacy delete"},
    "articles": {
        "articles add",
        "articles list",
        "articles show",
        "articles remove",
        "articles replace",
        "articles export",
        "Add to articles",
    },
    "feeds": {
        "articles feed add",
        "articles feed list",
        "articles feed check",
        "articles feed remove",
    },
    "library": {"library"},
    "config_panel": {"config"},
    "statistics": {"stats", "gaps"},
    "welcome": set(),
}


def name_of(feature) -> str:
    return feature.__name__.rpartition(".")[2]


def command_names(bot) -> set[str]:
    commands = [*bot.tree.walk_commands(), *bot.tree.get_commands()]
    return {one.qualified_name for one in commands if not hasattr(one, "walk_commands")}


def features_imported(module: Path) -> set[str]:
    """Return the features that a module imports something of."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[3] for name in names if name.startswith(f"{PACKAGE}.")} & set(COMMANDS)


def test_every_feature_is_listed():
    modules = {path.stem for path in FOLDER.iterdir() if not path.stem.startswith("_")}
    assert {name_of(feature) for feature in FEATURES} == modules == set(COMMANDS)


@pytest.mark.parametrize("feature", COMMANDS)
def test_no_module_but_the_list_of_features_needs_a_feature(feature):
    others = {
        module.relative_to(BOT).as_posix()
        for module in BOT.rglob("*.py")
        if feature in features_imported(module)
        and not module.is_relative_to(FOLDER / feature)
        and module != FOLDER / f"{feature}.py"
    }
    assert others == {"discord_app/features/__init__.py"}


@pytest.mark.parametrize("feature", FEATURES, ids=name_of)
async def test_without_a_feature_the_bot_works_with_all_others(seed, store, feature):
    others = [other for other in FEATURES if other is not feature]
    bot = make_bot(seed, store, others)
    assert command_names(bot) == set().union(*(COMMANDS[name_of(other)] for other in others))
    async with simcord.run(bot, shard_count=1) as env:
        guild = env.create_guild()
        alice = guild.add_member(env.create_user("alice"))
        channel = guild.create_text_channel("general")
        await alice.send(channel, f"{bot.user.mention} {QUESTION}")
        if name_of(feature) == "questions":
            assert channel.last_message.author.id == alice.id
            shown = await alice.slash(channel, "timeline", private=True)
            assert "2022" in response_text(shown)
        else:
            assert channel.last_message.author.id == bot.user.id
            shown = await alice.slash(channel, "ask", question=QUESTION)
            assert ANSWER in response_text(shown)


async def test_two_bots_in_one_process_share_no_feeds(seed, store):
    first, second = make_bot(seed, store), make_bot(seed, store)
    assert feed_poller(first) is not feed_poller(second)
