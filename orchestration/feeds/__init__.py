"""Feeds of the web become files that are never changed, for the inbox to read. Knows neither Dagster nor DuckDB."""
