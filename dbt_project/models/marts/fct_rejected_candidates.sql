{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
-- depends_on: {{ ref('int_changed_incidents') }}

with

candidates as (

    select * from {{ ref('stg_rejected_candidates') }}

),

current_extractions as (

    select * from {{ ref('int_current_extractions') }}
    where {{ is_changed('article_id') }}

)

select
    candidates.article_id,
    candidates.claim_table,
    candidates.candidate_text,
    candidates.candidate_start,
    candidates.candidate_end,
    candidates.reason
from candidates
inner join current_extractions
    on candidates.extraction_id = current_extractions.extraction_id
