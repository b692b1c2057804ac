"""Features of a question and its candidates: the only thing that the ranking model sees.

Each module computes some groups of features, each group as columns by name, with a row for each
candidate. A "share" is a share of the question's terms, weighed by their idf.
"""

from collections.abc import Sequence

from bot.core.answers.features.columns import Columns
from bot.core.answers.features.comparison import bm25_columns, comparison_columns, question_columns
from bot.core.answers.features.context import make_context
from bot.core.answers.features.coverage import (
    all_word_columns,
    coverage_columns,
    surroundings_columns,
)
from bot.core.answers.features.inside import description_columns, inside_columns, style_columns
from bot.core.answers.question import Question
from bot.core.answers.retrieval import Candidates
from bot.core.text.sentence_facts import SentenceFacts


def compute_features(
    question: Question, candidates: Candidates, facts: Sequence[SentenceFacts]
) -> Columns:
    """Return the columns of all features; `facts` are those of each candidate."""
    context = make_context(question, candidates, facts)
    columns = {
        **coverage_columns(context),
        **surroundings_columns(context),
        **all_word_columns(context),
        **inside_columns(context),
        **description_columns(context),
        **style_columns(context),
        **bm25_columns(context),
    }
    columns |= comparison_columns(context, columns)
    return columns | question_columns(context)
