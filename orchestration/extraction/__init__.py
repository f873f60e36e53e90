"""Extraction of claims: text in, frozen records out.

Nothing in this package touches a file, a database, a clock or a random number, and nothing
imports Dagster or DuckDB; a test holds it to that.
"""
