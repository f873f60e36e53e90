"""The same reports linked by Splink on DuckDB: its weights estimated from the reports, without gold links.

A development tool: the ledger goes by `orchestration.linking.weights`. `make links SPLINK=1` sets both side
by side.
"""

import logging
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from orchestration.linking.records import Report, parts

THRESHOLD = 0.5
_COLUMNS = ("actions", "actor_ids", "target_classes", "day_parts", "words")


def incident_of_reports(reports: Sequence[Report]) -> Mapping[str, str]:
    """A cluster for each report id, by Splink's own clustering of the pairs above even odds."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.simplefilter("ignore")
    rows = [
        {
            **{key: value for key, value in asdict(r).items() if key not in _COLUMNS},
            **{key: sorted(parts(getattr(r, key))) for key in _COLUMNS},
            "unique_id": r.report_id,
        }
        for r in reports
    ]
    table = pa.Table.from_pylist(rows).drop_columns(["incident_id", "report_id"])
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("place_id"),
            block_on("place_key"),
            block_on("country_code", "window_start"),
            block_on("origin_id"),
        ],
        comparisons=[
            cl.DistanceInKMAtThresholds("latitude", "longitude", [5, 30, 150]),
            cl.DateOfBirthComparison(
                "window_start",
                input_is_string=True,
                datetime_thresholds=[1, 4],
                datetime_metrics=["day", "day"],
            ),
            cl.ArrayIntersectAtSizes("actions", [1]),
            cl.ArrayIntersectAtSizes("actor_ids", [1]),
            cl.ArrayIntersectAtSizes("target_classes", [1]),
            cl.ArrayIntersectAtSizes("day_parts", [1]),
            cl.ArrayIntersectAtSizes("words", [4, 2]),
            cl.ExactMatch("killed_min"),
            cl.ExactMatch("injured_min"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(DuckDBAPI().register(table), settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("place_id", "window_start")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("place_id"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("window_start"))
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLD)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, THRESHOLD)
    return {row["unique_id"]: row["cluster_id"] for row in clusters.as_record_list()}
