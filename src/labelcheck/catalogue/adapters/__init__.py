"""Engines for clusters: a module each, all over the one function ``check_batch``."""
