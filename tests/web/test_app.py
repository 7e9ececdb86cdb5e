"""The server's answers over ASGI: every status, every header, in both languages."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Literal

import jsonschema
import pytest
from openapi_spec_validator import validate
from starlette.testclient import TestClient

import corpus
import labelcheck
import made
import odd_jobs
from labelcheck.model import FLAGS
from labelcheck.web import app as app_module
from labelcheck.web.app import application
from labelcheck.web.refusals import MESSAGES, STATUS
from labelcheck.web.settings import Bounds, Settings

TEXT = "Nordhav Magnesium\nPer kapsel:\nMagnesium 300 mg 80 %\nTa 1–2 kapslar dagligen.\nIngredienser: magnesiumoxid.\n"
PDF = made.pdf([made.content(made.TABLE)])
PERSON = "http://localhost"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    settings = Settings(workers=1, scanners=1, bounds=Bounds(text_seconds=2.0, scan_seconds=60.0, upload=300_000))
    with TestClient(application(settings), base_url="http://localhost", raise_server_exceptions=False) as running:
        yield running


def form(**fields: str) -> list[tuple[str, tuple[None, str]]]:
    """Return fields as the page's form sends them."""
    return [(name, (None, value)) for name, value in fields.items()]


def code(answer: Any) -> tuple[int, str]:
    error = answer.json()["error"]
    assert error["status"] == answer.status_code == STATUS[error["code"]]
    assert set(error["message"]) == {"sv", "en"}
    assert "{" not in error["message"]["sv"] + error["message"]["en"]
    return answer.status_code, error["code"]


# What is answered.


def test_a_text_gives_what_the_command_line_prints(client: TestClient) -> None:
    answer = client.post(
        "/api/check", json={"text": TEXT, "sex": "female", "age": 34, "pregnant": True, "market": "FI"}
    )
    person = labelcheck.Person(sex="female", age=34, pregnant=True)
    wanted = labelcheck.check(labelcheck.read_text(TEXT), person=person, market="FI").to_json()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content.decode() == wanted


def test_a_form_with_text(client: TestClient) -> None:
    form = {"text": TEXT, "age": "", "sex": "male", "flags": ["warfarin", "smoker"]}
    answer = client.post("/api/check", data=form, files={"file": ("", b"")})
    person = labelcheck.Person(sex="male", flags=frozenset(["warfarin", "smoker"]))
    assert answer.content.decode() == labelcheck.check(labelcheck.read_text(TEXT), person=person).to_json()


def test_a_pdf(client: TestClient) -> None:
    answer = client.post("/api/check", files={"file": ("järn.pdf", PDF)})
    report = answer.json()
    assert report["source"] == {
        "name": "järn.pdf", "kind": "pdf", "sha256": hashlib.sha256(PDF).hexdigest(), "pages": 1, "gtin": None,
    }  # fmt: skip
    assert {r["nutrient"] for r in report["label"]["readings"]} == {"iron", "vitamin-d", "zinc"}


def test_two_files_are_one_product(client: TestClient) -> None:
    files = [("file", ("fram.pdf", PDF)), ("file", ("bak.pdf", PDF))]
    report = client.post("/api/check", files=files).json()
    assert report["source"]["name"] == "fram.pdf + bak.pdf"
    assert report["source"]["pages"] == 2


