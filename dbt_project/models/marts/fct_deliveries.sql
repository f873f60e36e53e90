with

deliveries as (

    select * from {{ ref('stg_deliveries') }}

)

select
    delivery_id,
    article_id,
    source_ref,
    path,
    line_number,
    outcome,
    reason,
    remarks,
    first_seen_at
from deliveries
where is_current
