"""The feeds of `feeds.yml` as an asset: polled before the inbox is read.

How a feed is asked and what is kept is decided in `orchestration.feeds`.
"""

import logging
from collections.abc import Iterator

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    AssetKey,
    MaterializeResult,
    MetadataValue,
    asset,
)

from orchestration.defs.loggers import one_line, say
from orchestration.defs.previews import markdown_table
from orchestration.defs.resources import LedgerResource
from orchestration.home import Home
from orchestration.warehouse import Preview

FEEDS = AssetKey(["raw", "feeds"])
EVERY_FEED_ANSWERED = "every_feed_answered"
COLUMNS = ("feed", "status", "entries", "new entries", "file", "problem")


@asset(
    key=FEEDS,
    group_name="raw",
    kinds={"python"},
    description="Files in LEDGER_HOME/feeds, one for each answer of a feed that had something new. Never changed.",
    check_specs=[
        AssetCheckSpec(
            EVERY_FEED_ANSWERED,
            asset=FEEDS,
            description="Every feed of feeds.yml that was asked gave a feed, and every entry of feeds.yml can be used.",
        )
    ],
)
def feeds_asset(
    context: AssetExecutionContext, ledger: LedgerResource
) -> Iterator[MaterializeResult | AssetCheckResult]:
    """Asks the feeds that are due. A feed that fails is a warning: it never stops the run."""
    rows, problems = poll_home(ledger.layout)
    for problem in problems:
        say(context, one_line(f"  feed: {problem}"), logging.WARNING)
    new = sum(row[3] for row in rows)
    if rows:
        say(context, f"Feeds: {len(rows)} asked, {new} new entr{'y' if new == 1 else 'ies'}")
    table = markdown_table(Preview(len(rows), COLUMNS, rows))
    yield MaterializeResult(
        asset_key=FEEDS,
        metadata={"feeds asked": len(rows), "new entries": new, "preview": MetadataValue.md(table)},
    )
    yield AssetCheckResult(
        asset_key=FEEDS,
        check_name=EVERY_FEED_ANSWERED,
        passed=not problems,
        severity=AssetCheckSeverity.WARN,
        metadata={"problems": MetadataValue.md("\n".join(f"- {one_line(p)}" for p in problems) or "none")},
    )


def poll_home(
    home: Home,
) -> tuple[tuple[tuple[str, int | None, int, int, str | None, str | None], ...], list[str]]:
    """Polls what the home's `feeds.yml` names: a row for each feed that was asked, and all problems in words."""
    if not home.feeds_file.exists():
        return (), []
    from orchestration.feeds.polling import poll_feeds
    from orchestration.feeds.subscriptions import SubscriptionError, parse_subscriptions

    try:
        subscriptions = parse_subscriptions(home.feeds_file.read_bytes())
    except SubscriptionError as error:
        return (), [str(error)]
    except OSError as error:
        return (), [f"feeds.yml cannot be read: {error.strerror}"]
    polls = poll_feeds(subscriptions, home.feeds)
    rows = tuple((p.feed, p.status, p.entries, p.new_entries, p.file, p.problem) for p in polls)
    problems = [f"{p.feed}: {p.problem}" for p in polls if p.problem]
    return rows, [*subscriptions.problems, *problems]
