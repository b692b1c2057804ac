"""Collection: every way to ask ends here."""

import pytest

from bot.core.collection import Collection
from bot.core.loading import load_collection
from bot.core.summaries.summary import SummaryGap
from bot.errors import AliasesError, CorpusError
from tests.builders import collection

LEADERS = "Who leads Russia's delegation?"


def lines(articles: Collection, question: str) -> list[int]:
    """Return the line of each quote, best first."""
    return [quote.first_line for quote in articles.ask(question).quotes]


# --- The seed article


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(LEADERS, id="as asked"),
        pytest.param(LEADERS.upper(), id="upper case"),
        pytest.param(LEADERS.lower(), id="lower case"),
        pytest.param(f"  {LEADERS}\n\n", id="spaces"),
        pytest.param("who leads the delagation of moscow", id="a slip"),
        pytest.param("Who is the leader of the Kremlin’s delegates?", id="other words"),
        pytest.param("Who led the Russian delegation", id="other forms"),
    ],
)
def test_who_leads_russias_delegation(seed, question):
    answer = seed.ask(question)
    assert answer.is_answered
    assert (answer.quotes[0].first_line, answer.quotes[0].last_line) == (7, 7)
    assert "Vladimir Medinsky and Deputy Defence Minister Alexander Fomin" in answer.quotes[0].text


def test_the_focus_is_the_sentence_that_answers(seed, corpus):
    text = (corpus / "seed-article.txt").read_bytes().decode()
    focus = text[slice(*seed.ask(LEADERS).quotes[0].focus)]
    assert focus.startswith("Instead, a delegation led by presidential adviser Vladimir Medinsky")
    assert focus.endswith("would represent Moscow.")


def test_the_u_s_delegation_comes_after_it_and_the_title_does_not(seed):
    found = lines(seed, LEADERS)
    assert found.index(7) < found.index(9)
    assert 1 not in found[: found.index(9)]


@pytest.mark.parametrize(
    "question",
    [
        "who leads the american delegation",
        "Who leads the U.S. delegation?",
        "who leads the u.s. delegation",
        "WHO LEADS THE U.S. DELEGATION?",
        "Who is the head of Washington's delegation, led by whom?",
    ],
)
def test_who_leads_the_american_delegation(seed, question):
    answer = seed.ask(question)
    assert answer.is_answered
    assert answer.quotes[0].first_line == 9
    assert "Marco Rubio" in answer.quotes[0].text


def test_a_slip_is_told(seed):
    assert seed.ask("who leads the delagation of moscow").spellings == {"delagation": "delegation"}


def test_a_question_without_a_slip_is_read_as_it_stands(seed):
    assert seed.ask(LEADERS).spellings == {}


def test_there_are_at_most_three_quotes(seed):
    assert len(seed.ask("Putin Zelensky talks").quotes) == 3


@pytest.mark.parametrize(("limit", "count"), [(0, 0), (1, 1), (2, 2)])
def test_a_limit(seed, limit, count):
    answer = seed.ask(LEADERS, limit=limit)
    assert len(answer.quotes) == count
    assert answer.is_answered == bool(count)


def test_no_sentence_is_quoted_twice(seed):
    focuses = [quote.focus for quote in seed.ask("Putin Zelensky talks", limit=100).quotes]
    assert len(focuses) == len(set(focuses)) > 3


# --- Questions that nobody should ask


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n ", id="blank"),
        pytest.param("😀🎉🇺🇦", id="emoji"),
        pytest.param("what is it that they were of", id="stopwords"),
        pytest.param("?" * 100_000, id="marks"),
        pytest.param("x" * 100_000, id="one endless word"),
        pytest.param("how much is bread " * 6_000, id="100,000 characters"),
        pytest.param("\ud800\x00\u202e", id="broken characters"),
        pytest.param("How do penguins digest krill?", id="off the articles"),
    ],
)
def test_what_cannot_be_answered_is_refused(seed, question):
    answer = seed.ask(question)
    assert not answer.is_answered
    assert answer.quotes == ()


def test_an_endless_question_that_begins_with_a_good_one_is_answered(seed):
    answer = seed.ask(LEADERS + " " * 100_000)
    assert answer.is_answered
    assert answer.question == LEADERS


