{#- In each pair of columns the first is not above the second; NULL is unbounded. -#}
{% test in_order(model, pairs) %}
select *
from {{ model }}
where
{%- for pair in pairs %}
    {{ 'or ' if not loop.first }}{{ pair[0] }} > {{ pair[1] }}
{%- endfor %}
{% endtest %}
