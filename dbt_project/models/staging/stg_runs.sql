with

source as (

    select * from {{ source('raw', 'runs') }}

),

renamed as (

    select
        run_id,
        job,
        started_by,

        failed_stage,
        error,
        inbox,
        months,

        ledger_version,
        extractor_version,
        dagster_version,
        dbt_version,
        duckdb_version,

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

        started_at,
        build_began_at,
        published_at,
        ended_at

    from source

)

select * from renamed
