"""Files in an inbox become articles, or a refusal with its reason. Knows neither Dagster nor DuckDB."""
