with

mentions as (

    select * from {{ ref('stg_mentions') }}

),

current_extractions as (

    select * from {{ ref('int_current_extractions') }}

)

select
    mentions.mention_value as place_id,
    mentions.article_id,
    mentions.mention_text
from mentions
inner join current_extractions
    on mentions.extraction_id = current_extractions.extraction_id
where
    mentions.mention_kind = 'place'
    and mentions.mention_value is not null
