with

runs as (

    select * from {{ ref('stg_runs') }}

)

select
    run_id,
    job,
    started_by,

    case
        when error is not null then 'failed'
        when published_at is not null then 'published'
        -- Its own publication comes after this table is built.
        when build_began_at = max(build_began_at) over () then 'publishing'
        else 'unpublished'
    end as outcome,
    failed_stage,
    error,

    started_at,
    ended_at,
    published_at,

    inbox,
    months,

    accepted_count,
    duplicate_count,
    refused_count,
    read_count,
    read_again_count,
    read_chars,
    unread_count,
    outdated_count,
    published_row_count,

    inbox_seconds,
    extraction_seconds,
    build_seconds,
    publish_seconds,

    ledger_version,
    extractor_version,
    dagster_version,
    dbt_version,
    duckdb_version

from runs
