{{ config(materialized='table') }}

select distinct unnest(touched_incident_ids) as incident_id
from {{ ref('int_changed_articles') }}
