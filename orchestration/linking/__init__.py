"""From claims to incidents: which articles carry one report, and which claims tell of one event.

Pure functions over records: no framework, no database, no clock. `store` reads the records from the
warehouse and hands back the rows to write; `orchestration.defs.linking` calls both.
"""
