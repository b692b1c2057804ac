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


@pytest.mark.parametrize(
    ("language", "text", "tenses"),
    [
        ("de", "Der Rat hat den Vertrag am Montag gekündigt.", ["past"]),
        ("de", "Der Rat hat viele Mitglieder im Norden.", ["present"]),
        ("de", "Die Brücke ist 640 Meter lang und verbindet zwei Städte.", ["present", "present"]),
        ("de", "Die Brücke war zerstört worden.", ["pluperfect"]),
        ("de", "Der Bau beginnt, sagte sie heute.", ["past"]),
        ("de", "Der Rat könnte absagen.", ["possible"]),
        ("fr", "Elle a signé.", ["past"]),
        ("fr", "Il est parti hier.", ["past"]),
        ("fr", "La ville est située au sud.", ["present"]),
        ("fr", "Ils signèrent, mais le roi viendra.", ["past", "future"]),
        ("es", "El juez firmó el acuerdo; lo firmará otra vez.", ["past", "future"]),
        ("es", "El puente había caído.", ["pluperfect"]),
        ("es", "Ella está aquí.", ["present"]),
        ("es", "Cuentan que esta casa es vieja.", ["present", "present"]),
        ("pt", "O museu europeu abriu.", ["past"]),
        ("it", "Il sindaco si è dimesso.", ["past"]),
        ("it", "Il teatro è chiuso e la città vive.", ["present", "present"]),
        ("nl", "De raad heeft het plan gisteren goedgekeurd.", ["past"]),
        ("pl", "Szkoła otworzyła cały dział.", ["past"]),
        ("pl", "Zatrzymano trzy osoby.", ["past"]),
        ("ro", "Ministrul a demisionat, iar vineri guvernul va cădea.", ["past", "future"]),
        ("ru", "Если вокзал закрыли, поезда будут стоять.", ["past", "future"]),
        ("uk", "Затримано трьох, а суд розглядатиме справу.", ["past", "future"]),
        ("tr", "Meclis kendi projesini onayladı.", ["past"]),
        ("tr", "Meclis projeyi görüşecek.", ["future"]),
        ("el", "Ο δήμος ενέκρινε το έργο που θα αρχίσει.", ["past", "future"]),
        ("vi", "Thị trưởng đã ký.", []),
    ],
)
def test_verbs_of_other_languages(language, text, tenses):
    words = build_lexicon().words(text, language=language)
    assert [verb.tense for verb in find_verbs(text, words, language)] == tenses
