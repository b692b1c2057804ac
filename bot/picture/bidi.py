"""The order in which a line of left-to-right and right-to-left text is drawn.

The Unicode Bidirectional Algorithm (UAX #9) for a line without explicit formatting characters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")
_MIRRORED = str.maketrans("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤")
_NEUTRAL = frozenset({"B", "S", "WS", "ON", "ES", "ET", "CS", "BN"})
_NUMBERS = frozenset({"EN", "AN"})
_CLOSERS = {"(": ")", "[": "]", "{": "}"}


def is_right_to_left(text: str) -> bool:
    """Return whether the first letter of `text` is of a script that runs from right to left."""
    for character in text if _RIGHT_TO_LEFT.search(text) else "":
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def visual_runs(line: str, *, is_rtl: bool) -> list[tuple[str, bool]]:
    """Return the parts of a line from left to right, and whether each runs from right to left.

    `is_rtl` is the direction of the paragraph.
    """
    if not is_rtl and not _RIGHT_TO_LEFT.search(line):
        return [(line, False)]
    levels = _levels(line, base=int(is_rtl))
    runs = []
    for level, places in groupby(range(len(line)), key=levels.__getitem__):
        numbers = list(places)
        runs.append((level, line[numbers[0] : numbers[-1] + 1]))
    return [(text, level % 2 == 1) for level, text in _reorder(runs)]


def turn(run: str) -> str:
    """Return a run from right to left as it is seen from left to right."""
    return run[::-1].translate(_MIRRORED)


def _levels(line: str, base: int) -> list[int]:
    """Return the embedding level of each character."""
    start = "R" if base else "L"
    types = _resolve_numbers(_resolve_weak(line, start), start)
    types = list(_resolve_neutral(_resolve_brackets(line, types, start), start))
    if base:
        return [1 if kind == "R" else 2 for kind in types]
    return [{"L": 0, "R": 1}.get(kind, 2) for kind in types]


def _resolve_weak(line: str, start: str) -> list[str]:
    """Apply the rules W1 to W3, for marks and Arabic letters."""
    types: list[str] = []
    strong = before = start
    for character in line:
        kind = unicodedata.bidirectional(character) or "L"
        if kind in {"NSM", "BN"}:
            kind = before
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        if kind in {"L", "R", "AL"}:
            strong = kind
        before = kind
        types.append("R" if kind == "AL" else kind)
    return types


def _resolve_numbers(types: list[str], start: str) -> list[str]:
    """Apply the rules W4 to W7, for numbers and the signs in and around them."""
    for place in range(1, len(types) - 1):
        before, kind, after = types[place - 1 : place + 2]
        if before == after and (before, kind) in {("EN", "ES"), ("EN", "CS"), ("AN", "CS")}:
            types[place] = before
    for order in (range(1, len(types)), range(len(types) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for place in order:
            if types[place] == "ET" and types[place + step] == "EN":
                types[place] = "EN"
    strong = start
    for place, kind in enumerate(types):
        if kind in {"L", "R"}:
            strong = kind
        if kind == "EN" and strong == "L":
            types[place] = "L"
    return types


def _resolve_brackets(line: str, types: list[str], start: str) -> list[str]:
    """Give both brackets of a pair the same direction: N0."""
    for opener, closer in sorted(_bracket_pairs(line, types)):
        inside = _strong_directions(types[opener + 1 : closer])
        if not inside:
            continue
        before = (_strong_directions(types[:opener]) or [start])[-1]
        types[opener] = types[closer] = (
            before if before in inside and start not in inside else start
        )
    return types


def _bracket_pairs(line: str, types: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the brackets of each pair."""
    openers: list[tuple[str, int]] = []
    for place, character in enumerate(line):
        if types[place] != "ON":
            continue
        if character in _CLOSERS:
            openers.append((_CLOSERS[character], place))
        matching = [number for number, (closer, _) in enumerate(openers) if closer == character]
        if matching:
            yield openers[matching[-1]][1], place
            del openers[matching[-1] :]


def _strong_directions(types: Sequence[str]) -> list[str]:
    return [_direction(kind) for kind in types if kind not in _NEUTRAL]


def _resolve_neutral(types: Sequence[str], start: str) -> Iterator[str]:
    """Give what has no direction that of both its neighbours, or of the paragraph: N1 and N2."""
    before = start
    groups = [(neutral, list(group)) for neutral, group in groupby(types, _NEUTRAL.__contains__)]
    for number, (is_neutral, kinds) in enumerate(groups):
        if not is_neutral:
            yield from kinds
            before = _direction(kinds[-1])
            continue
        after = _direction(groups[number + 1][1][0]) if number + 1 < len(groups) else start
        yield from [before if before == after else start] * len(kinds)


def _direction(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def _reorder(runs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Turn runs around, from the highest level down to 1: L2."""
    for least in range(max((level for level, _ in runs), default=0), 0, -1):
        ordered: list[tuple[int, str]] = []
        insert_at = 0
        for level, text in runs:
            if level < least:
                insert_at = len(ordered) + 1
            ordered.insert(insert_at, (level, text))
        runs = ordered
    return runs
