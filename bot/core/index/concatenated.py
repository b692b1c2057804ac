"""Look up items that are numbered through several sequences or segments, without copying these."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", covariant=True)


class Sized(Protocol[T]):
    """A collection whose items are numbered from 0."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> T: ...


class Concatenated(Generic[T]):
    """A view of several sequences as one."""

    def __init__(self, sequences: Iterable[Sized[T]]) -> None:
        self._sequences = tuple(sequences)
        self._firsts = list(accumulate(map(len, self._sequences), initial=0))

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, number: int) -> T:
        if not 0 <= number < len(self):
            raise IndexError(number)
        sequence = bisect_right(self._firsts, number) - 1
        return self._sequences[sequence][number - self._firsts[sequence]]

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))


def look_up(
    numbers: NDArray[np.integer],
    firsts: NDArray[np.integer],
    read: Callable[[int, NDArray[np.integer]], NDArray[Any]],
    dtype: type,
) -> NDArray[Any]:
    """Return the value for each of `numbers`, which are numbered through all segments.

    Segment n has the numbers from `firsts[n]` up to `firsts[n + 1]`. `read` gets the number of a
    segment and numbers inside it.
    """
    if len(firsts) == 2:  # most collections have one segment
        return read(0, numbers)
    values: NDArray[Any] = np.zeros(len(numbers), dtype)
    segment_of = firsts.searchsorted(numbers, side="right") - 1
    for segment in np.bincount(segment_of).nonzero()[0].tolist():
        places = (segment_of == segment).nonzero()[0]
        values[places] = read(segment, numbers[places] - firsts[segment])
    return values
