"""Every sample is read as its expected.json says. Known failures are strict: fixing one forces its promotion."""

import pytest

import corpus
from labelcheck.knowledge import load

KNOWN_FAILURES: dict[str, str] = {}


@pytest.mark.parametrize("sample", corpus.all_samples(), ids=lambda s: s.id)
def test_sample_is_read_as_expected(sample: corpus.Sample, request: pytest.FixtureRequest) -> None:
    if sample.id in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAILURES[sample.id], strict=True))
    assert corpus.faults(sample) == []


def test_the_corpus_covers_all_languages() -> None:
    languages = {s.id.partition("/")[0] for s in corpus.all_samples()}
    assert languages >= set(load().languages)
    assert len(corpus.all_samples()) >= 60


def test_every_sample_tells_its_origin() -> None:
    for path in corpus.ROOT.glob("*/*/label.txt"):
        assert "invented: true" in (path.parent / "origin.yaml").read_text("utf-8"), path.parent
