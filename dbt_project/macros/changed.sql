{#-
  Incremental models hold rows of articles or of incidents, and make anew those of the articles and incidents that
  changed since the last build that passed its tests (int_changed_articles, int_changed_incidents). The fact
  tables depend on both tables; every other such model reads a fact table, at some remove.
-#}

{#- Whether a row is to be made anew, by the column that holds its article or incident. -#}
{% macro is_changed(column, of=none) -%}
    {%- if is_incremental() -%}
        {{ column }} in ({{ changed_ids(column, of) }})
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- Before the new rows come in: away with all rows of what changed, also of what is gone. -#}
{% macro forget_changed(column, of=none) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ column }} in ({{ changed_ids(column, of) }})
    {%- endif -%}
{%- endmacro %}

{#- Relations within an article that are of no incident: those of changed articles, and of claims that are gone. -#}
{% macro forget_relations_without_incident() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where
            incident_id is null
            and from_claim_id not in (
                select claims.claim_id from {{ ref('int_linked_claims') }} as claims
                where claims.article_id not in ({{ changed_ids('article_id') }})
            )
    {%- endif -%}
{%- endmacro %}

{% macro changed_ids(column, of=none) -%}
    {%- set kind = of or column.split('.')[-1] | replace('_id', '') -%}
    select changed.{{ kind }}_id from intermediate.int_changed_{{ kind }}s as changed
{%- endmacro %}

{#-
  The times in a table that only grows: what is told there already is not told again. Each of them, and not the
  latest: a clock that is put back would hide what happens until it has caught up.
-#}
{% macro told_times(column) -%}
    select
    {%- if is_incremental() %} told.{{ column }} from {{ this }} as told
    {%- else %} cast(null as timestamp) where false
    {%- endif -%}
{%- endmacro %}
