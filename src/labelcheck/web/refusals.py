"""Answers that are no report: what is wrong, in Swedish and English, under the status that says so to programs."""

from __future__ import annotations

from typing import Any, Final

from labelcheck.errors import (
    EngineError,
    InputTooLarge,
    KnowledgeError,
    LabelcheckError,
    PasswordNeeded,
    UnsupportedFormat,
    UsageError,
)
from labelcheck.knowledge.printing import OutputLanguage

STATUS: Final[dict[str, int]] = {
    "cross-site": 403, "not-found": 404, "method": 405, "too-slow": 408, "too-large": 413, "too-much": 413, "unsupported": 415,
    "unknown-host": 421, "invalid": 422, "unreadable": 422, "password": 422, "nothing": 422, "many-files": 422,
    "person": 422, "stale": 422, "too-many": 429, "fault": 500, "busy": 503, "no-engine": 503, "stopping": 503,
    "crashed": 500, "too-long": 504,
}  # fmt: skip

MESSAGES: Final[dict[str, dict[OutputLanguage, str]]] = {
    "cross-site": {
        "sv": "Förfrågan kom från en annan webbplats och besvaras inte.",
        "en": "The request came from another site and is not answered.",
    },
    "not-found": {"sv": "Det finns ingen sida här.", "en": "There is no page here."},
    "method": {"sv": "Sidan kan inte användas på det sättet.", "en": "This page cannot be used that way."},
    "too-slow": {
        "sv": "Det tog för lång tid att ta emot filen. Försök igen, gärna med en bättre uppkoppling.",
        "en": "Receiving the file took too long. Try again, on a better connection if you can.",
    },
    "too-large": {
        "sv": "Det är för stort. En etikett får vara högst {upload} MB som bild eller PDF och {text} kB som text.",
        "en": "That is too large. A label may have at most {upload} MB as picture or PDF and {text} kB as text.",
    },
    "too-much": {
        "sv": "Filen är för omfattande: högst {pages} sidor på {pixels} megapixel läses. Ge bara sidan med näringstabellen.",
        "en": "There is too much in the file: at most {pages} pages of {pixels} megapixels are read. Give the page with the nutrition table alone.",
    },
    "unsupported": {
        "sv": "Filen är av en sort som inte kan läsas. Ge etiketten som foto, PDF eller text.",
        "en": "Files of this kind are not read. Give the label as a photo, PDF or text.",
    },
    "unknown-host": {
        "sv": "Servern svarar inte under det namnet. Öppna den med adressen som visades när den startade.",
        "en": "The server does not answer to that name. Open it by the address shown when it was started.",
    },
    "invalid": {"sv": "Förfrågan går inte att förstå.", "en": "The request cannot be understood."},
    "unreadable": {
        "sv": "Filen går inte att läsa. Kanske är den skadad; prova att fotografera etiketten i stället.",
        "en": "The file cannot be read. It may be damaged; try a photo of the label instead.",
    },
    "password": {
        "sv": "PDF-filen är låst med lösenord. Spara den utan lösenord, eller fotografera etiketten.",
        "en": "The PDF is locked with a password. Save it without one, or photograph the label.",
    },
    "nothing": {
        "sv": "Det finns ingen etikett att läsa. Välj en bild eller PDF, eller klistra in texten.",
        "en": "There is no label to read. Choose a picture or PDF, or paste the text.",
    },
    "many-files": {
        "sv": "Det är för många på en gång. En produkt får ha högst {files} bilder, en summa högst {products} produkter.",
        "en": "That is too many at once. A product may have at most {files} pictures, a sum at most {products} products.",
    },
    "person": {
        "sv": "Uppgifterna om personen går inte ihop. Se över kön, ålder, graviditet och amning.",
        "en": "What is told of the person does not fit together. Look over sex, age, pregnancy and breastfeeding.",
    },
    "stale": {
        "sv": "Servern har startats om sedan etiketten lästes. Läs in produkterna igen.",
        "en": "The server has been restarted since the label was read. Give the products again.",
    },
    "too-many": {
        "sv": "Du har redan flera etiketter på gång. Vänta tills någon av dem är klar.",
        "en": "You have several labels under way already. Wait until one of them is done.",
    },
    "fault": {"sv": "Något gick fel på servern.", "en": "Something went wrong on the server."},
    "busy": {
        "sv": "Många vill läsa etiketter just nu. Försök igen om en liten stund.",
        "en": "Many labels are being read just now. Try again in a little while.",
    },
    "no-engine": {
        "sv": "Servern saknar textigenkänning och kan inte läsa foton. Klistra in texten i stället.",
        "en": "The server has no text recognition and cannot read photos. Paste the text instead.",
    },
    "stopping": {
        "sv": "Servern stängs av och hann inte läsa etiketten. Försök igen när den har startat.",
        "en": "The server is shutting down and had no time to read the label. Try again once it has started.",
    },
    "crashed": {
        "sv": "Den här etiketten gick inte att läsa: läsningen avbröts av ett fel. Prova en annan bild.",
        "en": "This label could not be read: an error ended the reading. Try another picture.",
    },
    "too-long": {
        "sv": "Det tog för lång tid att läsa etiketten. Prova en skarpare bild av bara näringstabellen.",
        "en": "Reading the label took too long. Try a sharper picture of the nutrition table alone.",
    },
}


class Refusal(Exception):
    """A request that is answered with what is wrong.

    ``code`` is one of :data:`STATUS`, ``details`` what else a program may want to know, in English, and ``sizes`` what
    the message names. ``retry`` is in seconds.
    """

    def __init__(self, code: str, *details: str, retry: int | None = None, **sizes: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS[code]
        self.details = details
        self.retry = retry
        self._sizes = sizes

    def message(self, language: OutputLanguage) -> str:
        """Return what is wrong and what helps."""
        return MESSAGES[self.code][language].format(**self._sizes)

    def object(self) -> dict[str, Any]:
        """Return the JSON object that programs get."""
        return {
            "error": {
                "code": self.code,
                "status": self.status,
                "message": {"sv": self.message("sv"), "en": self.message("en")},
                "details": list(self.details),
            }
        }


def refusal_of(error: LabelcheckError, **sizes: int) -> Refusal:
    """Return the answer to what reading or checking raised."""
    code = "fault"
    if isinstance(error, UnsupportedFormat):
        code = "unsupported"
    elif isinstance(error, InputTooLarge):
        code = "too-much"
    elif isinstance(error, PasswordNeeded):
        code = "password"
    elif isinstance(error, EngineError):
        code = "no-engine"
    elif isinstance(error, UsageError):
        code = "invalid"
    elif not isinstance(error, KnowledgeError):
        code = "unreadable"
    return Refusal(code, str(error), **sizes)
