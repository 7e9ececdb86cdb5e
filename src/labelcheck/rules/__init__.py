"""From amounts to warnings: rules are data, run by a small engine.

A rule file becomes a :class:`~labelcheck.rules.rule.Rule` of levels, each with a condition of one of the
:mod:`~labelcheck.rules.kinds`. The engine asks the rules that a label's nutrients call for about its
:class:`~labelcheck.rules.facts.Facts`. Every answer is one of three: violated, satisfied, or undetermined.
"""
