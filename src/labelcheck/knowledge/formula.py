"""Chemical formulas to masses, from the standard atomic weights of ``data/elements.yaml``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

_TOKEN = re.compile(r"([A-Z][a-z]?)|(\()|(\))|(\d+)|(.)")


def atoms(formula: str) -> Counter[str]:
    """Return how many atoms of each element a formula holds.

    >>> sorted(atoms("MgCl2.6H2O").items())
    [('Cl', 2), ('H', 12), ('Mg', 1), ('O', 6)]
    >>> atoms("Mg(OH)2")["O"]
    2

    Raises:
        ValueError: the formula has a character or bracket out of place.

    """
    total: Counter[str] = Counter()
    for part in formula.replace("·", ".").split("."):
        lead = re.match(r"\d+", part)
        times = int(lead.group()) if lead else 1
        for element, count in _group(part[lead.end() if lead else 0 :]).items():
            total[element] += count * times
    return total


def _group(part: str) -> Counter[str]:
    stack: list[Counter[str]] = [Counter()]
    last: Counter[str] = Counter()
    for element, opening, closing, number, other in _TOKEN.findall(part):
        if other:
            raise ValueError(f"{other!r} is out of place in formula {part!r}")
        if number:
            for name, count in last.items():
                stack[-1][name] += count * (int(number) - 1)
            last = Counter()
        elif opening:
            stack.append(Counter())
        elif closing:
            if len(stack) == 1:
                raise ValueError(f"a bracket closes without opening in {part!r}")
            last = stack.pop()
            stack[-1].update(last)
        else:
            last = Counter({element: 1})
            stack[-1][element] += 1
    if len(stack) > 1:
        raise ValueError(f"a bracket is not closed in {part!r}")
    return stack[0]


def mass(formula: str, weights: Mapping[str, Decimal]) -> Decimal:
    """Return the molar mass in g/mol.

    Raises:
        ValueError: the formula is malformed or has an element without a weight.

    """
    try:
        return sum((weights[e] * n for e, n in atoms(formula).items()), Decimal(0))
    except KeyError as error:
        raise ValueError(f"no atomic weight for {error.args[0]} in {formula!r}") from error


def share(formula: str, moiety: str, weights: Mapping[str, Decimal], count: int | None = None) -> Decimal:
    """Return the mass fraction of ``moiety`` (an element or a formula) in ``formula``, to six places.

    For an element its atoms in the formula are counted; of any other moiety there are ``count`` (default 1).

    Raises:
        ValueError: the formula does not hold the moiety.

    """
    if moiety in weights:
        count = atoms(formula)[moiety]
        if not count:
            raise ValueError(f"{formula!r} holds no {moiety}")
    fraction = mass(moiety, weights) * (count or 1) / mass(formula, weights)
    if not 0 < fraction <= 1:
        raise ValueError(f"{moiety!r} is no part of {formula!r}")
    return fraction.quantize(Decimal("0.000001"))
