"""Features of a question and its candidates: the only thing that the ranking model sees.

Each group is a function that returns columns by name, with a row for each candidate. A "share" is
of the question's terms, weighed by their idf.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.answers.question import AnswerType, Question
from bot.core.answers.retrieval import Candidates
from bot.core.index.bm25 import Scores
from bot.core.text.entities import Entity, EntityType
from bot.core.text.sentence_facts import BEGINNING, STYLE, SentenceFacts

Columns = dict[str, Scores]
Hits = list[tuple[Sequence[int], float]]  # the places of a matched term, and its weight

# What each kind of question wants; the number is how well the thing fits.
ENTITY_FIT: Mapping[AnswerType, Mapping[EntityType, float]] = {
    AnswerType.WHO: {EntityType.PERSON: 1, EntityType.NAME: 0.9, EntityType.PLACE: 0.3},
    AnswerType.WHEN: {EntityType.DATE: 1, EntityType.DURATION: 0.4},
    AnswerType.WHERE: {EntityType.PLACE: 1, EntityType.NAME: 0.5, EntityType.PERSON: 0.2},
    AnswerType.HOW_MANY: {EntityType.NUMBER: 1, EntityType.PERCENT: 0.5, EntityType.DURATION: 0.3},
    AnswerType.HOW_MUCH: {EntityType.MONEY: 1, EntityType.PERCENT: 0.8, EntityType.NUMBER: 0.5},
    AnswerType.HOW_LONG: {EntityType.DURATION: 1, EntityType.NUMBER: 0.4, EntityType.DATE: 0.3},
    AnswerType.WHAT_NAME: {EntityType.NAME: 1, EntityType.PERSON: 0.9, EntityType.PLACE: 0.7},
}
_QUESTION_WORDS = frozenset("who whom whose what which when where why how do did doe".split())
_NEW = {f"new {kind.name.lower()}": kind for kind in EntityType}
_CLOSE = 3  # words between a matched word and the thing that it tells of
_FAR = 99  # words, where nothing matches


@dataclass(frozen=True, slots=True)
class FeatureContext:
    """A question with its candidates and their facts, and the weights that most groups need.

    `weight` sums to 1; `local` is each term's rarity inside each candidate's article; `whole` is
    `in_sentence` where a part of a name stands for all of it.
    """

    question: Question
    found: Candidates
    held: Sequence[SentenceFacts]
    weight: Scores
    local: Scores
    whole: Scores
    is_name: Scores
    common: Scores
    pronouns: Scores
    terms: tuple[str, ...]
    asked: frozenset[str]  # the words of the question, a thing of which is not new
    stems: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    triples: frozenset[tuple[str, str, str]]


def features(question: Question, found: Candidates, held: Sequence[SentenceFacts]) -> Columns:
    """Return the columns of all features; `held` has the facts of each candidate."""
    matter = _matter(question, found, held)
    columns = {
        **_coverage(matter),
        **_surroundings(matter),
        **_all_words(matter),
        **_inside(matter),
        **_described(matter),
        **_style(matter),
        **_bm25(matter),
    }
    columns |= _compared(matter, columns)
    return columns | _asked(matter)


def _matter(question: Question, found: Candidates, held: Sequence[SentenceFacts]) -> FeatureContext:
    is_name = np.array(question.names, float)
    is_number = np.array([word.plain[0].isdigit() for word in question.forms], float)
    weight = found.idf / max(found.idf.sum(), 1e-9)
    length, with_term = found.article_length[:, None], found.sentences_with
    stems = tuple(word.stem for word in question.words if not word.is_name)
    return FeatureContext(
        question=question,
        found=found,
        held=held,
        weight=weight,
        local=np.log1p((length - with_term + 0.5) / (with_term + 0.5)),
        whole=_whole_names(question, found.in_sentence),
        is_name=is_name,
        common=weight * (1 - is_name) * (1 - is_number),
        pronouns=np.array([facts.style[STYLE.index("pronouns")] for facts in held]),
        terms=question.terms,
        asked=frozenset(word.plain for word in question.words),
        stems=stems,
        pairs=frozenset(zip(stems, stems[1:], strict=False)),
        triples=frozenset(zip(stems, stems[1:], stems[2:], strict=False)),
    )


def _whole_names(question: Question, in_sentence: Scores) -> Scores:
    """Return `in_sentence` with all words of a name where one of them stands (*Mr Rubio*)."""
    forms, names = question.forms, question.names
    run = list(range(len(forms)))
    for i in range(1, len(forms)):
        if names[i - 1] and names[i] and forms[i].start - forms[i - 1].end <= 1:
            run[i] = run[i - 1]
    if len(set(run)) == len(run):
        return in_sentence
    same = np.equal.outer(run, run)
    return (in_sentence @ same > 0).astype(float)


def _coverage(matter: FeatureContext) -> Columns:
    """How much of the question the sentence covers, by each form of its words."""
    found, question, weight, local = matter.found, matter.question, matter.weight, matter.local
    covered, whole, forms, held = found.in_sentence, matter.whole, question.forms, matter.held
    stems = _table([[word.stem in facts.stems for word in forms] for facts in held], len(forms))
    plains = _table([[word.plain in facts.plains for word in forms] for facts in held], len(forms))
    kin = _table(
        [[word.stem[:BEGINNING] in facts.beginnings for word in forms] for facts in held],
        len(forms),
    )
    soft = np.maximum(covered, kin) @ weight
    number = weight * [word.plain[0].isdigit() for word in forms]
    name, common, rarity = weight * matter.is_name, matter.common, local * found.idf
    local_share, whole_local = _share(covered, local), _share(whole, local)
    common_share, rare = whole @ common / _some(common.sum()), _share(whole, rarity)
    end = np.full(len(held), -1.0)
    return {
        "covered term": covered @ weight,
        "covered stem": stems @ weight,
        "covered plain": plains @ weight,
        "covered soft": soft,
        "covered local": local_share,
        "covered name": covered @ name / _some(name.sum()),
        "covered number": covered @ number / _some(number.sum()),
        "covered whole names": whole @ weight,
        "whole names local": whole_local,
        "covered common": common_share,
        "covered rare": rare,
        "rarest": covered[:, int(np.argmax(weight))] if len(forms) else end,
        "first term": covered[:, 0] if len(forms) else end,
        "last term": covered[:, -1] if len(forms) else end,
        "head": covered[:, question.head] if question.head >= 0 else end,
        "matched": covered.sum(1),
        "matched share": covered.sum(1) / max(len(forms), 1),
        "local ratio": _ratio(local_share),
        "soft ratio": _ratio(soft),
        "whole names ratio": _ratio(whole_local),
        "common ratio": _ratio(common_share),
        "rare ratio": _ratio(rare),
    }


def _surroundings(matter: FeatureContext) -> Columns:
    """Return what of the question stands only around the sentence, or not even in its article."""
    found, weight, common = matter.found, matter.weight, matter.common
    out, whole_out = 1 - found.in_sentence, 1 - matter.whole
    name, has_pronoun = weight * matter.is_name, matter.pronouns > 0
    name_before, name_three = (out * found.before) @ name, (whole_out * found.three_before) @ name
    around = np.maximum.reduce([found.three_before, found.after, found.in_block])
    return {
        "covered only before": (out * found.before) @ weight,
        "covered only three before": (out * found.three_before) @ weight,
        "covered only after": (out * found.after) @ weight,
        "covered only block": (out * found.in_block) @ weight,
        "covered only lead": (out * found.in_lead) @ weight,
        "covered only article": (out * found.in_article) @ weight,
        "common around": (out * around) @ common / _some(common.sum()),
        "name before": name_before,
        "name three before": name_three,
        "pronoun for name before": name_before * has_pronoun,
        "pronoun for name three before": name_three * has_pronoun,
        "missing": (1 - found.in_article) @ weight,
        "missing names": (1 - found.in_article) @ name,
        "missing most": (out * found.idf).max(1, initial=0),
    }


def _all_words(matter: FeatureContext) -> Columns:
    """Return the share of all words and pairs, weighed by how few candidates have them."""
    words = tuple(dict.fromkeys(s for s in matter.stems if s not in _QUESTION_WORDS))
    pairs = tuple(dict.fromkeys(zip(matter.stems, matter.stems[1:], strict=False)))
    every = _by_rarity(
        [[word in facts.stems for word in words] for facts in matter.held], len(words)
    )
    paired = _by_rarity(
        [
            [pair in own for pair in pairs]
            for own in (matter.pairs.intersection(facts.pairs) for facts in matter.held)
        ],
        len(pairs),
    )
    return {
        "covered every": every,
        "covered pairs": paired,
        "every ratio": _ratio(every),
        "pairs ratio": _ratio(paired),
    }


def _by_rarity(rows: list[list[bool]], width: int) -> Scores:
    there = _table(rows, width)
    rarity = np.log((len(rows) + 1) / (there.sum(0) + 0.5)) * (there.sum(0) > 0)
    share: Scores = there @ rarity / _some(rarity.sum())
    return share


def _inside(matter: FeatureContext) -> Columns:
    """Return what the matched words and the named things tell inside each sentence."""
    rows = [_inside_one(matter, facts) for facts in matter.held]
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _inside_one(matter: FeatureContext, facts: SentenceFacts) -> dict[str, float]:
    places = (facts.terms.get(term) for term in matter.terms)
    hits: Hits = [(p, float(w)) for p, w in zip(places, matter.weight, strict=True) if p]
    return {
        **_together(matter, facts, hits),
        **_new_things(matter, facts, hits),
        "speech near": _nearest(hits, facts.speech),
        "be near": _nearest(hits, facts.to_be),
        "opens with match": 1 / (1 + min((spots[0] for spots, _ in hits), default=_FAR)),
        "words after": len(facts.order) - 1 - max((spots[-1] for spots, _ in hits), default=0),
    }


def _together(matter: FeatureContext, facts: SentenceFacts, hits: Hits) -> dict[str, float]:
    """How the question's words stand together: in pairs and triples, in order, side by side."""
    order = adjacent = 0.0
    for (left, a), (right, b) in zip(hits, hits[1:], strict=False):
        gap = min((y - x for x in left for y in right if y > x), default=0)
        order += (gap > 0) * (a + b)
        adjacent += (0 < gap <= 2) * (a + b)  # one word between them
    return {
        "pairs": len(matter.pairs.intersection(facts.pairs)),
        "triples": len(matter.triples.intersection(facts.triples)),
        "order": order,
        "adjacent": adjacent,
        "window": _window(hits),
    }