def test_the_confidence_is_a_probability(seed):
    asked = (LEADERS, "", "peace", "Who leads the penguins?")
    assert all(0 <= seed.ask(question).confidence <= 1 for question in asked)


def test_a_good_question_is_surer_than_one_with_words_of_no_article(seed):
    good, worse = seed.ask(LEADERS), seed.ask("Who leads Russia's penguins in Antarctica?")
    assert good.confidence > worse.confidence


# --- Several articles


@pytest.fixture
def two(tmp_path) -> Collection:
    return collection(
        tmp_path,
        {
            "a.txt": "Peace  Talks\n\nThe mayor opened the bridge.",
            "sub dir/b  b.md": "---\npublished: 2020-01-01\n---\n# Bridge\n\nThe duke sold it.",
        },
    )


def test_asked_within_an_article_the_others_are_not_quoted(two):
    answer = two.ask("Who sold the bridge?", two.article("a.txt"))
    assert {quote.article for quote in answer.quotes} == {"a.txt"}


def test_a_quote_names_its_article(two):
    quote = two.ask("Which duke sold it?", two.article("bridge")).quotes[0]
    assert (quote.article, quote.title, f"{quote.published}") == (
        "sub dir/b  b.md",
        "Bridge",
        "2020-01-01",
    )


@pytest.mark.parametrize(
    ("name", "path"),
    [
        pytest.param("a.txt", "a.txt", id="path"),
        pytest.param("A.TXT", "a.txt", id="path in capitals"),
        pytest.param(" a.txt\n", "a.txt", id="spaces around"),
        pytest.param("bridge", "sub dir/b  b.md", id="title"),
        pytest.param("Peace Talks", "a.txt", id="title with one space"),
        pytest.param("Peace  Talks", "a.txt", id="title as it stands"),
        pytest.param("sub dir/b  b.md", "sub dir/b  b.md", id="path as it stands"),
    ],
)
def test_an_article_by_its_name(two, name, path):
    assert two.article(name).path == path


@pytest.mark.parametrize("name", ["", "a", "b  b.md", "zebra"])
def test_no_article_by_that_name(two, name):
    with pytest.raises(CorpusError, match="there is no article"):
        two.article(name)


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        pytest.param("", ["a.txt", "sub dir/b  b.md"], id="nothing"),
        pytest.param("talk", ["a.txt"], id="part of a title"),
        pytest.param("TALKS peace", ["a.txt"], id="words in any order"),
        pytest.param("md bridge", ["sub dir/b  b.md"], id="path and title"),
        pytest.param("zebra", [], id="nothing like it"),
    ],
)
def test_articles_as_one_types(two, typed, paths):
    assert [article.path for article in two.articles_named(typed)] == paths


def test_the_newest_article_is_the_one_published_last(tmp_path):
    texts = {f"{day}.txt": f"---\npublished: 2020-01-0{day}\n---\nx" for day in (1, 3, 2)}
    assert collection(tmp_path, texts | {"0.txt": "x"}).newest().path == "3.txt"


def test_without_dates_the_newest_article_is_the_first(tmp_path):
    assert collection(tmp_path, {"b.txt": "x", "a.txt": "x"}).newest().path == "a.txt"


def test_a_summary_is_of_its_article(two):
    summary = two.summary(two.article("bridge"))
    assert summary.article is two.articles[1]
    assert [quote.text for quote in summary.quotes] == ["The duke sold it."]


def test_a_summary_of_as_many_sentences_as_asked(seed):
    assert [len(seed.summary(seed.articles[0], n).quotes) for n in (0, 1, 5)] == [0, 1, 5]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        pytest.param("The mayor left.", SummaryGap.ONE_SENTENCE, id="one sentence"),
        pytest.param("# Bridge\n\n# Ferry", SummaryGap.HEADINGS_ONLY, id="headings"),
        pytest.param("1. ***", SummaryGap.NO_SENTENCE, id="no word"),
        pytest.param("The mayor left. The duke came.", None, id="enough"),
    ],
)
def test_a_summary_says_why_there_is_little(tmp_path, text, gap):
    articles = collection(tmp_path, {"a.md": text})
    assert articles.summary(articles.articles[0]).gap is gap


# --- The summary of a topic

