"""The defect that no run may hide."""

from __future__ import annotations

from labelcheck.errors import LabelcheckError


class LostRows(LabelcheckError):
    """The number of products that came out is not that of the rows that went in: a defect of ours."""

    exit_code = 6
    code = "lost-rows"
