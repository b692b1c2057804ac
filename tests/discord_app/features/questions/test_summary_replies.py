"""Replies to `/summary`."""

from bot.discord_app.features.questions.summary_replies import summary_reply
from bot.discord_app.replies.layout import card
from tests.builders import ENGLISH, collection
from tests.support.cards import card_texts


def test_a_summary_gives_each_sentence_its_line(seed):
    texts = card_texts(card(summary_reply(seed.summary(seed.newest(), 3), ENGLISH)))
    assert [text.split("\n")[0] for text in texts[1:4]] == ["-# line 3", "-# line 4", "-# line 5"]


def test_a_summary_says_that_there_is_one_sentence(tmp_path):
    articles = collection(tmp_path, {"a_b.txt": "The mayor left."})
    texts = card_texts(card(summary_reply(articles.summary(articles.newest()), ENGLISH)))
    assert texts[-1] == r"-# a\_b.txt · The article has only one sentence."


def test_a_topic_in_another_language_is_refused_with_those_of_the_articles(seed):
    texts = card_texts(card(summary_reply(seed.topic_summary("мирні переговори"), ENGLISH)))
    assert texts[1] == "There are no articles in this language (Ukrainian), only in: English."
    assert len(texts) == 2
