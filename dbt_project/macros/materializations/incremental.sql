{#-
  A table to which the rows of the model are added; the model's pre-hook takes away those that they replace.

  Hook and insertion are one transaction. A table that is not there, or whose model is another
  (`--full-refresh`), is replaced as in `table.sql`; for the reason why this is not dbt's own see there.
-#}
{% materialization incremental, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none and not existing.is_table -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}

    {% call statement('main') -%}
        {%- if is_incremental() %}
            insert into {{ target_relation }} by name ({{ compiled_code }});
        {%- else %}
            {{ replace_table(target_relation) }}
        {%- endif %}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