OPENED = "The mayor opened the long bridge over the river"
BRIDGE = {
    "a.txt": f"---\npublished: 2024-05-03\n---\n{OPENED}.\n\nChildren planted forty trees there.",
    "b.txt": "---\npublished: 2024-05-01\n---\nThe old bridge was blown up before many guests.",
    "c.txt": f"---\npublished: 2024-05-04\n---\n{OPENED} today.",
    "d.txt": "The council has to borrow money for schools again.",
}


def test_a_topic_is_told_once_in_the_order_of_the_dates(tmp_path):
    found = collection(tmp_path, BRIDGE).topic_summary("bridges", 5)
    assert [quote.published.day for quote in found.quotes] in ([1, 3], [1, 4])
    assert all("bridge" in quote.text for quote in found.quotes)
    assert (found.gap, found.spellings, found.changed_articles) == (None, {}, ())


def test_of_what_two_articles_tell_the_newer_is_shown(tmp_path):
    found = collection(tmp_path, {key: BRIDGE[key] for key in "a.txt c.txt".split()})
    assert [quote.article for quote in found.topic_summary("bridge", 1).quotes] == ["c.txt"]


def test_a_topic_within_one_article(tmp_path):
    articles = collection(tmp_path, BRIDGE)
    found = articles.topic_summary("bridge", 5, articles.article("b.txt"))
    assert [quote.article for quote in found.quotes] == ["b.txt"]


@pytest.mark.parametrize("topic", ["volcano", "bridge volcano", "bridge schools", "the", "", "?"])
def test_a_topic_of_no_article_is_said_plainly(tmp_path, topic):
    found = collection(tmp_path, BRIDGE).topic_summary(topic)
    assert (found.quotes, found.gap) == ((), SummaryGap.UNKNOWN_TOPIC)


def test_a_slip_in_a_topic_is_told(tmp_path):
    found = collection(tmp_path, BRIDGE).topic_summary("childern")
    assert [quote.article for quote in found.quotes] == ["a.txt"]
    assert found.spellings == {"childern": "children"}


def test_the_count_of_a_topic_is_respected(seed):
    assert [len(seed.topic_summary("Putin", n).quotes) for n in (0, 1, 4)] == [0, 1, 4]


def test_a_topic_in_a_list_alone_is_told(tmp_path):
    articles = collection(tmp_path, {"a.md": "# Towns\n\n- The bridge of York\n- Hull"})
    assert [quote.text for quote in articles.topic_summary("York").quotes] == ["The bridge of York"]


def test_what_leans_is_told_with_its_neighbour_where_a_topic_has_nothing_else(tmp_path):
    text = "The mayor came by ferry.\n\nShe left early. She praised the crew of the ferry to Hull."
    [quote] = collection(tmp_path, {"a.txt": text}).topic_summary("Hull").quotes
    assert quote.text == text[text.index("She left") :]


def test_a_topic_in_a_heading_alone_is_told(tmp_path):
    articles = collection(tmp_path, {"a.md": "# York\n\nThe mayor opened the long bridge there."})
    assert [quote.text for quote in articles.topic_summary("York").quotes] == ["York"]


def test_the_topic_of_a_changed_file_is_withheld(tmp_path):
    articles = collection(tmp_path, {"a.txt": "The mayor opened the long bridge in York."})
    (tmp_path / "a.txt").write_text("Nothing.")
    found = articles.topic_summary("York")
    assert found.quotes == ()
    assert found.changed_articles == ("a.txt",)


# --- What the folder holds


def test_an_article_without_a_sentence_can_be_loaded_and_asked(tmp_path):
    """`1. ***` has a word character, in its number, and nothing else."""
    articles = collection(tmp_path, {"a.txt": "1. ***", "b.txt": "The mayor left."})
    assert articles.ask("mayor").quotes[0].article == "b.txt"
    assert articles.summary(articles.articles[0]).quotes == ()


def test_nothing_but_an_article_without_a_sentence(tmp_path):
    articles = collection(tmp_path, {"a.txt": "1. ***"})
    assert not articles.ask("mayor").is_answered
    assert articles.timeline().events == ()


def test_nothing_but_stopwords(tmp_path):
    articles = collection(tmp_path, {"a.txt": "Who is it?\n\nThey are."})
    assert not articles.ask("who are they").is_answered


