"""A sample of `make fuzz`, without the language model: no exception escapes, and no input is without an outcome."""

import random

from tests.fuzz.checking import Tally, check_round
from tests.fuzz.inputs import damage, damaged, made_up


def test_a_sample_comes_through(stub_extractor) -> None:
    tally = Tally()
    check_round([*made_up(40, 7), *damaged(40, 7)], stub_extractor, tally)
    assert tally.failures == []
    assert tally.inputs == 80
    assert tally.deliveries >= 80
    assert tally.articles_read > 20


def test_the_check_finds_what_does_not_hold(stub_extractor) -> None:
    class Misquoting:
        def extract_many(self, articles):
            import dataclasses

            for extraction in stub_extractor.extract_many(articles):
                strikes = tuple(
                    dataclasses.replace(s, evidence_start=s.evidence_start + 1) for s in extraction.strikes
                )
                yield dataclasses.replace(extraction, strikes=strikes)

    tally = Tally()
    check_round([("a.txt", b"Jets struck Aleppo."), ("b.txt", b"BOOM.")], Misquoting(), tally)
    evidence, unread, stored = tally.failures
    assert "a.txt: evidence of stub is not the text" in evidence
    assert "b.txt: could not be read: ValueError" in unread
    assert "2 articles, 1 readings stored" in stored


def test_inputs_are_the_same_for_the_same_seed() -> None:
    assert made_up(5, 1) == made_up(5, 1)
    assert list(damaged(20, 1)) == list(damaged(20, 1))
    assert damage(b"abc" * 50, random.Random(1)) == damage(b"abc" * 50, random.Random(1))
