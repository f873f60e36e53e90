"""Clears up after runs whose process was killed."""

from dagster import DagsterInstance, DagsterRunStatus, RunsFilter

from orchestration.defs.resources import free_pool
from orchestration.defs.runs import COMMAND_LINE, started_by
from orchestration.home import Home

UNFINISHED = [DagsterRunStatus.STARTED, DagsterRunStatus.STARTING, DagsterRunStatus.NOT_STARTED]


def close_killed_runs(instance: DagsterInstance, home: Home, *, no_ui: bool) -> int:
    """Closes the runs that no process can be working on, and gives back their places in the pool.

    Called with the home's run lock held, so no other command is running. Runs of the UI are closed when
    there is `no_ui`; those of an open one are its own sensor's business. Returns how many were closed.
    """
    killed = [
        run
        for run in instance.get_runs(RunsFilter(statuses=UNFINISHED))
        if no_ui or started_by(run) == COMMAND_LINE
    ]
    for run in killed:
        instance.report_run_failed(run, "The process of this run was ended from outside.")
    free_pool(instance, home)
    return len(killed)
