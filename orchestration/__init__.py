"""Conflict Ledger: news reports of armed conflict in, an auditable warehouse of claims out."""
