"""Loaded by `workspace.yaml`. Apart from `definitions`, so that importing that does no work."""

from orchestration.definitions import build_defs

defs = build_defs()