def test_a_folder_without_an_article_says_what_to_do(tmp_path):
    with pytest.raises(CorpusError, match=r"holds no article .*add a \.txt, \.md or \.html file"):
        load_collection(tmp_path)


def test_a_folder_with_bad_articles_only_names_each(tmp_path):
    with pytest.raises(CorpusError) as caught:
        collection(tmp_path, {"a.txt": "", "b.txt": b"\xff"})
    assert "a.txt: is empty" in str(caught.value)
    assert "b.txt: line 1 is not UTF-8" in str(caught.value)


def test_an_article_as_large_as_the_operator_allows_is_quoted(tmp_path):
    """The file is read again before a quote is shown, under the same limit."""
    page = f"<!--{'x' * 2_000_001}--><p>The mayor opened the bridge."
    (tmp_path / "a.html").write_text(page)
    answer = load_collection(tmp_path, max_bytes=3_000_000).ask("Who opened the bridge?")
    assert (answer.is_answered, answer.changed_articles) == (True, ())


def test_a_smaller_limit_makes_a_problem(tmp_path):
    collection(tmp_path, {"a.txt": "Peace", "b.txt": "The mayor opened the bridge."})
    articles = load_collection(tmp_path, max_bytes=8)
    assert [problem.path for problem in articles.problems] == ["b.txt"]


def test_the_threshold_decides(tmp_path):
    collection(tmp_path, {"a.txt": "The mayor opened the bridge."})
    answers = [load_collection(tmp_path, threshold=t).ask("Who opened it?") for t in (0.0, 1.1)]
    assert [answer.is_answered for answer in answers] == [True, False]
    assert answers[0].quotes == answers[1].quotes


# --- Aliases


def test_an_alias_answers(tmp_path):
    text = "The Old Lady raised rates on Monday."
    without_alias = collection(tmp_path, {"a.txt": text})
    assert not without_alias.ask("What did the Bank of England do?").is_answered
    with_alias = collection(tmp_path, {"aliases": "Bank of England, Old Lady\n"})
    assert with_alias.ask("When did the Bank of England raise rates?").is_answered


def test_an_alias_of_a_country_reaches_its_other_names(tmp_path):
    articles = collection(
        tmp_path, {"a.txt": "The delegation of Moscow left.", "aliases": "the Bear, Russia\n"}
    )
    assert articles.ask("Who left for the Bear?").quotes[0].text == "The delegation of Moscow left."


@pytest.mark.parametrize(
    ("aliases", "message"),
    [
        pytest.param("a, b\nNATO\n", "aliases, line 2: 'NATO' has no other name", id="alone"),
        pytest.param(b"a, \xff\n", "aliases: cannot be read as UTF-8 text", id="not UTF-8"),
    ],
)
def test_bad_aliases_are_an_error(tmp_path, aliases, message):
    with pytest.raises(AliasesError, match=message):
        collection(tmp_path, {"a.txt": "Peace", "aliases": aliases})


def test_aliases_of_nothing_but_emoji_do_no_harm(tmp_path):
    articles = collection(tmp_path, {"a.txt": "Peace came.", "aliases": "😀, 🎉\n"})
    assert articles.ask("peace").is_answered


# --- The same in several articles


def test_where_several_articles_answer_each_is_quoted(tmp_path):
    """A long report that repeats itself must not hide that another article says otherwise."""
    told = "Flood\n\n{}\n"
    long = "\n\n".join(f"The flood killed {n} in Ruritania." for n in ("12", "13", "14"))
    short = "The flood killed 30 in Ruritania."
    found = collection(tmp_path, {"a.txt": told.format(long), "b.txt": told.format(short)})
    answer = found.ask("How many did the flood in Ruritania kill?")
    assert [quote.article for quote in answer.visible_quotes[:2]] == ["a.txt", "b.txt"]


def test_what_two_articles_say_in_the_same_words_is_shown_once(tmp_path):
    same = "The  storm closed the port\nof Strelsau.\n"
    found = collection(tmp_path, {"a.txt": same, "b.txt": same.replace("  ", " ")})
    answer = found.ask("What closed the port of Strelsau?")
    assert (len(answer.visible_quotes), len(answer.quotes)) == (1, 2)
