"""The results of a batch come out of their file as they went in."""

import dataclasses
from pathlib import Path

from orchestration.engines.batches import extract_batch
from orchestration.engines.results_file import name_of, read_results, write_results
from orchestration.home import CACHE_DIR, REFERENCE_DIR
from orchestration.ingestion.identity import article_id, text_hash
from orchestration.records import Article
from orchestration.warehouse import Unread

TEXT = (
    "Russian jets struck a hospital in Aleppo on Friday, killing at least 12 people and wounding dozens,"
    " the Syrian Observatory for Human Rights said. Rebels recaptured the town of Atshan, a spokesman said."
)


def article(text: str) -> Article:
    return Article(article_id(text, None), text, text_hash(text), text[:9], None, None, None, "2015-10-09")


def test_every_field_of_every_record_survives(tmp_path: Path) -> None:
    from orchestration.reference import load_extractor

    results = extract_batch(load_extractor(REFERENCE_DIR, CACHE_DIR), [article(TEXT), article("Nothing.")])
    assert {f.name for f in dataclasses.fields(results[0]) if not getattr(results[0], f.name)} <= {"rejected"}
    results.insert(1, Unread("quarantined", "it took more than 60 seconds"))
    write_results(tmp_path / "a.parquet", results)
    assert read_results(tmp_path / "a.parquet") == results
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_the_name_follows_from_the_readings() -> None:
    assert name_of(["a", "b"]) == name_of(["a", "b"])
    assert len({name_of(ids) for ids in (["a", "b"], ["b", "a"], ["ab"], ["a"])}) == 4
