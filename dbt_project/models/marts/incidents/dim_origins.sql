with

articles as (

    select * from {{ ref('dim_articles') }}

),

origins as (

    select * from {{ ref('stg_article_origins') }}

),

members as (

    select
        articles.origin_id,
        articles.article_id,
        articles.publisher,
        articles.published_on,
        origins.agency_name,
        -- The first report: by day, and on one day the one that repeats no other.
        row_number() over (
            partition by articles.origin_id
            order by
                articles.published_on asc nulls last,
                coalesce(origins.origin_basis = 'original', false) desc,
                articles.article_id asc
        ) as position_number
    from articles
    inner join origins
        on articles.article_id = origins.article_id

),

grouped as (

    select
        origin_id,
        mode(agency_name order by agency_name) as agency_name,
        min(publisher) filter (where position_number = 1) as first_publisher,
        min(article_id) filter (where position_number = 1) as first_article_id,
        min(published_on) as first_published_on,
        max(published_on) as last_published_on,
        count(*) as article_count,
        count(distinct publisher) as publisher_count
    from members
    group by origin_id

)

select
    origin_id,
    coalesce(agency_name, first_publisher) as origin_name,
    case
        when agency_name is not null then 'agency'
        when first_publisher is not null then 'first_publisher'
        else 'unknown'
    end as origin_kind,
    first_article_id,
    first_published_on,
    last_published_on,
    article_count,
    publisher_count
from grouped
