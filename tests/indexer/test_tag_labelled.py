"""A floor under the agreement with readers, on a fixed sample of the labelled provisions.

The shipped weights were fitted on these labels: the floor guards against breakage. The honest
figure, on jurisdictions not fitted on, is what `python -m benchmarks.tagging` prints.
"""

import pytest

from benchmarks.labels import default_files, read
from benchmarks.tagging import shipped, summary

_EVERY = 20
_FLOOR = 0.8


@pytest.mark.collection
def test_a_sample_of_labelled_provisions_is_tagged_as_readers_did() -> None:
    files = default_files()
    if not files:
        pytest.skip("the labelled provisions (../shared/gold/labels) are not here")
    sample = list(read(files))[::_EVERY]
    assert summary(shipped(sample))["uncac"]["f1"] >= _FLOOR
