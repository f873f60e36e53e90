{#-
  A table, replaced in one transaction by one script.

  dbt's own way builds beside the old table, renames twice, drops, and asks the catalogue between the
  steps: fourteen statements a table, most of a small run's time. DuckDB's DDL is transactional, so that
  replacing is as safe: a failed build leaves the old table as it was. The contract is checked and the
  descriptions become comments as in dbt's own.
-#}
{% materialization table, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none and not existing.is_table -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}

    {% call statement('main') -%}
        {{ replace_table(target_relation) }}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{#- The script that makes the table anew, with the model's contract and descriptions. -#}
{% macro replace_table(relation) -%}
    {%- if config.get('contract').enforced %}
        {{ get_assert_columns_equivalent(model.compiled_code) }}
        create or replace table {{ relation }} {{ get_table_columns_and_constraints() }};
        insert into {{ relation }} {{ get_column_names() }} (
            {{ get_select_subquery(model.compiled_code) }}
        );
    {%- else %}
        create or replace table {{ relation }} as ({{ model.compiled_code }});
    {%- endif %}
    {{ comments(relation) }}
{%- endmacro %}


{#- The model's descriptions as SQL comments, if `persist_docs` asks for them. -#}
{% macro comments(relation) -%}
    {%- if config.persist_relation_docs() and model.description %}
        {{ duckdb__alter_relation_comment(relation, model.description) }}
    {%- endif %}
    {%- if config.persist_column_docs() %}
        {%- for column in model.columns.values() if column.description %}
            comment on column {{ relation }}.{{ column.name }} is {{ duckdb_escape_comment(column.description) }};
        {%- endfor %}
    {%- endif %}
{%- endmacro %}
