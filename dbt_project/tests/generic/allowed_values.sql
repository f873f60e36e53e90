{#- Each of these columns holds only values of the codebook; NULL is judged by the contract. -#}
{% test allowed_values(model, columns) %}
{% for column, values in columns.items() %}
select
    '{{ column }}' as column_name,
    {{ column }} as value,
    count(*) as row_count
from {{ model }}
where {{ column }} not in ({% for value in values %}'{{ value }}'{{ ', ' if not loop.last }}{% endfor %})
group by {{ column }}
{{ 'union all' if not loop.last }}
{% endfor %}
{% endtest %}
