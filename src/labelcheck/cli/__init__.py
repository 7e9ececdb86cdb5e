"""The command line: one module per command, each with ``add`` (its options) and ``run``."""
