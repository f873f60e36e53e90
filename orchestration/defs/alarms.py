"""Alarms: queries whose rows say that something stopped coming in, or comes in unlike before.

Each compares a ledger with its own past, so a new ledger has no alarm. `{today}` is the day of the run.
What to do about each is in docs/operations.md.
"""

# Arrivals on so many days make a habit.
HABIT_DAYS = 5
# Fewer articles than these tell nothing about a rate.
RECENT_ARTICLES = 30
EARLIER_ARTICLES = 100
# Standard errors of the mean: by chance once in thousands of runs.
BAND = 4

# A source, or all of them together, is silent three times longer than usual, and longer than ever.
_QUIET = f"""
    WITH days AS (
        SELECT {{source}} AS source, first_seen_at::DATE AS day FROM raw.articles GROUP BY ALL
    ),
    gaps AS (
        SELECT source, day, day - lag(day) OVER (PARTITION BY source ORDER BY day) AS gap FROM days
    ),
    habits AS (
        SELECT source, max(day) AS last_day, median(gap) AS usual_gap, max(gap) AS longest_gap
        FROM gaps GROUP BY source HAVING count(*) >= {HABIT_DAYS}
    )
    SELECT source, last_day, usual_gap, DATE '{{today}}' - last_day AS silent_days
    FROM habits
    WHERE DATE '{{today}}' - last_day > greatest(3, 3 * usual_gap, longest_gap + 1)
    ORDER BY source
"""

# The articles of the last week against each of the four weeks before it.
_VOLUME = """
    WITH weeks AS (
        SELECT (DATE '{today}' - first_seen_at::DATE) // 7 AS weeks_ago, count(*) AS articles
        FROM raw.articles
        WHERE first_seen_at::DATE BETWEEN DATE '{today}' - 34 AND DATE '{today}'
        GROUP BY ALL
    ),
    earlier AS (
        SELECT count(*) AS weeks, min(articles) AS fewest, max(articles) AS most
        FROM weeks WHERE weeks_ago > 0
    ),
    recent AS (
        SELECT coalesce(sum(articles), 0) AS articles FROM weeks WHERE weeks_ago = 0
    )
    SELECT recent.articles AS this_week, earlier.fewest, earlier.most
    FROM recent, earlier
    WHERE
        earlier.weeks = 4 AND earlier.fewest >= 10
        AND (recent.articles < earlier.fewest / 2 OR recent.articles > earlier.most * 2)
"""

# Claims an article among those of the last week, against all articles before.
_RATE = f"""
    WITH counts AS (
        SELECT
            a.first_seen_at::DATE > DATE '{{today}}' - 7 AS is_recent,
            (SELECT count(*) FROM raw.{{table}} AS c WHERE c.extraction_id = e.extraction_id) AS claims
        FROM raw.extractions AS e
        INNER JOIN raw.articles AS a ON e.article_id = a.article_id
        WHERE e.is_current AND e.status = 'done'
    ),
    rates AS (
        SELECT
            count(*) FILTER (is_recent) AS recent_articles,
            avg(claims) FILTER (is_recent) AS recent_rate,
            count(*) FILTER (NOT is_recent) AS earlier_articles,
            avg(claims) FILTER (NOT is_recent) AS usual_rate,
            stddev_samp(claims) FILTER (NOT is_recent) AS spread
        FROM counts
    )
    SELECT recent_articles, recent_rate, usual_rate
    FROM rates
    WHERE
        recent_articles >= {RECENT_ARTICLES} AND earlier_articles >= {EARLIER_ARTICLES}
        AND abs(recent_rate - usual_rate) > {BAND} * spread / sqrt(recent_articles)
"""


def silence(today: str) -> str:
    """One row if nothing at all has come in for longer than is usual."""
    return _QUIET.format(today=today, source="'all sources'")


def quiet_sources(today: str) -> str:
    """One row for each publisher of whom nothing has come in for longer than is usual with them."""
    return _QUIET.format(today=today, source="coalesce(publisher, 'no publisher')")


def unusual_volume(today: str) -> str:
    """One row if the week brought less than half, or more than twice, what the weeks before brought."""
    return _VOLUME.format(today=today)


def unusual_rate(today: str, table: str) -> str:
    """One row if the week's articles hold more or fewer claims of this table than articles used to."""
    return _RATE.format(today=today, table=table)
