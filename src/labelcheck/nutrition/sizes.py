"""How much one serving is in other units: what the label tells of its own measures, and what a spoon holds."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from labelcheck.model import Size

SPOONS: Final = {"teaspoon": Decimal(5), "tablespoon": Decimal(15)}
"""Millilitres of kitchen measures, where the label tells none: metric in Europe, and 21 CFR 101.9(b)(5)(viii) in America."""
_MEASURES: Final = frozenset({"gram", "ml"})
_ALIKE: Final = Decimal("0.06")
"""By how much two sizes of one measure may differ and be one, rounded otherwise: a teaspoon of 5 and of 4.93 ml."""
_MOST_STEPS: Final = 3
_ONE: Final = Decimal(1)


class Scale(NamedTuple):
    """How many of one unit another is; not ``settled`` where the label tells several sizes of what it hangs on, or no count."""

    value: Decimal
    settled: bool = True


class Sizes:
    """The sizes that a label tells: a scoop of 5 g, a serving of 2 capsules, 30 drops to the millilitre."""

    def __init__(self, told: Iterable[Size]) -> None:
        self._edges: dict[str, dict[str, Scale]] = {}
        told = tuple(told)
        for size in sorted(told, key=lambda s: not s.counted):
            self._add(size)
        for spoon, volume in SPOONS.items():
            if not any(size.of == spoon and size.unit == "ml" for size in told):
                self._add(Size(spoon, volume, "ml"))

    def _add(self, size: Size) -> None:
        if size.of == size.unit or size.value <= 0:
            return
        known = self._edges.get(size.of, {}).get(size.unit)
        if known is not None:
            differs = abs(known.value - size.value) > _ALIKE * max(known.value, size.value)
            if not differs or not size.counted:
                return
            size = Size(size.of, known.value, size.unit)
        settled = known is None and size.counted
        self._edges.setdefault(size.of, {})[size.unit] = Scale(size.value, settled)
        self._edges.setdefault(size.unit, {})[size.of] = Scale(_ONE / size.value, settled)

    def scale(self, basis_of: str, dose_of: str) -> Scale | None:
        """Return how many of the basis's unit one of the dose's is; None where the label does not tell."""
        told = self.told(basis_of, dose_of)
        if told is not None or {basis_of, dose_of} & _MEASURES:
            return told
        # "1 st" is one of whatever the label counts, and so is a serving of which no size is told
        if "piece" in (basis_of, dose_of):
            return Scale(_ONE)
        if "serving" in (basis_of, dose_of) and not any(u not in _MEASURES for u in self._edges.get("serving", ())):
            # how many scoops a serving is, "mix one serving" does not tell
            return Scale(_ONE, settled=dose_of != "serving")
        return None

    def told(self, basis_of: str, dose_of: str) -> Scale | None:
        """Return the scale by what the label itself tells, over several sizes where it must be."""
        reached = {dose_of: Scale(_ONE)}
        for _ in range(_MOST_STEPS):
            if basis_of in reached:
                break
            for unit, scale in list(reached.items()):
                for other, factor in self._edges.get(unit, {}).items():
                    if other not in reached:
                        reached[other] = Scale(scale.value * factor.value, scale.settled and factor.settled)
        return reached.get(basis_of)
