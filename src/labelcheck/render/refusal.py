"""Why a file is not read, in the reader's language. The errors themselves speak English, to programs and logs."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.errors import (
    EngineError,
    EngineMissing,
    InputError,
    InputTooLarge,
    LabelcheckError,
    PasswordNeeded,
    UnreadableFile,
    UnsupportedFormat,
)
from labelcheck.knowledge.printing import OutputLanguage

_AS_LABEL: Final = "ge etiketten som text, PDF eller bild"
_SWEDISH: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), said)
    for pattern, said in (
        ("no such file or directory", "filen finns inte"),
        (
            "no such file; this looks like a label's text: .*",
            "filen finns inte; det liknar texten på en etikett: skicka den till standard in, som i: labelcheck check -",
        ),
        ("permission denied", "filen får inte öppnas"),
        ("this is a folder; give the file in it", "det är en mapp; ange filen i den"),
        ("not a regular file", "det är ingen vanlig fil"),
        ("this is binary data and no text", f"det är varken text, PDF eller bild; {_AS_LABEL}"),
        ("this begins as a picture, and is none that can be read", "den börjar som en bild men går inte att läsa som en"),
        ("the picture is damaged: .*", "bilden är skadad"),
        ("the PDF is damaged, or none at all", "PDF-filen är skadad eller ingen PDF"),
        ("the PDF is encrypted", "PDF-filen är låst"),
        ("the file is nested too deeply", "filen är för djupt nästlad"),
        ("the file is damaged, or takes more memory than it may: its reader crashed", "filen är skadad eller kräver för mycket minne"),
        (r"this is a film or sound; .*", f"det är en film eller ett ljud; {_AS_LABEL}"),
        (r"this is an? (?:empty )?(?:ZIP|gzip) archive.*", f"det är ett arkiv eller ett kontorsdokument; {_AS_LABEL}"),
        (r"this is an old office document.*", f"det är ett kontorsdokument; {_AS_LABEL}"),
        (r"this is (?:PostScript|an SVG drawing),.*", f"det är en ritning; {_AS_LABEL}"),
        (r"([\d,]+) bytes of text; at most ([\d,]+) are read", r"texten är på \1 byte; högst \2 läses"),
        (r"more than ([\d,]+) bytes", r"mer än \1 byte"),
        (r"([\d,]+) pages(?: or frames)?; at most ([\d,]+) are read", r"\1 sidor; högst \2 läses"),
        (r"([\d,]+) × ([\d,]+) pixels; at most ([\d,]+) are read", r"\1 × \2 bildpunkter; högst \3 läses"),
        (r"more than ([\d,]+) pixels in all", r"mer än \1 bildpunkter sammanlagt"),
        (
            r"reading it takes more than ([\d,.]+) seconds; .*",
            r"läsningen tar mer än \1 sekunder; ge en mindre fil (en sida, färre bildpunkter), eller tillåt mer med --max-seconds",
        ),
        (
            r"reading it takes more than ([\d,]+) MB of memory; .*",
            r"läsningen kräver mer än \1 MB minne; ge en mindre fil (en sida, färre bildpunkter), eller tillåt mer med --max-memory",
        ),
        (r"labelcheck met a fault of its own \((.*)\); please report it", r"ett fel i labelcheck självt (\1); rapportera det gärna"),
        ("this is too thin to hold text: .*", "bilden är för smal för att rymma text"),
        ("no page of it is large enough to hold text", "ingen sida är stor nog att rymma text"),
        (r"this needs (\S+), which is not installed: (.*)", r"det kräver \1, som inte är installerat: \2"),
        (
            "this needs text recognition, and no engine is installed; .*",
            "för att läsa bilder behövs textigenkänning, och ingen är installerad; `labelcheck doctor` visar hur den installeras",
        ),
    )
)  # fmt: skip
_KINDS: Final[tuple[tuple[type[LabelcheckError], str], ...]] = (
    (InputTooLarge, "filen är för stor"),
    (UnsupportedFormat, "filtypen läses inte"),
    (UnreadableFile, "filen går inte att läsa"),
    (EngineMissing, "textigenkänning saknas"),
    (EngineError, "textigenkänningen misslyckades"),
)


def refusal(error: LabelcheckError, language: OutputLanguage) -> str:
    """Return what is wrong: "foto.jpg: bilden är skadad". What has no Swedish words keeps its English ones in brackets."""
    if language != "sv" or not isinstance(error, InputError | EngineError):
        return str(error)
    name = error.name if isinstance(error, InputError) else error.engine
    told = in_swedish(error.reason)
    if told is not None:
        return f"{name}: {told}{_password(error)}"
    kind = next((said for kind, said in _KINDS if isinstance(error, kind)), "går inte att läsa")
    return f"{name}: {kind} ({error.reason})"


def in_swedish(reason: str) -> str | None:
    r"""Return a reason in Swedish, None where there are no words for it.

    >>> in_swedish("more than 1,000 bytes"), in_swedish("the moon is full")
    ('mer än 1\xa0000 byte', None)
    """
    for pattern, said in _SWEDISH:
        match = pattern.fullmatch(reason)
        if match:
            return re.sub(r"(?<=\d),(?=\d)", "\u00a0", match.expand(said))
    return None


def _password(error: LabelcheckError) -> str:
    if not isinstance(error, PasswordNeeded):
        return ""
    return "; lösenordet är fel" if error.wrong else "; ange lösenordet (--password)"
