{#- A claim in a few words: what, how many, by whom, against whom. -#}
{% macro claim_gist(relation) -%}
    concat_ws(
        ' ',
        {{ relation }}.claim_action,
        case
            when {{ relation }}.count_min = {{ relation }}.count_max then {{ relation }}.count_min::varchar
            when {{ relation }}.count_min is not null
                then concat({{ relation }}.count_min, ' to ', coalesce({{ relation }}.count_max::varchar, 'more'))
        end,
        'by ' || {{ relation }}.actor_name,
        'against ' || {{ relation }}.opponent_text
    )
{%- endmacro %}
