"""Tables whose cells are parted by semicolons: "Zinc;mg;10;100"."""

from itertools import groupby

_FEWEST_LINES = 3
_FEWEST_MARKS = 2


def with_tabs(clean: str) -> str:
    r"""Return a text with tabs for the semicolons of a table: lines below each other with as many, none before a space.

    >>> with_tabs("Zinc;mg;10\nIron;mg;14\nIodine;µg;150").split("\n")[0].split("\t")
    ['Zinc', 'mg', '10']
    >>> with_tabs("Take one; not two; daily")
    'Take one; not two; daily'
    """
    if clean.count(";") < _FEWEST_LINES * _FEWEST_MARKS:
        return clean
    done: list[str] = []
    for marks, same in groupby(clean.split("\n"), _marks):
        lines = [*same]
        table = marks >= _FEWEST_MARKS and len(lines) >= _FEWEST_LINES
        done += [line.replace(";", "\t") for line in lines] if table else lines
    return "\n".join(done)


def _marks(line: str) -> int:
    """Return how many semicolons part the cells of a line; 0 where they part what a sentence tells."""
    return 0 if "; " in line else line.count(";")
