"""Origins and incidents as assets: whose report an article carries, and which claims are of one event.

How that is told is decided in `orchestration.linking`. Only new and changed articles are linked; the ids
of what is linked already stay.
"""

from collections.abc import Iterator

from dagster import AssetExecutionContext, AssetKey, AssetSpec, MaterializeResult, multi_asset

from orchestration.defs.articles import ARTICLES, DELIVERIES
from orchestration.defs.claims import EXTRACTIONS
from orchestration.defs.loggers import say
from orchestration.defs.previews import table_metadata
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.home import REFERENCE_DIR

CLAIMS = tuple(
    AssetKey(["raw", name]) for name in ("claims_strikes", "claims_casualties", "claims_territory")
)
DESCRIPTIONS = {
    "article_origins": "Whose report each article carries: articles with one origin are copies of one report.",
    "article_bands": "Keys of each article's MinHash, under which its copies are found.",
    "event_reports": "What each article tells of each event, gathered from its claims.",
    "report_blocks": "Keys of each report, under which reports of the same event are found.",
    "incident_claims": "Which incident a claim belongs to, how probably, and why.",
    "incident_moves": "Claims that were in one incident and now are in another, with the cause.",
    "linked_articles": "Which reading of each article was linked, and by which version of the rules.",
}


@multi_asset(
    name="linking",
    specs=[
        AssetSpec(
            ["raw", name],
            deps=[ARTICLES, DELIVERIES, EXTRACTIONS, *CLAIMS],
            group_name="raw",
            kinds={"python", "duckdb"},
            description=description,
        )
        for name, description in DESCRIPTIONS.items()
    ],
    pool=WRITER_POOL,
)
def linking_assets(context: AssetExecutionContext, ledger: LedgerResource) -> Iterator[MaterializeResult]:
    """Links the articles that are new to these rules, and forgets those that left the inbox."""
    from orchestration.linking.rules import linker_version, load_rules
    from orchestration.linking.store import link_new_articles

    version = linker_version(REFERENCE_DIR)
    agencies, rules = load_rules(REFERENCE_DIR)
    with ledger.warehouse() as warehouse:
        outcome = link_new_articles(warehouse, agencies, rules, version)
        previews = {name: warehouse.preview(f"raw.{name}") for name in DESCRIPTIONS}
    if outcome.linked:
        say(context, f"Linked {outcome.linked} article{'' if outcome.linked == 1 else 's'}")
    if outcome.moved:
        say(context, f"  {outcome.moved} claims changed their incident: see marts.fct_incident_moves")
    for name, preview in previews.items():
        yield MaterializeResult(
            asset_key=["raw", name],
            metadata={
                **table_metadata(preview),
                "linker_version": version,
                "articles linked in this run": outcome.linked,
                "claims that changed their incident": outcome.moved,
            },
        )
