{{ config(materialized='incremental', pre_hook="{{ forget_changed('article_id') }}") }}
-- depends_on: {{ ref('int_changed_incidents') }}

with

mentions as (

    select * from {{ ref('stg_mentions') }}

),

current_extractions as (

    select * from {{ ref('int_current_extractions') }}
    where {{ is_changed('article_id') }}

)

select
    mentions.mention_id,
    mentions.article_id,
    mentions.sentence_index,
    mentions.mention_kind,
    mentions.mention_text,
    mentions.mention_value,
    mentions.mention_start,
    mentions.mention_end
from mentions
inner join current_extractions
    on mentions.extraction_id = current_extractions.extraction_id
