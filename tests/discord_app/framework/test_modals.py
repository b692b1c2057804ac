"""Modals: each goes to its feature, and one that no feature knows is answered too."""

import pytest

from bot.discord_app.framework.modals import Field, ModalRouter, open_modal
from tests.support.responses import response_text

pytestmark = pytest.mark.simcord(shard_count=1)


async def nothing(*_: object) -> None:
    """Handle a modal."""


async def test_a_modal_that_no_feature_knows_is_answered_in_words_and_logged(
    bot, channel, alice, caplog
):
    """The member saw "The application did not respond", and the log nothing."""
    help_command = bot.tree.get_command("help")

    async def open_old_modal(interaction) -> None:
        await open_modal(interaction, "survey:v0:7", "Survey", Field("Your words", 100))

    original, help_command._callback = help_command._callback, open_old_modal
    try:
        opened = await alice.slash(channel, "help")
    finally:
        help_command._callback = original
    result = await alice.submit_modal(opened, {"text": "the secret of the golden wombat"})
    assert result.ephemeral
    assert "no longer recognise this form" in response_text(result)
    assert "'survey:v0:7'" in caplog.text
    assert "wombat" not in caplog.text


def test_two_features_cannot_take_the_same_modals():
    router = ModalRouter()
    router.register("paste:v1:", nothing)
    for prefix in ("paste:v1:", "paste:v1:7", "paste"):
        with pytest.raises(ValueError, match="cannot be told apart"):
            router.register(prefix, nothing)
    router.register("ask:v1", nothing)
    assert router.prefixes == {"paste:v1:", "ask:v1"}
