{#- Whether a target of this class is civilian by its nature, or military; NULL where it may be either. -#}
{% macro target_side(target_class) -%}
    case
        when {{ target_class }} in (
            'residential', 'medical', 'education', 'religious', 'market', 'displaced_site'
        ) then 'civilian'
        when {{ target_class }} in (
            'command_post', 'training_camp', 'depot', 'military_base', 'position', 'personnel',
            'leadership'
        ) then 'military'
    end
{%- endmacro %}
