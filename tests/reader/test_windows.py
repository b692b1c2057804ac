"""Windows hold each candidate once, and never more than the model was trained with."""

from hypothesis import given
from hypothesis import strategies as st

from bot.reader.windows import MAX_PIECES, model_input, split_windows
from bot.reader.word_pieces import WordPiece, WordPieces

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d"])


def sentences(*counts):
    """Return sentences of these counts of pieces, whose number is that of the sentence."""
    return [[WordPiece(i, 0, 1)] * count for i, count in enumerate(counts)]


def windows(counts, candidates):
    return [
        (window.first, len(window.sentences), list(window.candidates))
        for window in split_windows(sentences(*counts), candidates)
    ]


def test_a_candidate_stands_between_its_neighbours():
    assert windows([9, 9, 9, 9, 9], [2]) == [(1, 3, [2])]


def test_near_candidates_share_a_window():
    assert windows([9, 9, 9, 9, 9], [1, 3]) == [(0, 5, [1, 3])]


def test_candidates_that_do_not_fit_together_stand_in_two():
    assert windows([50, 50, 50, 50], [0, 3]) == [(0, 2, [0]), (2, 2, [3])]


def test_a_neighbour_that_does_not_fit_is_left_out():
    assert windows([90, 50, 60], [1]) == [(1, 1, [1])]


def test_a_candidate_longer_than_a_window_is_cut():
    (window,) = split_windows(sentences(9, MAX_PIECES + 5, 9), [1])
    assert (window.first, list(map(len, window.sentences))) == (1, [MAX_PIECES])


@given(st.lists(st.tuples(st.integers(0, 2 * MAX_PIECES), st.booleans()), max_size=30))
def test_each_candidate_is_read_once_in_a_window_that_fits(rows):
    counts = [count for count, _ in rows]
    candidates = [i for i, (_, is_candidate) in enumerate(rows) if is_candidate]
    made = list(split_windows(sentences(*counts), candidates))
    assert [candidate for window in made for candidate in window.candidates] == candidates
    for window in made:
        assert sum(map(len, window.sentences)) <= MAX_PIECES
        places = [candidate - window.first for candidate in window.candidates]
        assert all(0 <= place < len(window.sentences) for place in places)


def test_the_words_of_the_question_are_marked_and_averages_have_the_weight_one():
    (window,) = split_windows([PIECES.cut("b c"), PIECES.cut("a d")], [0])
    arrays = model_input(PIECES.cut("a b"), window, PIECES)
    assert arrays.numbers.tolist() == [[2, 4, 5, 3, 5, 6, 4, 7, 3]]
    assert arrays.kinds.tolist() == [[0, 0, 0, 0, 2, 1, 2, 1, 1]]
    assert arrays.means[0].sum(axis=1).tolist() == [1, 1, 1]
    assert arrays.spans == [(4, 6), (6, 8)]
