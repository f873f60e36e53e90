"""A Ray cluster of several nodes on loopback: a head that does no work, and nodes that can be killed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

STORE_BYTES = 100_000_000


class Nodes:
    """The cluster's address, and its working nodes, a core each."""

    def __init__(self) -> None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        from ray.cluster_utils import Cluster

        self._cluster = Cluster(
            initialize_head=True,
            head_node_args={"num_cpus": 0, "object_store_memory": STORE_BYTES, "include_dashboard": False},
        )
        self._working = []

    @property
    def address(self) -> str:
        return self._cluster.address

    def have(self, count: int) -> None:
        """Starts nodes until there are so many."""
        while len(self._working) < count:
            self._working.append(self._cluster.add_node(num_cpus=1, object_store_memory=STORE_BYTES))
        self._cluster.wait_for_nodes()

    def kill_one(self) -> None:
        """Ends all processes of a node with SIGKILL: what a machine is like that loses its power."""
        self._cluster.remove_node(self._working.pop(), allow_graceful=False)

    def stop(self) -> None:
        self._cluster.shutdown()


@contextmanager
def loopback_cluster() -> Iterator[Nodes]:
    nodes = Nodes()
    try:
        nodes.have(2)
        yield nodes
    finally:
        nodes.stop()