def test_the_answer_fits_the_document(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    validate(document)
    schema = {"$ref": "#/components/schemas/report", "components": document["components"]}
    jsonschema.validate(client.post("/api/check", json={"text": TEXT}).json(), schema)
    refused = client.post("/api/check", json={"text": ""}).json()
    jsonschema.validate(refused, schema | {"$ref": "#/components/schemas/refusal"})
    jsonschema.validate(client.get("/healthz").json(), schema | {"$ref": "#/components/schemas/health"})
    told = set(document["paths"]["/api/check"]["post"]["responses"])
    assert {"413", "415", "422", "429", "503", "504"} <= told


def test_a_flag_that_no_rule_asks_about_is_refused_with_the_nearest(client: TestClient) -> None:
    refused = client.post("/api/check", json={"text": TEXT, "flags": ["wafarin"]})
    assert refused.status_code == 422
    assert "did you mean warfarin" in refused.text


def test_what_the_document_says_can_be_sent_can(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    wanted = {
        "text": TEXT, "name": "burken", "label_language": "sv", "sex": "female", "age": 34, "pregnant": False,
        "lactating": True, "weight_kg": 62.5, "activity": "rest", "flags": ["vegan"], "market": "SE", "language": "sv",
    }  # fmt: skip
    assert set(wanted) == set(schemas["check_request"]["properties"])
    assert set(schemas["check_upload"]["properties"]) == {*wanted, "file"}
    assert client.post("/api/check", json=wanted).json()["source"]["name"] == "burken"


def test_the_page_in_both_languages(client: TestClient) -> None:
    assert "Granska ett kosttillskott" in client.get("/", headers={"accept-language": "fi, sv;q=0.8, en"}).text
    assert "Check a food supplement" in client.get("/", headers={"accept-language": "de"}).text
    assert 'lang="sv"' in client.get("/?language=sv", headers={"accept-language": "en"}).text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_page_offers_all_that_rules_ask_about(client: TestClient, language: str) -> None:
    page = client.get(f"/?language={language}").text
    assert sorted(re.findall(r'name="flags" value="([a-z-]+)"', page)) == sorted(FLAGS)
    answer = client.post(
        f"/report?language={language}", headers={"accept": "text/html"}, files={"file": ("", b"")},
        data={"text": "Vitamin K1 75 µg per tablett. Ta 1 tablett dagligen.", "flags": ["warfarin", "smoker"]},
    )  # fmt: skip
    told = {"sv": "läkemedel: Waran (warfarin); övrigt: Röker", "en": "medicines: Warfarin; other: Smokes"}
    assert told[language] in answer.text
    assert "vitamin-k-warfarin" in answer.text


def test_a_report_for_the_page_and_one_alone(client: TestClient) -> None:
    part = client.post("/report", files=form(text=TEXT, language="sv"), headers={"accept": "application/json"}).json()
    assert part["product"] == "Nordhav Magnesium"
    assert part["html"].lstrip().startswith("<section")
    alone = client.post("/report", files=form(text=TEXT, language="sv"), headers={"accept": "text/html"})
    assert alone.text.startswith("<!doctype html>")
    assert "300 mg × 2 = 600 mg &gt; 250 mg" in part["html"]
    assert "300 mg × 2 = 600 mg &gt; 250 mg" in alone.text


def test_products_are_summed(client: TestClient) -> None:
    sealed = [
        client.post("/report", files=form(text=text), headers={"accept": "application/json"}).json()["sealed"]
        for text in (TEXT, "Annat\nPer tablett: Magnesium 100 mg 27 %\nTa 1 tablett dagligen.")
    ]
    answer = client.post("/sum", json={"labels": sealed, "language": "en", "age": 40})
    assert "400–700 mg" in answer.json()["html"]
    assert "Nordhav Magnesium: 300–600 mg" in answer.json()["html"]
    forged = sealed[0].replace('"300"', '"3"')
    assert forged != sealed[0]
    assert code(client.post("/sum", json={"labels": [forged]})) == (422, "stale")
    assert code(client.post("/sum", json={"labels": ["x"]})) == (422, "stale")
    assert code(client.post("/sum", json={"labels": []})) == (422, "invalid")
    assert code(client.post("/sum", json={"labels": sealed * 11})) == (422, "many-files")
    assert code(client.post("/sum", data={"labels": sealed})) == (415, "unsupported")


def test_nothing_readable_cannot_be_summed(client: TestClient) -> None:
    part = client.post("/report", files=form(text="hej"), headers={"accept": "application/json"}).json()
    assert part["sealed"] == ""


# What is refused.


@pytest.mark.parametrize(
    ("request_", "wanted"),
    [
        ({"json": {"text": "x" * 250_000}}, (413, "too-large")),
        ({"json": {"text": "x" * 450_000}}, (413, "too-large")),
        ({"files": {"file": ("a.jpg", b"\xff\xd8\xff" + bytes(600_000))}}, (413, "too-large")),
        ({"files": {"file": ("a.txt", b"x" * 250_000)}}, (413, "too-large")),
        ({"data": {"text": "x" * 250_000}, "files": {"file": ("", b"")}}, (413, "too-large")),
        ({"files": {"file": ("a.zip", b"PK\x03\x04rest")}}, (415, "unsupported")),
        ({"files": [("file", ("a.pdf", PDF)), ("file", ("b.txt", b"text"))]}, (415, "unsupported")),
        ({"content": b"Zink 10 mg", "headers": {"content-type": "text/plain"}}, (415, "unsupported")),
        ({"content": b"Zink 10 mg"}, (415, "unsupported")),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, (422, "invalid")),
        ({"content": b'{"text": "\\ud800"}', "headers": {"content-type": "application/json"}}, (422, "invalid")),
        ({"content": b"--", "headers": {"content-type": "multipart/form-data"}}, (422, "invalid")),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=y"}}, (422, "invalid")),
        ({"json": ["text"]}, (422, "invalid")),
        ({"json": {"text": TEXT, "wieght": 1}}, (422, "invalid")),
        ({"json": {"text": TEXT, "age": 34.5}}, (422, "invalid")),
        ({"json": {"text": TEXT, "market": "Sverige"}}, (422, "invalid")),
        ({"json": {"text": TEXT, "label_language": "xx"}}, (422, "invalid")),
        ({"json": {"text": TEXT, "flags": ["drunk"]}}, (422, "invalid")),
        ({"json": {"text": TEXT, "sex": "male", "pregnant": True}}, (422, "person")),
        ({"json": {"text": TEXT, "pregnant": True, "age": 5}}, (422, "person")),
        ({"json": {"text": "  "}}, (422, "nothing")),
        ({"data": {"text": ""}, "files": {"file": ("", b"")}}, (422, "nothing")),
        ({"data": {"text": TEXT}, "files": {"file": ("a.pdf", PDF)}}, (422, "invalid")),
        ({"files": [("sex", (None, "male")), ("sex", (None, "female")), ("text", (None, TEXT))]}, (422, "invalid")),
        ({"files": {"file": ("a.pdf", PDF[:200])}}, (422, "unreadable")),
        ({"files": {"file": ("a.jpg", b"\xff\xd8\xff" + bytes(200))}}, (415, "unsupported")),
        ({"files": {"file": ("a.jpg", b"")}}, (422, "unreadable")),
        ({"files": [("file", (f"{n}.pdf", PDF)) for n in range(7)]}, (422, "many-files")),
    ],
)
def test_what_cannot_be_checked(client: TestClient, request_: dict[str, Any], wanted: tuple[int, str]) -> None:
    assert code(client.post("/api/check", **request_)) == wanted
    assert client.post("/api/check", json={"text": TEXT}).status_code == 200


def test_an_encrypted_pdf(client: TestClient) -> None:
    import io

    import pypdf

    writer = pypdf.PdfWriter(io.BytesIO(PDF))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    assert code(client.post("/api/check", files={"file": ("a.pdf", out.getvalue())})) == (422, "password")


def test_too_many_pages(client: TestClient) -> None:
    many = made.pdf([made.content(made.TABLE)], count=11)
    assert code(client.post("/api/check", files={"file": ("a.pdf", many)})) == (413, "too-much")


def test_no_engine() -> None:
    settings = Settings(workers=1, scanners=1, ocr="none")
    with TestClient(application(settings), base_url="http://localhost") as client:
        photo = made.encoded(made.picture(made.TABLE))
        assert code(client.post("/api/check", files={"file": ("a.png", photo)})) == (503, "no-engine")


@pytest.mark.parametrize(
    ("job", "wanted"),
    [
        (odd_jobs.hang, (504, "too-long")),
        (odd_jobs.die, (500, "crashed")),
        (odd_jobs.eat, (500, "crashed")),
        (odd_jobs.raise_unforeseen, (500, "fault")),
    ],
)
def test_a_bad_label_costs_only_its_own_answer(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, job: Any, wanted: tuple[int, str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(app_module, "check_json", job)
        assert code(client.post("/api/check", json={"text": TEXT})) == wanted
    assert client.get("/healthz").json()["in_hand"] == {"texts": 0, "scans": 0}
    assert client.post("/api/check", json={"text": TEXT}).status_code == 200


def test_too_many(client: TestClient) -> None:
    pools = client.app.app.state.pools  # type: ignore[attr-defined]
    bounds = Bounds()
    for gate, each, request in (
        (pools.texts.gate, bounds.texts_each, {"json": {"text": TEXT}}),
        (pools.scans.gate, bounds.scans_each, {"files": {"file": ("a.pdf", PDF)}}),
    ):
        with ExitStack() as inside:
            for _ in range(each):
                inside.enter_context(gate.enter("testclient"))
            answer = client.post("/api/check", **request)
            assert code(answer) == (429, "too-many")
            assert answer.headers["retry-after"].isdigit()
        assert client.post("/api/check", **request).status_code == 200
        with ExitStack() as inside:
            while gate.inside < gate._most:
                inside.enter_context(gate.enter(f"client {gate.inside}"))
            answer = client.post("/api/check", **request)
            assert code(answer) == (503, "busy")
            assert answer.headers["retry-after"].isdigit()
            assert client.get("/healthz").status_code == 200
        assert client.post("/api/check", **request).status_code == 200


def test_refusals_for_people(client: TestClient) -> None:
    answer = client.post("/report?language=sv", files=form(text=" "), headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert MESSAGES["nothing"]["sv"] in answer.text
    assert 'href="/?language=sv"' in answer.text
    assert client.get("/nowhere", headers={"accept": "text/html", "accept-language": "sv"}).status_code == 404
    assert code(client.get("/nowhere")) == (404, "not-found")
    answer = client.get("/api/check")
    assert code(answer) == (405, "method")
    assert answer.headers["allow"] == "POST"


# Who is answered, and with which headers.


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "", "[", "a:b:c"])
def test_names_of_strangers(client: TestClient, host: str) -> None:
    assert code(client.get("/healthz", headers={"host": host})) == (421, "unknown-host")
    assert code(client.post("/api/check", json={"text": TEXT}, headers={"host": host})) == (421, "unknown-host")


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7", "LOCALHOST."])
def test_own_names(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"},
        {"origin": "null"}, {"origin": "http://localhost:9000"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
    ],
)  # fmt: skip
def test_other_sites_may_not_post(client: TestClient, headers: dict[str, str]) -> None:
    for path in ("/api/check", "/report", "/sum"):
        assert code(client.post(path, json={"text": TEXT}, headers=headers)) == (403, "cross-site")
    assert client.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://localhost"}, {}])
def test_the_page_and_programs_may(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/api/check", json={"text": TEXT}, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/openapi.json", "/assets/page.js", "/nowhere", "/api/check"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith("camera=(self)")
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "access-control-allow-origin" not in headers


def test_the_headers_stand_on_refusals_and_faults(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_module, "language_of", None)
    answer = client.post("/api/check", json={"text": TEXT})
    assert code(answer) == (500, "fault")
    assert "TypeError" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_policy_knows_the_style_and_script_of_a_report(client: TestClient) -> None:
    answer = client.post("/report", files=form(text=TEXT), headers={"accept": "text/html"})
    inline = re.findall(r"<(style|script)>(.*?)</\1>", answer.text, re.DOTALL)
    assert [kind for kind, _ in inline] == ["style", "script"]
    for kind, text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in answer.headers["content-security-policy"]
    assert not re.search(r"\sstyle=|\son[a-z]+=", answer.text)


def test_what_a_label_says_is_never_markup(client: TestClient) -> None:
    hostile = f"<script>alert(1)</script> Magnesium\n{TEXT}"
    for accept in ("text/html", "application/json"):
        answer = client.post("/report", files=form(text=hostile, name="<b>"), headers={"accept": accept})
        html = answer.json()["html"] if accept == "application/json" else answer.text
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html
    stranger = client.post("/report", files={"file": ("<img src=x>.pdf", PDF)}, headers={"accept": "text/html"})
    assert "<img src=x>" not in stranger.text


# What comes in pieces.


def asgi(
    pieces: list[bytes], headers: list[tuple[bytes, bytes]], *, pause: float = 0, bounds: Bounds | None = None
) -> tuple[list[Any], int]:
    """Return what is sent for a request whose body comes in pieces, and how many had come when the answer began."""
    app = application(Settings(workers=1, scanners=1, bounds=bounds or Bounds(upload=100_000)))
    scope = {
        "type": "http", "method": "POST", "path": "/api/check", "raw_path": b"/api/check", "query_string": b"",
        "headers": [(b"host", b"localhost"), *headers], "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 1),
        "scheme": "http", "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    sent: list[Any] = []
    given = [0, 0]

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(pause)
        given[0] += 1
        return {"type": "http.request", "body": pieces[given[0] - 1], "more_body": given[0] < len(pieces)}

    async def send(message: Any) -> None:
        await asyncio.sleep(0)
        if not sent:
            given[1] = given[0]
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    assert sum(not m.get("more_body", False) for m in sent if m["type"] == "http.response.body") == 1
    return sent, given[1]


FORM = (b"content-type", b"multipart/form-data; boundary=x")
JSON = (b"content-type", b"application/json")


@pytest.mark.parametrize("kind", [FORM, JSON])
def test_too_much_is_refused_before_all_has_come(kind: tuple[bytes, bytes]) -> None:
    start = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' if kind is FORM else b'{"text":"'
    )
    sent, before = asgi([start, *[bytes(50_000)] * 100], [kind])
    assert sent[0]["status"] == 413
    assert before < 12


def test_an_announced_size_is_enough() -> None:
    sent, before = asgi([bytes(1000)] * 50, [FORM, (b"content-length", b"30000000")])
    assert (sent[0]["status"], before) == (413, 0)


def test_a_sender_who_dawdles() -> None:
    sent, _ = asgi([b" "] * 5, [JSON], pause=0.1, bounds=Bounds(sending=0.25))
    assert sent[0]["status"] == 408


def test_nothing_is_stored(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a file was written")

    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refuse)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    large = TestClient(client.app, base_url="http://localhost")
    padded = PDF + b"\n%" + b"x" * 280_000
    assert large.post("/api/check", files={"file": ("a.pdf", padded)}).status_code == 200


def test_every_sample_comes_out_the_same(client: TestClient) -> None:
    for sample in corpus.all_samples()[::9]:
        answer = client.post("/api/check", json={"text": sample.text})
        assert json.loads(labelcheck.check(labelcheck.read_text(sample.text)).to_json()) == answer.json()


def test_all_messages_are_there() -> None:
    assert set(MESSAGES) == set(STATUS)
    assert all(set(m) == {"sv", "en"} for m in MESSAGES.values())


def test_the_page_asks_for_weight_and_training(client: TestClient) -> None:
    page = client.get("/?language=sv").text
    assert 'name="weight_kg"' in page
    assert "Träningsdag" in page
    activities: tuple[Literal["training", "rest"], ...] = ("training", "rest")
    for activity in activities:
        form = {"text": TEXT, "age": "", "weight_kg": "70.5", "activity": activity}
        answer = client.post("/api/check", data=form, files={"file": ("", b"")})
        person = labelcheck.Person(weight_kg=70.5, activity=activity)
        assert answer.content.decode() == labelcheck.check(labelcheck.read_text(TEXT), person=person).to_json()
    refused = client.post("/api/check", json={"text": TEXT, "weight_kg": -4})
    assert refused.status_code == 422