def _window(hits: Hits) -> float:
    """Return how much of the question stands in the shortest stretch that has all it matches."""
    if not hits:
        return 0.0
    marks = sorted((p, i) for i, (spots, _) in enumerate(hits) for p in spots)
    last: dict[int, int] = {}
    shortest = _FAR
    for place, i in marks:
        last[i] = place
        if len(last) == len(hits):
            shortest = min(shortest, place - min(last.values()) + 1)
    return sum(w for _, w in hits) * len(hits) / max(shortest, len(hits))


def _new_things(matter: FeatureContext, facts: SentenceFacts, hits: Hits) -> dict[str, float]:
    """Return what is named beyond the question's own words: of the kind it wants, and how near."""
    new = [thing for thing in facts.entities if not matter.asked.issuperset(thing.plains)]
    kinds = [thing.kind for thing in new]
    wanted = ENTITY_FIT.get(matter.question.answer_type, {})
    fits = [(wanted.get(thing.kind, 0.0), thing, nearness(hits, thing)) for thing in new]
    near_name = max((near for _, t, near in fits if t.kind <= EntityType.PLACE), default=0.0)
    near_number = max(
        (near for _, t, near in fits if EntityType.PLACE < t.kind <= EntityType.PERCENT),
        default=0.0,
    )
    return {
        **{name: kinds.count(kind) for name, kind in _NEW.items()},
        "wanted": max((fit for fit, _, _ in fits), default=0.0),
        "wanted near": max((fit * near for fit, _, near in fits), default=0.0),
        "wanted behind match": max(
            (fit * _close(hits, t, 1) for fit, t, _ in fits if fit), default=0.0
        ),
        "wanted before match": max(
            (fit * _close(hits, t, -1) for fit, t, _ in fits if fit), default=0.0
        ),
        "name near": near_name,
        "number near": near_number,
        "thing near": max(near_name, near_number),
        "any near": max((near for _, _, near in fits), default=0.0),
        "number of head": any(_counts(matter.question, facts, thing) for thing in new),
    }


