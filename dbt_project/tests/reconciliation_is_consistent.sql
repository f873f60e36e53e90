{#- One query for all of them, since each test costs a run some time. A row names what does not hold, and where. -#}
{{ config(meta={
    'description': 'Figures are in order, parts add up to their whole, keys are unique, coded values known.',
    'dagster': {'ref': {'name': 'mart_ucdp_events'}},
}) }}
{% set keys = {
    'mart_acled_events': 'event_id_cnty',
    'mart_ucdp_events': 'id',
    'mart_civilian_harm': 'incident_id',
    'mart_contested_incidents': 'incident_id',
    'mart_control_timeline': 'spell_id',
    'mart_source_profiles': 'source_profile_id',
    'mart_daily_tolls': "concat_ws('|', event_date, country_code, outcome)",
} %}
{% set rules = [
    ('mart_acled_events', "fatalities < 0"),
    ('mart_acled_events', "fatalities > 0 and len(fatality_claim_ids) = 0"),
    ('mart_ucdp_events', "not (low <= best and best <= high)"),
    ('mart_ucdp_events', "least(deaths_a, deaths_b, deaths_civilians, deaths_unknown) < 0"),
    ('mart_ucdp_events', "deaths_a + deaths_b + deaths_civilians + deaths_unknown != best"),
    ('mart_ucdp_events', "date_start > date_end"),
    ('mart_civilian_harm', "killed_min > killed_max or injured_min > injured_max"),
    ('mart_civilian_harm', "grade not in ('confirmed', 'fair', 'weak', 'contested', 'discounted')"),
    ('mart_daily_tolls', "not (count_low <= count_best and count_best <= count_high)"),
    ('mart_daily_tolls', "civilian_best > count_best or outcome not in ('killed', 'injured')"),
    ('mart_contested_incidents', "killed_low > killed_high or injured_low > injured_high"),
    ('mart_control_timeline', "held_from > last_claimed_on or held_from > held_until"),
    ('mart_source_profiles', "contested_claim_count > claim_count"),
] %}

{% for model, rule in rules %}
select
    '{{ model }}' as model,
    {{ dbt.string_literal(dbt.escape_single_quotes(rule)) }} as broken_rule,
    {{ keys[model] }} as row_key
from {{ ref(model) }}
where {{ rule }}
union all
{% endfor %}
{% for model, key in keys.items() %}
select
    '{{ model }}' as model,
    'one row a key' as broken_rule,
    {{ key }} as row_key
from {{ ref(model) }}
group by {{ key }}
having count(*) > 1
{{ 'union all' if not loop.last }}
{% endfor %}
