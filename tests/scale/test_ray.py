"""The same extraction on a Ray cluster: the same rows, also when a node dies in the middle."""

import dataclasses
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from dagster import AssetKey, DagsterInstance

from orchestration.definitions import build_defs
from orchestration.defs.claims import DESCRIPTIONS
from orchestration.engines.batches import BATCH, Batch, EngineFailed
from orchestration.engines.local import Local
from orchestration.engines.on_ray import OnRay
from orchestration.home import CACHE_DIR, REFERENCE_DIR, Ray, Settings
from orchestration.reference import extractor_version
from orchestration.reference.isolated import Loader
from orchestration.warehouse import RAW_COLUMNS, Task, open_warehouse
from tests.conftest import StubExtractorResource, make_settings
from tests.scale.slow import SlowExtractorResource

ARTICLES = 12 * BATCH
READ = [AssetKey(["raw", name]) for name in ("articles", "deliveries", "runs", *DESCRIPTIONS)]
# What differs from run to run.
NOT_COMPARED = {"extracted_at", "first_seen_at"}


def write_reports(settings: Settings) -> None:
    places = ("Aleppo", "Raqqa")
    lines = [{"id": f"r{i}", "text": f"Jets struck {places[i % 2]}. Report {i}."} for i in range(ARTICLES)]
    lines[70]["text"] = "BOOM."
    (settings.inbox / "day.jsonl").write_text("\n".join(map(json.dumps, lines)))


def run(settings: Settings, extractor: StubExtractorResource) -> None:
    job = build_defs(settings, {"extractor": extractor}).resolve_job_def("ledger")
    with DagsterInstance.ephemeral() as instance:
        assert job.execute_in_process(instance=instance, asset_selection=READ).success


def stored(settings: Settings) -> dict[str, list[tuple]]:
    with open_warehouse(settings.home.warehouse) as warehouse:
        found = {}
        for table in sorted({"raw.articles", *(f"raw.{name}" for name in DESCRIPTIONS)}):
            names = ", ".join(f'"{name}"' for name in RAW_COLUMNS[table] if name not in NOT_COMPARED)
            found[table] = warehouse.rows(f"SELECT {names} FROM {table} ORDER BY ALL")
        return found


def when(seen: Callable[[], bool], then: Callable[[], None]) -> threading.Thread:
    def watch() -> None:
        for _ in range(1200):
            if seen():
                break
            time.sleep(0.1)
        then()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_a_node_is_killed_and_all_rows_are_there_once(ray_cluster, tmp_path: Path) -> None:
    for name in ("here", "there", "traces"):
        (tmp_path / name).mkdir()
    here, there = (make_settings(tmp_path / name) for name in ("here", "there"))
    traces = tmp_path / "traces"
    for settings in (here, there):
        write_reports(settings)
    run(here, StubExtractorResource())

    ray_cluster.have(2)
    files = tmp_path / "shared"
    on_ray = dataclasses.replace(there, ray=Ray(ray_cluster.address, files))
    killer = when(lambda: len(list(traces.iterdir())) >= 4, ray_cluster.kill_one)
    run(on_ray, SlowExtractorResource(traces=str(traces)))
    killer.join()

    assert stored(there) == stored(here)
    assert len(stored(there)["raw.extractions"]) == ARTICLES
    attempts = Counter(path.name.split(".")[0] for path in traces.iterdir())
    assert max(attempts.values()) > 1, "no task was under way on the node that was killed"
    assert list(files.iterdir()) == []


def batches(count: int, texts: list[str]) -> list[Batch]:
    from orchestration.ingestion.identity import article_id, text_hash
    from orchestration.records import Article

    articles = [
        Article(article_id(text, None), text, text_hash(text), str(i), None, None, None, "2024-03-15")
        for i, text in enumerate(texts)
    ]
    tasks = [Task(article.article_id, article.article_id) for article in articles]
    return [Batch(tasks[at : at + count], articles[at : at + count]) for at in range(0, len(tasks), count)]


def test_the_real_extractor_reads_on_ray_as_it_reads_here(ray_cluster, tmp_path: Path) -> None:
    from orchestration.bench.corpora import CONFLICT, texts

    ray_cluster.have(2)
    given = batches(10, list(texts(CONFLICT, 40)))
    load = Loader(REFERENCE_DIR, CACHE_DIR, 60, extractor_version(REFERENCE_DIR))
    there = list(OnRay(ray_cluster.address, tmp_path).read(load, given))
    assert there == list(Local(1).read(load, given))
    assert sum(len(result.strikes) for _, results in there for result in results) > 20


def test_a_file_of_a_run_that_was_killed_is_read_and_not_made_again(ray_cluster, tmp_path: Path) -> None:
    from tests.scale.slow import SlowLoader

    traces = tmp_path / "traces"
    traces.mkdir()
    given = batches(2, [f"Jets struck Aleppo. Report {i}." for i in range(8)])
    engine = OnRay(ray_cluster.address, tmp_path / "files")
    half = engine.read(SlowLoader(traces), given)
    next(half)
    # Killed here: the first batch is not stored, and its file stays.
    half.close()
    before = Counter(path.name.split(".")[0] for path in traces.iterdir())
    everything = list(engine.read(SlowLoader(traces), given))
    after = Counter(path.name.split(".")[0] for path in traces.iterdir())
    assert [batch for batch, _ in everything] == given
    first = given[0].articles[0].article_id
    assert after[first] == before[first] == 1


def test_another_release_on_a_node_is_refused(ray_cluster, tmp_path: Path) -> None:
    load = Loader(REFERENCE_DIR, CACHE_DIR, 60, "another release")
    with pytest.raises(EngineFailed, match="install one release"):
        list(OnRay(ray_cluster.address, tmp_path).read(load, batches(1, ["Jets struck Aleppo."])))


def test_no_cluster_is_told_in_one_line(ray_cluster, tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match=r"no Ray at 127.0.0.1:1 \(LEDGER_RAY\)") as told:
        list(OnRay("127.0.0.1:1", tmp_path).read(str, []))
    assert "\n" not in str(told.value)
