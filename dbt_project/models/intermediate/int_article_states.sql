with

articles as (

    select * from {{ ref('stg_articles') }}

),

deliveries as (

    select * from {{ ref('stg_deliveries') }}
    where is_current and outcome != 'refused'

),

extractions as (

    select * from {{ ref('stg_extractions') }}
    where is_current

),

origins as (

    select * from {{ ref('stg_article_origins') }}

),

incident_claims as (

    select * from {{ ref('stg_incident_claims') }}

),

reviews as (

    select * from {{ ref('int_reviews') }}
    where article_id is not null

),

present_extractor as (

    select max(extractor_version) as extractor_version
    from {{ ref('stg_extractors') }}
    where is_current

),

current_articles as (

    select
        article_id,
        sum(hash(delivery_id, outcome)) as deliveries_hash
    from deliveries
    group by article_id
    having bool_or(outcome = 'accepted')

),

-- What an origin is called depends on all its articles.
origins_hashed as (

    select
        origins.origin_id,
        sum(hash(origins, articles.publisher, articles.published_on)) as origin_hash -- noqa: RF02
    from origins
    inner join articles
        on origins.article_id = articles.article_id
    inner join current_articles
        on origins.article_id = current_articles.article_id
    group by origins.origin_id

),

links_hashed as (

    select
        article_id,
        sum(hash(incident_claims)) as links_hash,
        list(distinct incident_id) as incident_ids
    from incident_claims
    group by article_id

),

reviews_hashed as (

    select
        article_id,
        sum(hash(reviews)) as reviews_hash,
        list(distinct reviewed_value) filter (
            where reviewed_field = 'incident_id' and reviewed_value is not null
        ) as incident_ids
    from reviews
    group by article_id

)

select
    current_articles.article_id,
    list_sort(list_distinct(list_concat(
        links_hashed.incident_ids, reviews_hashed.incident_ids
    ))) as incident_ids,
    hash(
        current_articles.deliveries_hash,
        articles.source_ref,
        articles.url,
        articles.title,
        articles.publisher,
        articles.author,
        articles.language,
        articles.published_on,
        extractions, -- noqa: RF02
        extractions.extractor_version != present_extractor.extractor_version,
        origins, -- noqa: RF02
        origins_hashed.origin_hash,
        links_hashed.links_hash,
        reviews_hashed.reviews_hash
    ) as state_hash
from current_articles
cross join present_extractor
inner join articles
    on current_articles.article_id = articles.article_id
left join extractions
    on current_articles.article_id = extractions.article_id
left join origins
    on current_articles.article_id = origins.article_id
left join origins_hashed
    on origins.origin_id = origins_hashed.origin_id
left join links_hashed
    on current_articles.article_id = links_hashed.article_id
left join reviews_hashed
    on current_articles.article_id = reviews_hashed.article_id
