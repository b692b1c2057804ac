"""Questions that ask the same are grouped."""

from bot.discord_app.features.statistics.grouping import group_questions


def test_the_same_or_near_words_are_one_gap():
    asked = ["who won the match", "winner match final", "match won", "bridge", "", "the", "the"]
    found = group_questions(asked, lambda text: frozenset(text.split()) - {"the", "who"})
    assert [(gap.example, gap.count) for gap in found] == [
        ("who won the match", 2),
        ("the", 2),
        ("winner match final", 1),
        ("bridge", 1),
        ("", 1),
    ]