def nearness(hits: Hits, thing: Entity) -> float:
    """Return how near the matched words stand to a thing."""
    return sum(
        w / (2 + max(0, min(thing.first - p if p < thing.first else p - thing.last for p in spots)))
        for spots, w in hits
    )


def _close(hits: Hits, thing: Entity, direction: int) -> float:
    """Return the weight of the best matched word just before (1) or behind (-1) a thing."""
    edge = thing.first if direction > 0 else thing.last
    return max(
        (w for spots, w in hits if any(0 < direction * (edge - p) <= _CLOSE for p in spots)),
        default=0.0,
    )


def _counts(question: Question, facts: SentenceFacts, thing: Entity) -> bool:
    """Return True if `thing` is a number of what the question counts: *40 people*."""
    is_number = thing.kind in {EntityType.NUMBER, EntityType.PERCENT, EntityType.MONEY}
    behind = facts.order[thing.last + 1 : thing.last + 1 + _CLOSE]
    return is_number and bool(question.head_stem) and question.head_stem in behind


def _nearest(hits: Hits, marks: Iterable[int]) -> float:
    """Return how near the matched words stand to the nearest of `marks`."""
    return max(
        (sum(w / (1 + min(abs(p - mark) for p in spots)) for spots, w in hits) for mark in marks),
        default=0.0,
    )


