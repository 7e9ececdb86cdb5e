"""Straight coordinates for the words of a page, however it was turned, tilted, bent or seen.

Each word gets the place it would have if its page lay flat before the reader: ``left`` and ``right`` along its line,
``level`` across. The bend is a smooth surface, fitted first to the directions of the words themselves and then to
words that prove to stand side by side. Pixels are not touched, so places stay those of the file.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from labelcheck.model import Word

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

_LONG: Final = 2.2
"""Widths in heights from which a word tells its line's direction."""
_ROUNDS: Final = 3
_QUARTER: Final = 90
_NEIGHBOURS: Final = 12
_LOOSE: Final = 0.8
"""Of a box's height is the printed line's: boxes have a margin."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A word in straight coordinates; ``height`` is its box's."""

    word: Word
    left: float
    right: float
    level: float
    height: float


def lay(words: Sequence[Word], *, bent: bool) -> list[list[Laid]]:
    """Return the words in straight coordinates, one list per direction of reading, the commonest first.

    ``bent`` is true for what was seen through a camera: only there lines may curve.
    """
    turned: dict[int, list[Laid]] = defaultdict(list)
    for word in words:
        tl, tr, br, bl = word.quad
        quarter = quarter_of(word)
        x, y = _turn((tl.x + tr.x + br.x + bl.x) / 4, (tl.y + tr.y + br.y + bl.y) / 4, quarter)
        width = (math.dist(tl, tr) + math.dist(bl, br)) / 2
        height = (math.dist(tl, bl) + math.dist(tr, br)) / 2
        turned[quarter].append(Laid(word, x - width / 2, x + width / 2, y, max(height, 0.1)))
    ordered = sorted(turned.items(), key=lambda item: -len(item[1]))
    return [_straight(laid, quarter, bent=bent) for quarter, laid in ordered]


def quarter_of(word: Word) -> int:
    """Return by how many quarters of a circle a word is turned, clockwise."""
    tl, tr, br, bl = word.quad
    angle = math.degrees(math.atan2(tr.y - tl.y + br.y - bl.y, tr.x - tl.x + br.x - bl.x))
    return round(angle / _QUARTER) % 4


def _turn(x: float, y: float, quarter: int) -> tuple[float, float]:
    """Return a point turned back by quarters of a circle."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarter]


def _slope(laid: Laid, quarter: int) -> float:
    tl, tr, br, bl = (_turn(p.x, p.y, quarter) for p in laid.word.quad)
    across = (tr[0] - tl[0]) + (br[0] - bl[0])
    return ((tr[1] - tl[1]) + (br[1] - bl[1])) / across if across else 0.0


def _straight(laid: list[Laid], quarter: int, *, bent: bool) -> list[Laid]:
    slopes = [_slope(one, quarter) for one in laid]
    if not bent and max(map(abs, slopes), default=0.0) < 0.002:
        return laid
    import numpy as np

    x = np.array([(one.left + one.right) / 2 for one in laid])
    y = np.array([one.level for one in laid])
    h = np.array([one.height for one in laid])
    w = np.array([one.right - one.left for one in laid])
    x0, half = (x.min() + x.max()) / 2, max((x.max() - x.min()) / 2, 1.0)
    y0, tall = (y.min() + y.max()) / 2, max((y.max() - y.min()) / 2, 1.0)
    px, py = (x - x0) / half, (y - y0) / tall
    direct = _slope_terms(px, py) / half
    weight = np.clip(w / h - _LONG + 0.5, 0.0, 6.0) * h
    basis, slopes_of = _terms(px, py), np.array(slopes)
    ridge = np.diag([1e-3, 2e-3, 0.01, 0.03, 0.1, 0.1, 0.1]) * max(float(weight.sum()) / half**2, 1e-9)
    bend = _fit(direct, slopes_of, weight, ridge, 0.01)
    if bent:
        # the further the page is from flat, the less exact is what the words' directions tell of it
        around = min(0.35, 0.12 * float(np.ptp(basis @ bend)) / float(np.median(h)))
        for round_ in range(_ROUNDS):
            level = y - basis @ bend
            pairs = _side_by_side(x, level, w, h, tolerance=0.3 + around / (1 + round_))
            if len(pairs) < 3:
                break
            i, j = pairs[:, 0], pairs[:, 1]
            rows = np.vstack([basis[j] - basis[i], direct * h[:, None]])
            aims = np.concatenate([y[j] - y[i], slopes_of * h])
            trust = np.concatenate([1.0 / h[i], weight / h / h * 0.3])
            ridge = np.diag([1e-4, 1e-3, 1e-3, 3e-3, 1e-2, 1e-2, 1e-2]) * float(trust.sum())
            bend = _fit(rows, aims, trust, ridge, 0.12 * float(np.median(h)))
    level = y - basis @ bend
    return [
        Laid(one.word, one.left, one.right, float(v), one.height) for one, v in zip(laid, level.tolist(), strict=True)
    ]


def _terms(px: Floats, py: Floats) -> Floats:
    import numpy as np

    return np.stack([px, px * py, px**2, px**2 * py, px**3, px * py**2, px**2 * py**2], axis=1)


def _slope_terms(px: Floats, py: Floats) -> Floats:
    import numpy as np

    one = np.ones_like(px)
    return np.stack([one, py, 2 * px, 2 * px * py, 3 * px**2, py**2, 2 * px * py**2], axis=1)


def _fit(rows: Floats, aims: Floats, trust: Floats, ridge: Floats, floor: float) -> Floats:
    """Return the coefficients that fit best, after what does not fit, by well over ``floor``, has lost its weight."""
    import numpy as np

    weight: Floats = trust
    bend: Floats = np.zeros(rows.shape[1])
    for _ in range(4):
        left = rows.T @ (rows * weight[:, None]) + ridge
        bend = np.asarray(np.linalg.solve(left, rows.T @ (aims * weight)), dtype=np.float64)
        error = np.abs(aims - rows @ bend)
        usual = max(float(np.median(error[trust > 0])) if (trust > 0).any() else 0.0, floor)
        weight = trust / (1.0 + (error / (2.5 * usual)) ** 2)
    return bend


def _side_by_side(x: Floats, level: Floats, w: Floats, h: Floats, *, tolerance: float) -> npt.NDArray[np.intp]:
    """Return index pairs of words with the next one to the right on the same level."""
    import numpy as np

    order = np.argsort(x)
    pairs = []
    for at, i in enumerate(order):
        best, found = None, 0
        for j in order[at + 1 :]:
            gap = (x[j] - w[j] / 2) - (x[i] + w[i] / 2)
            if gap < -0.5 * h[i]:
                continue
            away = abs(level[j] - level[i])
            if away < tolerance * min(h[i], h[j]):
                cost = gap + 3 * away
                if best is None or cost < best[0]:
                    best = (cost, j)
                found += 1
                if found >= _NEIGHBOURS:
                    break
        if best is not None:
            pairs.append((i, best[1]))
    return np.array(pairs, dtype=int).reshape(-1, 2)
