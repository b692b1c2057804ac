"""Verbs: where they stand, and when they say that it happens."""

import pytest

from bot.core.text.lexicon import build_lexicon
from bot.core.timelines.verbs import find_verbs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The mayor opened it.", ["opened past"], id="regular"),
        pytest.param("The mayor went home.", ["went past"], id="irregular"),
        pytest.param("It was sold.", ["was past"], id="one verb with its auxiliary"),
        pytest.param("It was hot.", ["was state"], id="a state"),
        pytest.param("They were talking.", ["were past"], id="what they did is none"),
        pytest.param("She has not yet left.", ["has past"], id="perfect"),
        pytest.param("She had left.", ["had pluperfect"], id="pluperfect"),
        pytest.param("She has two cats.", ["has present"], id="to have is no perfect"),
        pytest.param("She had two cats.", ["had past"], id="nor a pluperfect"),
        pytest.param("It is large.", ["is present"], id="present"),
        pytest.param("It will be sold.", ["will future"], id="future"),
        pytest.param("It won't be sold.", ["won't future"], id="not to come"),
        pytest.param("It is expected to grow.", ["is future"], id="intended"),
        pytest.param("It might be sold.", ["might possible"], id="possible"),
        pytest.param("It grew in May.", ["grew past"], id="the month is no verb"),
        pytest.param("The mayor says so.", ["says past"], id="reported in the present"),
        pytest.param("The proposed plan is old.", ["is present"], id="before a noun"),
        pytest.param("A team led by Bo won.", ["won past"], id="a participle"),
        pytest.param("He said it will grow.", ["said past", "will future"], id="two"),
        pytest.param("No word of it.", [], id="none"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_verbs(text, expected):
    found = find_verbs(text, build_lexicon().words(text))
    assert [f"{text[v.start :].split()[0].rstrip('.')} {v.tense}" for v in found] == expected
