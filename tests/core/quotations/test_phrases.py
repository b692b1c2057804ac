"""Finding every sentence with the same words."""

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import collection

FILES = {
    "new.md": "---\npublished: 2025-05-15\n---\n\nThe bridge is open. A Bridge is open now.\n",
    "old.md": "---\npublished: 2024-03-02\n---\n\nNo bridge is open. The bridge was opened.\n",
    "undated.md": "She said: “the bridge is open”.\n",
}


def test_the_newest_sentence_is_the_first(tmp_path):
    matches = collection(tmp_path, FILES).find("bridge is  OPEN")
    assert [quote.article for quote in matches.quotes] == [
        "new.md",
        "new.md",
        "old.md",
        "undated.md",
    ]
    assert matches.months == ((None, 1), ("2024-03", 1), ("2025-05", 2))
    assert matches.total == 4


def test_the_focus_are_the_words(tmp_path):
    [quote, *_] = collection(tmp_path, FILES).find("bridge is open").quotes
    assert quote.visible_text[slice(*quote.visible_focus)] == "bridge is open"


def test_pages_follow_each_other(tmp_path):
    articles = collection(tmp_path, FILES)
    pages = [articles.find("bridge is open", first, 2).quotes for first in (0, 2, 4)]
    assert sum(pages, ()) == articles.find("bridge is open").quotes


def test_words_without_a_topic_are_found_too(tmp_path):
    assert (
        collection(tmp_path, {"a.txt": "To be or not to be. That is it.\n"}).find("not to").total
        == 1
    )


def test_a_part_of_a_word_is_not_found(tmp_path):
    assert collection(tmp_path, FILES).find("ridge is open").total == 0
    assert collection(tmp_path, FILES).find(" ?").total == 0


@given(data=st.data())
def test_every_span_of_a_sentence_finds_it(seed, data):
    number = data.draw(st.integers(0, seed.index.sentences.size - 1))
    text, sentence = seed.sentence(number)
    words = text[sentence.start : sentence.end].split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    phrase = " ".join(words[first : last + 1])
    if not any(character.isalnum() for character in phrase):
        return
    matches = seed.find(phrase.swapcase(), limit=1000)
    assert sentence.start in [
        seed.article(q.article).visible.visible_span(q.start, q.end)[0] for q in matches.quotes
    ]
