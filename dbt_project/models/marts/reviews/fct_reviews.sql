select
    review_line,
    claim_id,
    fact_table,
    reviewed_field,
    machine_value,
    reviewed_value,

    reviewed_by,
    reviewed_on,
    review_reason,

    review_status,
    problem

from {{ ref('int_reviews') }}
