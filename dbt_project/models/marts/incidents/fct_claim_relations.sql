{{ config(
    materialized='incremental',
    pre_hook=["{{ forget_changed('incident_id') }}", "{{ forget_relations_without_incident() }}"]
) }}
-- depends_on: {{ ref('int_linked_claims') }}

with

relations as (

    select * from {{ ref('int_statement_relations') }}
    union all
    select * from {{ ref('int_target_disputes') }}
    union all
    select * from {{ ref('int_toll_relations') }}
    union all
    select * from {{ ref('int_part_relations') }}

),

claims as (

    select
        claim_id,
        article_id,
        fact_table,
        coalesce(source_name, source_text, publisher, 'an unnamed outlet') as speaker,
        published_on,
        count_min,
        count_max,
        actor_name,
        opponent_text,
        claim_action
    from {{ ref('int_relatable_claims') }}

)

select
    md5(concat_ws('|', relations.relation, relations.from_claim_id, relations.to_claim_id))
        as relation_id,
    relations.relation,
    relations.from_claim_id,
    claims_from.fact_table as from_fact_table,
    relations.to_claim_id,
    claims_to.fact_table as to_fact_table,
    relations.incident_id,
    relations.relation_rule as rule, -- noqa: RF04
    concat(
        claims_from.speaker,
        ' (',
        {{ claim_gist('claims_from') }},
        ') to ',
        claims_to.speaker,
        ' (',
        {{ claim_gist('claims_to') }},
        ')'
    ) as detail
from relations
inner join claims as claims_from
    on relations.from_claim_id = claims_from.claim_id
inner join claims as claims_to
    on relations.to_claim_id = claims_to.claim_id
where
    {{ is_changed('relations.incident_id') }}
    or (relations.incident_id is null and {{ is_changed('claims_from.article_id') }})
qualify
    row_number() over (
        partition by relations.relation, relations.from_claim_id, relations.to_claim_id
        order by relations.relation_rule
    ) = 1
