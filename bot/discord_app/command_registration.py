"""Register the commands with Discord, which allows 200 new ones a day, only if they changed."""

import hashlib
import json
import logging
from http.client import BAD_REQUEST

import discord

from bot.discord_app.command_tree import CommandTree
from bot.discord_app.texts.translator import CommandTranslator
from bot.storage.store import Store

log = logging.getLogger(__name__)


async def register_commands(tree: CommandTree, store: Store, application_id: int) -> None:
    """Register the commands; if Discord refuses those of users, register those of servers."""
    translator = CommandTranslator()
    await tree.set_translator(translator)
    try:
        await _register(tree, translator, store, application_id)
    except discord.HTTPException as error:
        if error.status != BAD_REQUEST or not tree.allowed_installs.user:
            raise
        log.warning(
            "Discord refuses commands for users who install the bot for themselves; registering"
            " only those of servers. Turn on User Install on the Installation page of your"
            " application, or set VERBATIM_USER_INSTALL=false: %s",
            error,
        )
        tree.allow_user_install(allowed=False)
        await _register(tree, translator, store, application_id)


async def _register(
    tree: CommandTree, translator: CommandTranslator, store: Store, application_id: int
) -> None:
    payloads = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands()
    ]
    commands_hash = hashlib.sha256(json.dumps(payloads, sort_keys=True).encode()).hexdigest()
    if await store.registered_commands(application_id) == commands_hash:
        return
    await tree.sync()
    await store.set_registered_commands(application_id, commands_hash)
    log.info("registered %d commands", len(payloads))
