with

applied as (

    select * from {{ ref('int_reviews') }}
    where
        review_status = 'applied'
        and reviewed_field != 'incident_id'

)

select
    claim_id,
    fact_table,
    -- A claim that was corrected and not judged as a whole is a corrected one.
    coalesce(
        max(reviewed_value) filter (where reviewed_field = 'verdict'),
        'corrected'
    ) as review_verdict,
    cast(to_json(map_from_entries(
        list(struct_pack(key := reviewed_field, value := reviewed_value)) -- noqa: LT01
        filter (where reviewed_field != 'verdict')
    )) as varchar) as reviewed_values
from applied
group by
    claim_id,
    fact_table
