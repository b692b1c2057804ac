"""Each target reads its seeds, and every input that fuzzing found a fault with."""

import pytest

from tests.fuzz.targets import TARGETS, findings_of, run


def _findings(name: str) -> list[bytes]:
    return [file.read_bytes() for folder in findings_of(name) for file in sorted(folder.iterdir())]


INPUTS = [
    pytest.param(name, data, id=f"{name}-{number}")
    for name, target in TARGETS.items()
    for number, data in enumerate([*target.seeds, *_findings(name)])
]


@pytest.mark.parametrize(("name", "data"), INPUTS)
def test_nothing_found_comes_back(name, data):
    run(name, data)
