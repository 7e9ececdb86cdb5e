"""What the server of forked processes imports and makes once, for all of them."""

import labelcheck
import labelcheck.cli.check
import labelcheck.cli.inputs
import labelcheck.cli.main
from labelcheck.render.look import Look
from labelcheck.render.to_text import report_text

for language in ("en", "sv"):
    report_text(labelcheck.check_text("Zink 10 mg per tablett. Ta 1 tablett dagligen."), language, Look(80))
