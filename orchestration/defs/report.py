"""The report: pages that show the published ledger, built anew after each publication."""

from dagster import AssetExecutionContext, AssetKey, MaterializeResult, MetadataValue, asset

from orchestration.defs.loggers import say
from orchestration.defs.publish import LEDGER
from orchestration.defs.resources import LedgerResource
from orchestration.home import Home

REPORT = AssetKey(["published", "report"])


@asset(
    key=REPORT,
    deps=[LEDGER],
    group_name="published",
    kinds={"python", "html"},
    description="`report/index.html`: the published ledger as pages, which open from disk with no server.",
)
def published_report(context: AssetExecutionContext, ledger: LedgerResource) -> MaterializeResult:
    """Builds the pages and shows their headline figures."""
    from orchestration.report.build import START, build_report
    from orchestration.report.kit import prepare_kit
    from orchestration.report.thumbnail import thumbnail

    home = ledger.layout
    kit = prepare_kit()
    headlines = build_report(home.ledger, home.report, kit)
    say(context, f"Report: {home.report / START}")
    picture = thumbnail(headlines, kit)
    return MaterializeResult(
        metadata={
            "dagster/row_count": headlines.all_claims,
            "report": MetadataValue.url((home.report / START).as_uri()),
            "file": MetadataValue.path(str(home.report / START)),
            "articles": headlines.articles,
            **{f"{name} claims": count for name, count in headlines.claims.items()},
            "places": headlines.places,
            "named sources": headlines.sources,
            "incidents": headlines.incidents,
            "contested incidents": headlines.contested,
            "claims by month": MetadataValue.md(
                f"![Claims by month and kind]({picture})" if picture else "*no dates*"
            ),
        }
    )


# The page of the report that shows an asset's rows.
_PAGES = {
    "fct_strikes": "strikes.html",
    "fct_casualty_claims": "casualties.html",
    "fct_territorial_changes": "territory.html",
    "dim_articles": "articles.html",
    "dim_places": "places.html",
    "dim_actors": "actors.html",
    "dim_sources": "sources.html",
    "dim_incidents": "incidents.html",
    "bridge_incident_claims": "incidents.html",
    "fct_claim_relations": "incidents.html",
    "fct_mentions": "articles.html",
    "fct_rejected_candidates": "quality.html",
    "fct_deliveries": "quality.html",
}


def page_of(home: Home, mart: str) -> MetadataValue | None:
    """A link to the page that shows this mart, if there is one."""
    page = _PAGES.get(mart)
    return MetadataValue.url(f"{home.report.as_uri()}/{page}") if page else None
