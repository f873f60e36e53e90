{{ config(materialized='table') }}

with

claims as (

    select * from {{ ref('int_linked_claims') }}

),

-- Claims stand to each other within an incident, or within an article that tells of it.
concerned_articles as (

    select article_id from {{ ref('int_changed_articles') }}
    union
    select claims.article_id
    from claims
    inner join {{ ref('int_changed_incidents') }} as changed
        on claims.incident_id = changed.incident_id

)

select claims.* -- noqa: AM04
from claims
where claims.article_id in (select concerned_articles.article_id from concerned_articles)
