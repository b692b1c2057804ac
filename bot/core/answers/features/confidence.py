"""Confidence features: signs in the ranking that the best candidate answers, or that none does."""

import numpy as np

from bot.core.answers.features.columns import Columns
from bot.core.index.bm25 import Scores

_FEATURES_OF_BEST = (
    "covered term", "covered stem", "covered plain", "covered soft", "covered local",
    "covered name", "covered number", "covered only before", "covered only block",
    "covered only lead", "missing", "missing most", "missing names", "rarest", "matched",
    "matched share", "covered every", "covered pairs", "triples", "pairs", "order", "adjacent",
    "window", "wanted", "wanted near", "any near", "one article", "terms", "information", "unknown",
    "candidates", "bm25 of article", "bm25", "fused", "words", "position", "article length",
    "covered whole names", "whole names local", "covered common", "covered rare", "first term",
    "last term", "head", "described", "speaks", "asked who", "asked who is", "asked when",
    "asked where", "asked how many", "asked how much", "asked how long", "asked why", "asked how",
    "asked say", "asked what name", "asked what do", "asked what", "asked yes or no",
)  # fmt: skip
_FEATURES_OF_ALL = (
    "score", "margin to second", "margin to third", "softmax", "spread", "softmax of article",
    "margin to other article", "bm25 per information", "article bm25 per information",
    "best article coverage", "best article", "better matched elsewhere",
)  # fmt: skip
CONFIDENCE_NAMES = (*_FEATURES_OF_BEST, *_FEATURES_OF_ALL)
_MARGIN_WITHOUT_RIVAL = 5.0  # to another article, if there is none
_ROUNDING = 1e-6  # scores that differ by less are of the same article


def confidence_row(columns: Columns, scores: Scores) -> Scores:
    """Return the features of the best candidate, named by CONFIDENCE_NAMES."""
    order = np.argsort(-scores, kind="stable")
    best, ranking = order[0], scores[order]
    share = np.exp(scores - ranking[0])
    share /= share.sum()
    article = columns["bm25 of article"]
    is_same_article = np.abs(article - article[best]) < _ROUNDING
    rival = scores[~is_same_article].max(initial=ranking[0] - _MARGIN_WITHOUT_RIVAL)
    information = max(columns["information"][best], 1e-6)
    match_share = columns["matched share"]
    of_all = {
        "score": ranking[0],
        "margin to second": ranking[0] - ranking[min(1, len(ranking) - 1)],
        "margin to third": ranking[0] - ranking[min(2, len(ranking) - 1)],
        "softmax": share[best],
        "spread": scores.std(),
        "softmax of article": share[is_same_article].sum(),
        "margin to other article": ranking[0] - rival,
        "bm25 per information": columns["bm25"][best] / information,
        "article bm25 per information": article[best] / information,
        "best article coverage": 1 - columns["missing"].min(),
        "best article": article[best] >= article.max() - _ROUNDING,
        "better matched elsewhere": match_share.max() - match_share[best],
    }
    of_best = [columns[name][best] for name in _FEATURES_OF_BEST]
    return np.array(of_best + [of_all[name] for name in _FEATURES_OF_ALL], float)
