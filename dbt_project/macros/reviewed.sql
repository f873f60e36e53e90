{#-
  A column of a fact table as reviewed: the analyst's value where there is one (also "not known"),
  else the machine's.
-#}
{% macro reviewed(column, data_type, relation='claims') -%}
    case
        when json_exists({{ relation }}.reviewed_values, '$.{{ column }}')
            then cast(json_extract_string({{ relation }}.reviewed_values, '$.{{ column }}') as {{ data_type }})
        else {{ relation }}.{{ column }}
    end
{%- endmacro %}
