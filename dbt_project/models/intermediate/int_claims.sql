{# The loop hides from the linter where a line belongs. #}
-- noqa: disable=LT02
{% set tables = [
    ('fct_strikes', 'stg_strike_claims'),
    ('fct_casualty_claims', 'stg_casualty_claims'),
    ('fct_territorial_changes', 'stg_territorial_claims'),
] %}

with

current_extractions as (

    select * from {{ ref('int_current_extractions') }}

),

all_claims as (
{% for fact_table, model in tables %}
    select
        '{{ fact_table }}' as fact_table,
        claims.extraction_id,
        claims.extractor_version,
        claims.claim_id,
        claims.article_id,
        claims.evidence_text,
        claims.evidence_start,
        claims.evidence_end,
        claims.scope,
        claims.modality,
        claims.source_name,
        claims.source_role,
        claims.place_text,
        claims.place_name,
        claims.place_id,
        claims.country_code,
        claims.latitude,
        claims.longitude,
        cast(to_json(claims) as varchar) as claim_json
    from {{ ref(model) }} as claims
{% if not loop.last %}
    union all
{% endif %}
{%- endfor %}
)

select
    all_claims.*,
    current_extractions.extraction_id is not null as is_current
from all_claims
left join current_extractions
    on all_claims.extraction_id = current_extractions.extraction_id
