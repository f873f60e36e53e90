{# The loop hides from the linter where a line belongs. #}
-- noqa: disable=LT02
{% set roles = [
    ('fct_strikes', 'attacker'),
    ('fct_strikes', 'target_actor'),
    ('fct_casualty_claims', 'victim_actor'),
    ('fct_casualty_claims', 'perpetrator'),
    ('fct_territorial_changes', 'gainer'),
    ('fct_territorial_changes', 'loser'),
] %}

{% for fact_table, role in roles %}
select
    '{{ role }}' as actor_role,
    {{ role }}_id as actor_id,
    {{ role }}_name as actor_name,
    claim_id,
    article_id
from {{ ref(fact_table) }}
where {{ role }}_id is not null
{% if not loop.last %}
union all
{% endif %}
{%- endfor %}
