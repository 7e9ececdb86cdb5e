"""A trace keeps what each step says, in order, and changes nothing."""

import labelcheck.pipeline
from labelcheck.reading.lex.trace import Trace

TEXT = "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 100 %\n"


def test_steps_are_kept_in_order() -> None:
    trace = Trace()
    assert labelcheck.read_text(TEXT) == labelcheck.pipeline.read_text(TEXT, trace=trace)
    steps = [step for step, _ in trace.steps]
    assert steps.index("line") < steps.index("row") < steps.index("reading")
    assert any(step == "reading" and "zinc" in text for step, text in trace.steps)
