"""Rules in each language: where its readers would say that a sentence ends."""

from pathlib import Path

import pytest

from bot.core.languages.registry import language_codes
from bot.core.text.splitting.rules import sentence_spans

_FOLDER = Path(__file__).parent / "golden_rules"
_UNSPACED = {"ja", "zh"}  # languages that put no space between sentences


def _golden_rules():
    """Yield the code of a language and a text with a bar where each of its sentences ends."""
    for path in sorted(_FOLDER.glob("*.txt")):
        if path.stem in language_codes():
            for line in path.read_text("utf-8").splitlines():
                yield path.stem, line


@pytest.mark.parametrize(("code", "rule"), [*_golden_rules()])
def test_sentences_end_where_a_reader_of_the_language_says_so(code, rule):
    text = rule.replace("|", "" if code in _UNSPACED else " ")
    spans = sentence_spans(text, 0, len(text), code)
    assert "|".join(text[start:end] for start, end in spans) == rule
