with

claims as (

    select * from {{ ref('int_claims') }}
    where is_current

)

select
    md5(concat_ws('|', coalesce(source_name, ''), coalesce(source_role, ''))) as source_id,
    source_name,
    source_role,
    count(*) as claim_count,
    count(*) filter (where fact_table = 'fct_strikes') as strike_claim_count,
    count(*) filter (where fact_table = 'fct_casualty_claims') as casualty_claim_count,
    count(*) filter (where fact_table = 'fct_territorial_changes') as territorial_claim_count,
    count(distinct article_id) as article_count
from claims
group by source_name, source_role
