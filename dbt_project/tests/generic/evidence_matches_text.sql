{#-
  Every claim quotes its article exactly: the evidence is the text between the two offsets, counted
  in Unicode code points as DuckDB's substr counts them.
-#}
{% test evidence_matches_text(model) %}
select
    claims.claim_id,
    claims.evidence_text
from {{ model }} as claims
left join {{ ref('dim_articles') }} as articles
    on claims.article_id = articles.article_id
where
    claims.evidence_text is distinct from substr(
        articles.text,
        claims.evidence_start + 1,
        claims.evidence_end - claims.evidence_start
    )
{% endtest %}
