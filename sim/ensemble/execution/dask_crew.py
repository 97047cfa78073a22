"""Workers of Dask: some on this machine, or those of a scheduler that runs elsewhere."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from typing import TYPE_CHECKING, Any

from sim.ensemble.execution.crew import Crew
from sim.ensemble.execution.failures import ExecutionError, ForeignWorkerError
from sim.ensemble.execution.provenance import Provenance, provenance
from sim.ensemble.execution.workers import ONE_THREAD, environment_of_workers
from sim.extras import MissingExtraError, module_of

if TYPE_CHECKING:
    from distributed import Client, LocalCluster

PATIENCE_SECONDS = 10.0
"""How long a scheduler may take to answer, and its first worker to join."""


class DaskWorkers(Crew):
    """Workers of a Dask scheduler.

    Parameters
    ----------
    client : distributed.Client
        Connection to the scheduler.
    cluster : distributed.LocalCluster, optional
        Workers of this machine, let go with the crew; others stay.
    """

    # Dask hands a unit out again when a worker dies, and gives up after some deaths.
    patience = 1

    def __init__(self, client: Client, cluster: LocalCluster | None) -> None:
        from distributed import KilledWorker

        self.deaths = (KilledWorker,)
        self._client, self._cluster = client, cluster
        super().__init__(client.get_executor(pure=False), 1)

    @property
    def workers(self) -> int:
        """Number of workers now: some may join or leave."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def stop(self, at_once: bool = False) -> None:
        """Forget what was handed out and close the connection, and the workers of this machine."""
        # Closing is talk with others that may be gone; nothing of it concerns the runs.
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            self.executor.shutdown(wait=False)
            if self._cluster is not None:
                self._cluster.close(timeout=PATIENCE_SECONDS)
            self._client.close(timeout=PATIENCE_SECONDS)


def dask_workers(workers: int, scheduler: str | None, here: Provenance) -> DaskWorkers:
    """Return workers of Dask, all with the program and the data of this process.

    Parameters
    ----------
    workers : int
        Processes to start on this machine where there is no scheduler.
    scheduler : str or None
        Address of a scheduler.
    here : Provenance
        Program and data of this process.

    Raises
    ------
    ExecutionError
        Dask is not installed, or the scheduler or its workers do not answer.
    ForeignWorkerError
        A worker has another program or other data.
    """
    try:
        distributed = module_of("dask", "distributed", "the executor dask")
    except MissingExtraError as error:
        raise ExecutionError(str(error)) from error
    cluster = None
    if scheduler is None:
        cluster = _cluster_here(distributed, workers)
    try:
        client = distributed.Client(
            cluster if cluster is not None else scheduler, timeout=PATIENCE_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise ExecutionError(
            f"--scheduler {scheduler}: no answer within {PATIENCE_SECONDS:.0f} s "
            "(hint: the address that `dask scheduler` prints, as tcp://host:8786)"
        ) from error
    crew = DaskWorkers(client, cluster)
    try:
        _meet(client, scheduler, here)
    except BaseException:
        crew.stop(at_once=True)
        raise
    return crew


def _cluster_here(distributed: Any, workers: int) -> LocalCluster:
    with environment_of_workers():
        cluster: LocalCluster = distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            # Nobody looks at it; without a port of its own it would ask for the one of the next cluster.
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            env={**ONE_THREAD, "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        )
    return cluster


def _meet(client: Client, scheduler: str | None, here: Provenance) -> None:
    """Wait for a worker and ask all that are there what they work with."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except TimeoutError as error:
        raise ExecutionError(
            f"--scheduler {scheduler}: no worker within {PATIENCE_SECONDS:.0f} s "
            f"(hint: dask worker {scheduler} --nthreads 1)"
        ) from error
    answers = client.run(provenance, on_error="return")
    told = []
    for worker, there in sorted(answers.items()):
        if isinstance(there, Provenance):
            told += [f"worker {worker}: {each}" for each in here.differences(there)]
        else:
            told.append(f"worker {worker}: tradewar-sim: {here.program} here, not the same there ({there})")
    if told:
        hint = "install the same on all workers and start them again"
        raise ForeignWorkerError("\n".join(told) + f" (hint: {hint})")
