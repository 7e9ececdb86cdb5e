"""Directions to dosages.

``regions`` finds where directions stand, ``grammar`` turns their tokens into phrases by rules over kinds of tokens,
``clauses`` joins phrases to what is told of one amount, ``dosages`` gives those their place in FHIR's words. What no
step used is kept with the dosage that it could change: nothing is unused in silence.
"""
