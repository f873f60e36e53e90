"""What Dagster sees: one concept a file. The work itself is done by the packages beside this one."""
