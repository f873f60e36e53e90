"""Where articles are read: in one process, in several of this machine, or on the nodes of a Ray cluster."""
