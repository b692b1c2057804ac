"""Which messages are answered: one table."""

import pytest

from bot.discord_app.framework.triggers import Heard, Verdict, is_question, verdict
from bot.storage.server_settings import ServerSettings

HERE, THREAD, ELSEWHERE = 1, 2, 3
IN, IN_THREAD = frozenset({HERE}), frozenset({HERE, THREAD})
ANSWER, IGNORE, IF_KNOWN = Verdict.ANSWER, Verdict.IGNORE, Verdict.ANSWER_IF_KNOWN
ALL = ServerSettings()
ONLY_HERE = ServerSettings(channels=frozenset({HERE}))
ONLY_ELSEWHERE = ServerSettings(channels=frozenset({ELSEWHERE}))
LISTENING = ServerSettings(listening=frozenset({HERE}))
BOTH = ServerSettings(channels=frozenset({ELSEWHERE}), listening=frozenset({HERE}))
NO_DIRECT = ServerSettings(direct_messages=False)


@pytest.mark.parametrize(
    ("why", "heard", "settings", "expected"),
    [
        ("a mention", Heard("Who?", True, True, IN), ALL, ANSWER),
        ("a mention needs no question mark", Heard("leaders", True, True, IN), ALL, ANSWER),
        ("a bot, which might answer for ever", Heard("Who?", False, True, IN), ALL, IGNORE),
        ("said to others", Heard("Who?", True, False, IN), ALL, IGNORE),
        ("a chosen channel", Heard("", True, True, IN), ONLY_HERE, ANSWER),
        ("a thread of a chosen channel", Heard("", True, True, IN_THREAD), ONLY_HERE, ANSWER),
        ("a channel left out", Heard("", True, True, IN), ONLY_ELSEWHERE, IGNORE),
        ("a thread of one left out", Heard("", True, True, IN_THREAD), ONLY_ELSEWHERE, IGNORE),
        ("listening chooses the channel too", Heard("", True, True, IN), BOTH, ANSWER),
        ("a question where it listens", Heard("Who?", True, False, IN), LISTENING, IF_KNOWN),
        ("in a thread there", Heard("Who?", True, False, IN_THREAD), LISTENING, IF_KNOWN),
        ("no question", Heard("Hello.", True, False, IN), LISTENING, IGNORE),
        ("text that Discord hides", Heard("", True, False, IN), LISTENING, IGNORE),
        ("a bot's question", Heard("Who?", False, False, IN), LISTENING, IGNORE),
        ("who calls it wants a reply", Heard("Who?", True, True, IN), LISTENING, ANSWER),
        ("a direct message", Heard("leaders", True), ALL, ANSWER),
        ("direct messages are off", Heard("Who?", True), NO_DIRECT, Verdict.DIRECT_MESSAGES_OFF),
        ("a bot's direct message", Heard("Who?", False), NO_DIRECT, IGNORE),
        ("they are for direct messages only", Heard("", True, True, IN), NO_DIRECT, ANSWER),
    ],
)
def test_the_verdict(why, heard, settings, expected):
    assert verdict(heard, settings) is expected, why


@pytest.mark.parametrize(
    "text", ["Who?", "Who? ", "Who?!", "(who?)", "**Who?**", "说谁？", "من؟", "Who?\n", '"Who?"']
)
def test_a_question_mark_ends_a_question(text):
    assert is_question(text)


@pytest.mark.parametrize("text", ["", "Who", "Who? Me.", "https://example.org/?q=1", "?x"])
def test_no_question_mark_at_the_end_is_no_question(text):
    assert not is_question(text)