def _described(matter: FeatureContext) -> Columns:
    """Whether a name of the question is told more of: *Kellogg, an envoy* or *Kellogg is*."""
    names = [t for t, n in zip(matter.question.terms, matter.question.names, strict=True) if n]
    described, speaks = [], []
    for facts in matter.held:
        places = [place for name in names for place in facts.terms.get(name, ())]
        described.append(any(p in facts.before_comma or p + 1 in facts.to_be for p in places))
        speaks.append(any(abs(p - verb) <= _CLOSE for p in places for verb in facts.speech))
    is_asked = matter.question.answer_type is AnswerType.WHO_IS
    return {
        "described": np.array(described, float),
        "speaks": np.array(speaks, float),
        "described who is": np.array(described, float) * is_asked,
    }


def _style(matter: FeatureContext) -> Columns:
    found = matter.found
    style = _table([facts.style for facts in matter.held], len(STYLE))
    return {
        **dict(zip(STYLE, style.T, strict=True)),
        "position": found.position,
        "place": found.position / found.article_length,
        "position in block": found.position_in_block,
        "article length": found.article_length,
    }


def _bm25(matter: FeatureContext) -> Columns:
    """BM25 of the sentence, its surroundings and its article, and by the article's own rarity."""
    found = matter.found
    local = (found.saturation * matter.local).sum(1)
    blend = (found.saturation * matter.local * found.idf).sum(1)
    scores = {
        "bm25": found.bm25,
        "bm25 before": found.bm25_before,
        "bm25 after": found.bm25_after,
        "bm25 of block": found.bm25_of_block,
        "bm25 of article": found.bm25_of_article,
        "fused": found.fused,
        "local bm25": local,
        "blended bm25": blend,
    }
    return scores | {f"{name} ratio": _ratio(values) for name, values in scores.items()}


def _compared(matter: FeatureContext, columns: Columns) -> Columns:
    """Return the rank of each candidate among all, by what matters most."""
    found, covered = matter.found, matter.found.in_sentence
    count = covered.sum(1)
    less = (covered[:, None, :] <= covered[None, :, :]).all(2) & (count[:, None] < count[None, :])
    return {
        "covered ratio": _ratio(columns["covered term"]),
        "thing near ratio": _ratio(columns["thing near"]),
        "bm25 rank": _rank(found.bm25),
        "fused rank": _rank(found.fused),
        "local bm25 rank": _rank(columns["local bm25"]),
        "blended bm25 rank": _rank(columns["blended bm25"]),
        "article rank": np.unique(-found.bm25_of_article, return_inverse=True)[1].astype(float),
        "local rank": _rank(columns["covered local"]),
        "thing near rank": _rank(columns["thing near"]),
        "wanted near rank": _rank(columns["wanted near"]),
        "wanted rank": _rank(columns["wanted"] * found.fused),
        "whole names rank": _rank(columns["whole names local"] * (1 + found.fused)),
        "better matched": less.sum(1).astype(float),
    }


def _asked(matter: FeatureContext) -> Columns:
    """Return what is the same for all candidates: the kind of question, how much it tells."""
    found, count = matter.found, len(matter.held)
    figures = {
        "one article": float(found.one_article),
        "terms": float(len(found.idf)),
        "information": found.idf.sum(),
        "unknown": (1 - found.in_corpus) @ matter.weight,
        "candidates": float(count),
        **{f"asked {kind}": float(matter.question.answer_type is kind) for kind in AnswerType},
    }
    return {name: np.full(count, figure) for name, figure in figures.items()}


def _table(rows: Sequence[Sequence[float]], width: int) -> Scores:
    return np.array(rows, float).reshape(len(rows), width)


def _share(there: Scores, weights: Scores) -> Scores:
    share: Scores = (there * weights).sum(1) / np.maximum(weights.sum(1), 1e-9)
    return share


def _some(total: float) -> float:
    """Return `total`, or a little where there is nothing to divide by."""
    return max(float(total), 1e-9)


def _ratio(values: Scores) -> Scores:
    """Return each value as a share of the best candidate's."""
    return values / _some(values.max(initial=0))


def _rank(values: Scores) -> Scores:
    ranks = np.empty(len(values))
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return ranks
