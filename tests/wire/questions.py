"""A question of the repository's corpus, and how its answer is known."""

from .world import COMPONENTS_V2, Json, text_of

QUESTION = "Who leads Russia's delegation?"
ANSWER = "Medinsky"
NO_ANSWER = "Who won the football match?"


def assert_is_answer(sent: Json) -> None:
    """Fail unless the message is a card with the answer that pings nobody."""
    assert sent["flags"] & COMPONENTS_V2
    assert ANSWER in text_of(sent)
    assert sent["allowed_mentions"]["parse"] == []
