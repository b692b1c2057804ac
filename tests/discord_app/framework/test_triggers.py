"""Which messages are answered: one table."""

import pytest

from bot.discord_app.framework.triggers import Decision, decide, is_question
from bot.discord_app.framework.triggers import IncomingMessage as Message
from bot.storage.server_settings import ServerSettings

HERE, THREAD, ELSEWHERE = 1, 2, 3
IN, IN_THREAD = frozenset({HERE}), frozenset({HERE, THREAD})
ANSWER, IGNORE, IF_KNOWN = Decision.ANSWER, Decision.IGNORE, Decision.ANSWER_IF_KNOWN
ALL = ServerSettings()
ONLY_HERE = ServerSettings(channels=frozenset({HERE}))
ONLY_ELSEWHERE = ServerSettings(channels=frozenset({ELSEWHERE}))
LISTENING = ServerSettings(listening=frozenset({HERE}))
BOTH = ServerSettings(channels=frozenset({ELSEWHERE}), listening=frozenset({HERE}))
NO_DIRECT = ServerSettings(direct_messages=False)


@pytest.mark.parametrize(
    ("why", "message", "settings", "expected"),
    [
        ("a mention", Message("Who?", True, True, IN), ALL, ANSWER),
        (
            "a mention needs no question mark",
            Message("leaders", True, True, IN),
            ALL,
            ANSWER,
        ),
        (
            "a bot, which might answer for ever",
            Message("Who?", False, True, IN),
            ALL,
            IGNORE,
        ),
        ("said to others", Message("Who?", True, False, IN), ALL, IGNORE),
        ("a chosen channel", Message("", True, True, IN), ONLY_HERE, ANSWER),
        (
            "a thread of a chosen channel",
            Message("", True, True, IN_THREAD),
            ONLY_HERE,
            ANSWER,
        ),
        ("a channel left out", Message("", True, True, IN), ONLY_ELSEWHERE, IGNORE),
        (
            "a thread of one left out",
            Message("", True, True, IN_THREAD),
            ONLY_ELSEWHERE,
            IGNORE,
        ),
        ("listening chooses the channel too", Message("", True, True, IN), BOTH, ANSWER),
        (
            "a question where it listens",
            Message("Who?", True, False, IN),
            LISTENING,
            IF_KNOWN,
        ),
        ("in a thread there", Message("Who?", True, False, IN_THREAD), LISTENING, IF_KNOWN),
        ("no question", Message("Hello.", True, False, IN), LISTENING, IGNORE),
        ("text that Discord hides", Message("", True, False, IN), LISTENING, IGNORE),
        ("a bot's question", Message("Who?", False, False, IN), LISTENING, IGNORE),
        ("who calls it wants a reply", Message("Who?", True, True, IN), LISTENING, ANSWER),
        ("a direct message", Message("leaders", True), ALL, ANSWER),
        (
            "direct messages are off",
            Message("Who?", True),
            NO_DIRECT,
            Decision.DIRECT_MESSAGES_OFF,
        ),
        ("a bot's direct message", Message("Who?", False), NO_DIRECT, IGNORE),
        (
            "they are for direct messages only",
            Message("", True, True, IN),
            NO_DIRECT,
            ANSWER,
        ),
    ],
)
def test_the_decision(why, message, settings, expected):
    assert decide(message, settings) is expected, why


@pytest.mark.parametrize(
    "text", ["Who?", "Who? ", "Who?!", "(who?)", "**Who?**", "说谁？", "من؟", "Who?\n", '"Who?"']
)
def test_a_question_mark_ends_a_question(text):
    assert is_question(text)


@pytest.mark.parametrize("text", ["", "Who", "Who? Me.", "https://example.org/?q=1", "?x"])
def test_no_question_mark_at_the_end_is_no_question(text):
    assert not is_question(text)
