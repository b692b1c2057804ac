"""Everything that can be asked of a collection, to compare two that must say the same."""

from bot.core.collection import Collection

QUESTIONS = (
    "Who leads Russia's delegation?",
    "What did the mayor open?",
    "Who said that talks will go on?",
    "How many peoplle were there?",
    "Where is the delagation?",
)
TOPICS = ("peace talks", "Ukraine", "Istanbul", "mayor")
STATEMENTS = ("The mayor opened the bridge.", "Russia's delegation is led by an aide.")


def ask_everything(collection: Collection) -> list[object]:
    """Return the answers, summaries and timelines of a collection."""
    articles = list(collection.articles_named(""))
    return [
        [collection.ask(question, limit=50) for question in QUESTIONS],
        [collection.ask("Who leads it?", article) for article in articles],
        [collection.topic_summary(topic) for topic in TOPICS],
        [collection.timeline(topic=topic, limit=None).events for topic in (None, *TOPICS)],
        collection.near(STATEMENTS),
        [collection.summary(article).quotes for article in articles],
        collection.date_expressions().events,
        collection.newest().path,
    ]
