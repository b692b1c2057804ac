"""Each target reads its seeds, and every input that fuzzing found a fault with."""

import pytest

from tests.fuzz.targets import TARGETS, inputs_of, run

INPUTS = [
    pytest.param(name, data, id=f"{name}-{number}")
    for name in TARGETS
    for number, data in enumerate(inputs_of(name))
]


@pytest.mark.parametrize(("name", "data"), INPUTS)
def test_nothing_found_comes_back(name, data):
    run(name, data)
