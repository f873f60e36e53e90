"""The analysts' reviews as an asset. What a line must be like is decided in `orchestration.reviews`."""

import logging

from dagster import AssetExecutionContext, AssetKey, Failure, MaterializeResult, MetadataValue, asset

from orchestration.defs.loggers import say
from orchestration.defs.previews import table_metadata
from orchestration.defs.resources import WRITER_POOL, LedgerResource
from orchestration.reviews import ReviewsUnreadable, read_reviews

REVIEWS = AssetKey(["raw", "reviews"])
MAX_LINES = 20


@asset(
    key=REVIEWS,
    group_name="raw",
    kinds={"python", "duckdb"},
    description="The lines of `reviews.csv` as they now are, each with what is wrong with it, if anything.",
    pool=WRITER_POOL,
)
def analysts_reviews(context: AssetExecutionContext, ledger: LedgerResource) -> MaterializeResult:
    """A line that cannot count is named and kept; the others count."""
    path = ledger.layout.reviews
    try:
        reviews = read_reviews(path)
    except ReviewsUnreadable as error:
        raise Failure(str(error)) from None
    refused = [review for review in reviews if review.problem]
    if reviews:
        say(context, f"Reviews: {len(reviews) - len(refused)} of {len(reviews)} lines can count")
    for review in refused[:MAX_LINES]:
        say(context, f"  refused: {path.name}:{review.line_number}: {review.problem}", logging.WARNING)
    with ledger.warehouse() as warehouse:
        warehouse.store_reviews(reviews)
        preview = warehouse.preview("raw.reviews")
    return MaterializeResult(
        metadata={
            **table_metadata(preview),
            "refused": len(refused),
            "file": MetadataValue.path(str(path)),
        }
    )
