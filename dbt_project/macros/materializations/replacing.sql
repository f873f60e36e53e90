{#-
  Tables, views and incremental tables, each replaced or added to in one transaction by one script.

  dbt's own way builds beside the old table, renames twice, drops, and asks the catalogue between the
  steps: fourteen statements a table, most of a small run's time. DuckDB's DDL is transactional, so that
  replacing is as safe: a failed build leaves the old table as it was. The contract is checked and the
  descriptions become comments as in dbt's own.

  To an incremental table the rows of the model are added; the model's pre-hook takes away those that
  they replace. One that is not there, or whose model is another (`--full-refresh`), is replaced.
-#}
{% materialization table, adapter='duckdb' %}
    {{ return(replaced('table')) }}
{% endmaterialization %}

{% materialization incremental, adapter='duckdb' %}
    {{ return(replaced('table')) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {{ return(replaced('view')) }}
{% endmaterialization %}


{#- Runs the hooks and the script of a model whose relation is of this type; gives dbt what was made. -#}
{% macro replaced(type) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set relation = this.incorporate(type=type) -%}

    {{ run_hooks(pre_hooks) }}
    {%- if existing is not none and existing.type != type -%}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}

    {% call statement('main') -%}
        {%- if type == 'view' %}
            create or replace view {{ relation }} as ({{ model.compiled_code }});
        {%- elif is_incremental() %}
            insert into {{ relation }} by name ({{ model.compiled_code }});
        {%- else %}
            {{ replace_table(relation) }}
        {%- endif %}
    {%- endcall %}

    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [relation]}) }}
{%- endmacro %}


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
