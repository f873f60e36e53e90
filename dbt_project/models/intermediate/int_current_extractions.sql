with

deliveries as (

    select * from {{ ref('stg_deliveries') }}

),

extractions as (

    select * from {{ ref('stg_extractions') }}

),

-- An article is current while a delivery of it lies in the inbox.
current_articles as (

    select distinct article_id
    from deliveries
    where is_current and outcome = 'accepted'

)

select
    extractions.extraction_id,
    extractions.article_id,
    extractions.extractor_version,
    extractions.status,
    extractions.error
from extractions
inner join current_articles
    on extractions.article_id = current_articles.article_id
where extractions.is_current
