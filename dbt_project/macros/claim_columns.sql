{#- The columns that all three fact tables share, in the order of the codebook. -#}
{% macro claim_columns(relation) -%}
    {%- for column in [
        'claim_id', 'article_id',
        'evidence_text', 'evidence_start', 'evidence_end',
        'scope', 'modality',
        'source_text', 'source_name', 'source_role', 'source_via',
        'attribution', 'cue', 'cue_force', 'evidential_basis',
        'event_date_start', 'event_date_end', 'date_precision',
        'place_text', 'place_name', 'place_id', 'country_code',
        'latitude', 'longitude', 'where_precision',
        'confidence',
    ] %}
    {{ relation }}.{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
