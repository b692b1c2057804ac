"""Lexicon: which words count as the same, and the owner's aliases."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.data_files import data_lines
from bot.core.languages.registry import language_of
from bot.core.text.lexicon import Lexicon, build_lexicon, is_spelt_right, read_aliases
from bot.errors import AliasesError

LEXICON = build_lexicon()
ENGLISH_WORDS = language_of("en")


def terms(text: str, lexicon: Lexicon = LEXICON) -> list[str]:
    """Return the terms of `text`; that of a name of many words follows those of its words."""
    return [word.term for word in lexicon.words(text) if word.term]


def topic(name: str, lexicon: Lexicon = LEXICON) -> str:
    return terms(f"in {name}", lexicon)[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("leads", "led", id="irregular verb"),
        pytest.param("sends", "sent", id="another"),
        pytest.param("holding", "held", id="a third"),
        pytest.param("woman", "women", id="irregular noun"),
        pytest.param("delegation", "delegates", id="noun and verb"),
        pytest.param("leader", "leads", id="family"),
        pytest.param("leadership", "led", id="family of an irregular form"),
        pytest.param("decision", "decides", id="another family"),
        pytest.param("Russia", "Russian", id="people"),
        pytest.param("Russia’s", "Moscow", id="capital"),
        pytest.param("Russian", "the Kremlin", id="seat of power"),
        pytest.param("Kyiv", "Ukrainians", id="capital and people"),
        pytest.param("U.S.", "American", id="acronym"),
        pytest.param("US", "Washington", id="acronym without full stops"),
        pytest.param("United States", "the White House", id="names of two words"),
        pytest.param("Türkiye", "turkey", id="accents"),
        pytest.param("RUSSIA", "russia", id="capitals"),
        pytest.param("South Korean", "Seoul", id="a name with a name in it"),
        pytest.param("DRC", "drc", id="acronym in small letters"),
    ],
)
def test_the_same_topic(one, other):
    assert topic(one) == topic(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Russia", "Ukraine", id="countries"),
        pytest.param("North Korea", "South Korea", id="longest name wins"),
        pytest.param("Guinea-Bissau", "Guinea", id="a name with a name in it"),
        pytest.param("Northern Ireland", "Ireland", id="a region"),
        pytest.param("WHO", "IT", id="acronyms"),
        pytest.param("peace", "war", id="words"),
    ],
)
def test_other_topics(one, other):
    assert topic(one) != topic(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀 — !",
        "the of and",
        "who is it",
        "us",
        "He doesn’t.",
        "WHO IS IT",
        "Who can't?",
        "It won’t",
    ],
)
def test_no_topic(text):
    assert terms(text) == []


@pytest.mark.parametrize("word", "not no against first last before after may".split())
def test_words_that_tell_answers_apart_keep_their_topic(word):
    assert word not in ENGLISH_WORDS.stopwords
    assert terms(word)


@pytest.mark.parametrize("text", ["us", "who", "it"])
def test_an_acronym_is_not_the_word_in_small_letters(text):
    assert terms(f"in {text.upper()} there") != terms(f"in {text} there") == []


@pytest.mark.parametrize("text", ["US", "U.S.", "WHO", "IT"])
def test_an_acronym_alone_is_no_shouted_text(text):
    """So is a topic given: `--topic US`."""
    assert terms(text) == terms(f"in {text}") != []


def test_in_a_shouted_text_capitals_make_no_acronym():
    assert terms("WHO LED IT") == terms("who led it")


@pytest.mark.parametrize("text", ["the u.s. delegation", "THE U.S. DELEGATION"])
def test_full_stops_make_an_acronym_in_any_letters(text):
    """People type questions in small letters, and nobody writes the word *us* with full stops."""
    assert topic("American") in terms(text)


@pytest.mark.parametrize("text", ["Congo", "Congo left", "They left Congo", "In Congo, they say"])
def test_a_name_is_read_alike_wherever_it_stands(text):
    """Longer names begin with it: `Congo Republic`."""
    assert topic("Congolese") in terms(text)
    assert "congo" not in terms(text)


def test_words_have_their_forms_and_places():
    (word,) = LEXICON.words("The leaders’ talks", 4, 12)
    assert word == ("leaders", "leader", topic("lead"), 4, 11)


def test_a_name_of_many_words_follows_its_words():
    """So it is found by its words too: *white*, *house*."""
    words = LEXICON.words("The White House said")
    assert [word.plain for word in words] == ["the", "white", "house", "white house", "said"]
    assert (words[3].term, words[3].start, words[3].end) == (topic("American"), 4, 15)


def test_only_the_span_is_read():
    assert [word.plain for word in LEXICON.words("one two three", 4, 7)] == ["two"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        pytest.param("the", True, id="no topic"),
        pytest.param("Moscow", True, id="a name"),
        pytest.param("led", True, id="irregular"),
        pytest.param("leadership", True, id="family"),
        pytest.param("delagation", False, id="a slip"),
        pytest.param("Medinsky", False, id="a person"),
    ],
)
def test_knows(text, known):
    assert is_spelt_right(LEXICON.words(text)[-1], "en") == known


# --- Aliases


@pytest.mark.parametrize(
    ("aliases", "one", "other"),
    [
        pytest.param([["NATO", "the alliance"]], "NATO", "Alliance", id="own group"),
        pytest.param([["Putin", "Kremlin"]], "Putin", "Russia", id="joins a country"),
        pytest.param([["Big Apple", "New York"]], "big apple", "New York", id="names of two"),
        pytest.param([["PM", "Prime Minister"]], "prime minister", "PM", id="of one and two"),
        pytest.param([["COVID-19", "coronavirus"]], "covid 19", "coronavirus", id="hyphen"),
        pytest.param([["a1", "b1"], ["b1", "c1"]], "a1", "c1", id="two lines share a name"),
        pytest.param([["a1", "b1"], ["c1", "d1"], ["b1", "c1"]], "a1", "d1", id="joins two groups"),
    ],
)
def test_aliases_are_one_topic(aliases, one, other):
    lexicon = build_lexicon(aliases)
    assert topic(one, lexicon) == topic(other, lexicon)


def test_without_aliases_they_are_not():
    assert topic("Putin") != topic("Russia")


def test_aliases_without_a_word_are_passed_over():
    assert (
        build_lexicon([["😀", "🎉"], ["NATO", "alliance"]]).words("NATO")[0].term == "@NATO".lower()
    )


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("# none\n\n \n", [], id="comments"),
        pytest.param("NATO, the alliance", [["NATO", "the alliance"]], id="no line end"),
        pytest.param("a, b, c # why\n", [["a", "b", "c"]], id="comment behind"),
        pytest.param(" a ,, b ,\r\n", [["a", "b"]], id="spaces and commas"),
        pytest.param("\ufeffa, b\n", [["a", "b"]], id="BOM"),
        pytest.param("a, b\n\nc, d\n", [["a", "b"], ["c", "d"]], id="two groups"),
    ],
)
def test_read_aliases(tmp_path, text, groups):
    (tmp_path / "aliases").write_bytes(text.encode())
    assert read_aliases(tmp_path) == groups


def test_there_need_be_no_aliases(tmp_path):
    assert read_aliases(tmp_path) == []


def test_a_name_alone_is_an_error_with_its_line(tmp_path):
    (tmp_path / "aliases").write_text("# names\na, b\n\nNATO\n")
    with pytest.raises(AliasesError, match=r"aliases, line 4: 'NATO' has no other name beside it"):
        read_aliases(tmp_path)


def test_aliases_in_another_encoding_are_an_error(tmp_path):
    (tmp_path / "aliases").write_bytes(b"Caf\xe9, bar")
    with pytest.raises(AliasesError, match="aliases: cannot be read as UTF-8 text"):
        read_aliases(tmp_path)


# --- The data


def repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_no_name_stands_for_two_countries():
    names = [name for line in data_lines("languages/en/countries.txt") for name in line.split(", ")]
    assert repeated([name.casefold() for name in names]) == []


def test_every_name_of_a_country_is_found():
    for line in data_lines("languages/en/countries.txt"):
        assert len({topic(f"In {name} there") for name in line.split(", ")}) == 1


@pytest.mark.parametrize(
    "name", ["families.txt", "irregular_verbs.txt", "irregular_words.txt", "stopwords.txt"]
)
def test_no_word_stands_twice_in_the_data(name):
    assert (
        repeated([word for line in data_lines(f"languages/en/{name}") for word in line.split()])
        == []
    )


def test_every_family_is_one_topic():
    for line in data_lines("languages/en/families.txt"):
        assert (
            len({topic(word) for word in line.split() if word not in ENGLISH_WORDS.stopwords}) == 1
        )


NAMES = st.lists(st.sampled_from("a b c d e f g h".split()), min_size=2, max_size=4)


@given(st.lists(NAMES, max_size=12))
def test_names_that_lines_share_are_one_group(aliases):
    """Groups were joined by a look at every name for every line: 8,000 lines took 5 seconds."""
    lexicon = build_lexicon(aliases)
    groups: list[set[str]] = []
    for names in aliases:
        shared = [group for group in groups if group.intersection(names)]
        groups = [group for group in groups if group not in shared]
        groups.append(set(names).union(*shared))
    for group in groups:
        assert len({lexicon.names("en").groups[(name,)] for name in group}) == 1
    assert len({lexicon.names("en").groups[(min(group),)] for group in groups}) == len(groups)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("delegation", "delegations"),
        ("talk", "talking"),
        ("attend", "attended"),
        ("city", "cities"),
    ],
)
def test_inflections_have_one_stem(one, other):
    assert ENGLISH_WORDS.stem(one) == ENGLISH_WORDS.stem(other)


@pytest.mark.parametrize(("one", "other"), [("peace", "piece"), ("war", "warm"), ("may", "maya")])
def test_other_words_have_other_stems(one, other):
    assert ENGLISH_WORDS.stem(one) != ENGLISH_WORDS.stem(other)
