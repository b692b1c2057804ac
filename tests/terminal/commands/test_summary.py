"""`summary`."""

from tests.support.terminal import bot, rows


def test_summary_as_json():
    [row] = rows(bot("summary", "--json", "--sentences", "2"))
    assert list(row) == ["article", "title", "quotes"]
    assert [quote["start"] for quote in row["quotes"]] == sorted(q["start"] for q in row["quotes"])
    assert len(row["quotes"]) == 2


def test_the_summary_of_a_topic_as_json():
    [row] = rows(bot("summary", "--json", "--topic", "peace talks"))
    assert list(row) == ["topic", "quotes"]
    assert row["topic"] == "peace talks"
    assert len(row["quotes"]) == 3


def test_a_topic_of_any_bytes_is_told():
    [row] = rows(bot("summary", "--json", "--topic", " \udcff peace\ntalks"))
    assert row["topic"] == "? peace talks"
    assert row["quotes"]


def test_the_summary_of_a_topic_names_the_article_of_each_quote():
    done = bot("summary", "--topic", "peace talks", "--sentences", "2")
    assert done.stdout.splitlines()[0] == "peace talks"
    assert done.stdout.count("seed-article.txt · line ") == 2


def test_the_summary_of_an_unknown_topic_says_so():
    done = bot("summary", "--topic", "volcano")
    assert (done.returncode, done.stdout) == (0, "volcano\nNo article is about this topic.\n")


def test_the_summary_of_a_topic_in_another_language_names_those_of_the_articles():
    done = bot("summary", "--topic", "мирні переговори в Стамбулі")
    assert "no articles in this language (Ukrainian), only in: English." in done.stdout
