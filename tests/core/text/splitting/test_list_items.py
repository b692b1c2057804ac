"""List items: lists that stand on one line."""

import pytest

from bot.core.languages.registry import language_of
from bot.core.text.splitting.list_items import split_list_items

ENGLISH_WORDS = language_of("en")


@pytest.mark.parametrize(
    "text",
    [
        "1. Mend the quay|2. Buy two boats|3. Rest",
        "1.) Mend the quay.|2.) Buy boats.",
        "1) Mend the quay|2) Buy boats",
        "a. Mend the quay|b. Buy boats",
        "• Mend the quay|• Buy boats",
        "⁃9. Mend the quay|⁃10. Buy boats",
        "1. Cork beat Leeds 3 - 2. They cheered.",
        "1. Cork won by 2. They cheered.",
        "There are two points: 1) mend the quay, 2) buy boats.",
        "1. Mend the quay 3. Buy boats",
    ],
)
def test_items(text):
    line = text.replace("|", " ")
    assert [
        line[slice(*span)] for span in split_list_items(line, 0, len(line), ENGLISH_WORDS)
    ] == text.split("|")


def test_the_number_before_a_bullet_counts():
    text = "1. Mend the quay 2. Buy boats"
    assert list(split_list_items(text, 3, len(text), ENGLISH_WORDS)) == [(3, 16), (17, 29)]
