"""The page in Debian's Chromium, as shoppers use it; run by ``make browser`` and .ci/run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import corpus
from serving import Server

pytestmark = pytest.mark.browser

PHOTO = corpus.ROOT / "sv" / "multivitamin-punktlinjer" / "photo-bottle.jpg"
SMALL = corpus.ROOT / "sv" / "a-vitamin-varav-betakaroten" / "photo-dark.jpg"
MAGNESIUM = (corpus.ROOT / "sv" / "magnesium-trippel-varav" / "label.txt").read_text("utf-8")
VITAMIN_A = "Nordhav A-vitamin\nPer kapsel:\nVitamin A (retinylacetat) 1500 µg 188 %\nTa 1 kapsel dagligen.\n"
HOSTILE = (
    "Nordhav <script>document.title=1</script> Magnesium\n"
    "Per kapsel: Magnesium 300 mg 80 % <img src=x onerror=\"document.title='taken'\">\nTa 2 kapslar dagligen.\n"
    'Ingredienser: magnesiumoxid, "><svg onload="document.title=\'taken\'">, cellulosa.\n'
)
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
NewPage = Callable[..., Page]
Violations = Callable[[Page], list[str]]
SCAN = 120_000


def check_text(page: Page, server: Server, text: str = MAGNESIUM) -> None:
    page.goto(server.address)
    page.get_by_label("Eller klistra in texten").fill(text)
    page.get_by_role("button", name="Granska", exact=True).click()
    expect(page.locator("#answer section")).to_be_visible()


def test_a_photo_is_uploaded_and_reported(server: Server, new_page: NewPage, violations: Violations) -> None:
    page = new_page()
    elsewhere: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((server.address, "data:")) else elsewhere.append(r.url))
    page.goto(server.address)
    assert violations(page) == []
    page.set_input_files("#files", PHOTO)
    expect(page.locator("#chosen")).to_contain_text("photo-bottle.jpg")
    page.get_by_role("button", name="Granska", exact=True).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("#state")).to_contain_text("Läser texten i bilden")
    assert violations(page) == []
    expect(page.get_by_role("heading", name="Björkhaga Multi Dam 50+")).to_be_visible(timeout=SCAN)
    expect(page.get_by_role("progressbar")).to_be_hidden()
    assert page.locator("#answer figure a").count() > 10
    page.locator("#answer .place").first.hover()
    expect(page.locator("#answer figure a.on")).to_have_count(1)
    assert violations(page) == []
    assert elsewhere == []


def test_the_keyboard_alone(server: Server, new_page: NewPage) -> None:
    page = new_page()
    page.goto(server.address)

    def tab_to(selector: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                # where the keyboard is must be seen
                assert page.evaluate(
                    "() => [document.activeElement, document.activeElement.parentElement].some("
                    "e => getComputedStyle(e).outlineStyle !== 'none')"
                )
                return
        pytest.fail(f"the keyboard does not reach {selector}")

    tab_to("#files")
    tab_to("#text")
    page.keyboard.insert_text(VITAMIN_A)
    tab_to("#sex")
    page.keyboard.press("K")
    tab_to("#age")
    page.keyboard.type("34")
    tab_to("#pregnant")
    page.keyboard.press("Space")
    tab_to("#go")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nordhav A-vitamin")).to_be_visible()
    expect(page.locator("#answer")).to_contain_text("pregnancy-vitamin-a")
    assert page.evaluate("() => document.activeElement.id") == "answer"
    tab_to("#answer .place")
    page.keyboard.press("Enter")
    assert re.fullmatch(r"#s1-b\d+", page.evaluate("() => location.hash"))
    tab_to("#add")
    page.keyboard.press("Enter")
    expect(page.locator("#products li")).to_have_count(1)
    tab_to("#products button")
    page.keyboard.press("Enter")
    expect(page.locator("#stack")).to_be_hidden()
    assert page.evaluate("() => document.activeElement.id") == "add"


def test_medicines_are_ticked_with_the_keyboard_and_count_in_the_sum(
    server: Server, new_page: NewPage, violations: Violations
) -> None:
    page = new_page(viewport={"width": 360, "height": 800})
    page.goto(server.address)
    page.locator("#more summary").focus()
    page.keyboard.press("Enter")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Waran (warfarin)")).to_be_checked()
    page.locator("#more summary").press("Enter")
    expect(page.locator("#more summary")).to_have_text("Läkemedel, sjukdomar och vanor (valda: 1)")
    for name in ("K-vitamin", "Mera K"):
        page.get_by_label("Eller klistra in texten").fill(
            f"{name}\nVitamin K1 75 µg per tablett. Ta 1 tablett dagligen."
        )
        page.get_by_role("button", name="Granska", exact=True).click()
        expect(page.locator("#answer h2")).to_have_text(name)
        expect(page.locator("#answer")).to_contain_text("Granskat för: läkemedel: Waran (warfarin)")
        expect(page.locator("#answer")).to_contain_text("vitamin-k-warfarin")
        page.get_by_role("button", name="Räkna ihop").click()
    expect(page.locator("#sum")).to_contain_text("motverkar Waran")
    expect(page.locator("#sum")).to_contain_text("Granskat för: läkemedel: Waran (warfarin)")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone(server: Server, new_page: NewPage, violations: Violations, scheme: str) -> None:
    page = new_page(**PHONE, color_scheme=scheme)
    page.goto(server.address)
    assert page.locator("#camera").get_attribute("capture") == "environment"
    expect(page.get_by_text("Fotografera", exact=True)).to_be_visible()
    assert violations(page) == []
    check_text(page, server)
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, select, input, textarea')].filter(e => e.checkVisibility())"
        ".map(e => e.closest('label') || e).filter(e => e.getBoundingClientRect().height < 40).map(e => e.outerHTML)"
    )
    assert small == []


def test_a_photo_from_the_camera_counts(server: Server, new_page: NewPage) -> None:
    page = new_page(**PHONE)
    page.goto(server.address)
    page.set_input_files("#camera", SMALL)
    page.get_by_role("button", name="Granska", exact=True).tap()
    expect(page.locator("#answer section")).to_be_visible(timeout=SCAN)


def test_a_pasted_text_is_never_ignored_for_an_old_photo(server: Server, new_page: NewPage) -> None:
    page = new_page()
    page.goto(server.address)
    paste = page.get_by_label("Eller klistra in texten")
    go = page.get_by_role("button", name="Granska", exact=True)
    page.set_input_files("#files", {"name": "gammal.txt", "mimeType": "text/plain", "buffer": VITAMIN_A.encode()})
    paste.fill(MAGNESIUM)
    go.click()
    expect(page.locator("#trouble")).to_contain_text("Både filer och text")
    expect(page.locator("#answer section")).to_have_count(0)
    paste.fill("")
    go.click()
    expect(page.locator("#answer h2")).to_contain_text("A-vitamin")
    # the photo has its answer: what is pasted after it is the next product
    paste.fill(MAGNESIUM)
    expect(page.locator("#chosen li")).to_have_count(0)
    go.click()
    expect(page.locator("#answer h2")).not_to_contain_text("A-vitamin")
    expect(page.locator("#answer")).to_contain_text("Magnesium")
    # and the other way round
    page.set_input_files("#files", {"name": "ny.txt", "mimeType": "text/plain", "buffer": VITAMIN_A.encode()})
    expect(paste).to_have_value("")
    go.click()
    expect(page.locator("#answer h2")).to_contain_text("A-vitamin")


def test_a_product_is_never_summed_with_itself_unseen(
    server: Server, new_page: NewPage, violations: Violations
) -> None:
    page = new_page()
    check_text(page, server, VITAMIN_A)
    add = page.locator("#add")
    add.click()
    expect(page.locator("#products li")).to_have_count(1)
    page.get_by_role("button", name="Granska", exact=True).click()
    expect(add).to_be_enabled()
    add.click()
    expect(page.locator("#products li")).to_have_count(1)
    expect(page.locator("#trouble")).to_contain_text("redan tillagd")
    expect(add).to_have_text("Lägg till en gång till")
    assert violations(page) == []
    add.click()
    expect(page.locator("#products li")).to_have_count(2)
    expect(page.locator("#trouble")).to_have_text("")
    expect(page.locator("#sum")).to_contain_text("3 000")


def test_a_label_is_never_markup(server: Server, new_page: NewPage, violations: Violations) -> None:
    page = new_page()
    check_text(page, server, HOSTILE)
    expect(page.locator("#answer h2")).to_contain_text("<script>")
    page.get_by_role("button", name="Räkna ihop").click()
    expect(page.locator("#products")).to_contain_text("<script>")
    check_again(page, MAGNESIUM)
    page.get_by_role("button", name="Räkna ihop").click()
    expect(page.locator("#sum table")).to_be_visible()
    expect(page.locator("#sum")).to_contain_text("<script>")
    assert page.evaluate("() => document.querySelectorAll('main script, main img').length") == 0
    assert "labelcheck" in page.title()
    assert violations(page) == []


def check_again(page: Page, text: str) -> None:
    page.get_by_role("button", name="Granska en produkt till").click()
    page.get_by_label("Eller klistra in texten").fill(text)
    page.get_by_role("button", name="Granska", exact=True).click()
    expect(page.locator("#state")).to_contain_text("Klart")


def test_thirty_megabytes_are_refused(server: Server, new_page: NewPage, tmp_path: Path) -> None:
    large = tmp_path / "stor.jpg"
    large.write_bytes(b"\xff\xd8\xff" + bytes(30_000_000))
    page = new_page()
    page.goto(server.address)
    page.set_input_files("#files", large)
    expect(page.get_by_role("alert")).to_contain_text("högst 20 MB")
    sent: list[str] = []
    page.on("request", lambda r: sent.append(r.url))
    page.get_by_role("button", name="Granska", exact=True).click()
    assert sent == []
    # a program that does not look first is told by the server, and hears it
    answer = page.evaluate(
        """async () => {
          const body = new FormData();
          body.append("file", new Blob([new Uint8Array(30e6)]), "stor.jpg");
          const answer = await fetch("/api/check", {method: "POST", body});
          return [answer.status, await answer.text()];
        }"""
    )
    assert answer[0] == 413
    assert json.loads(answer[1])["error"]["code"] == "too-large"
    page.get_by_role("button", name="Ta bort").click()
    check_text(page, server)


def test_two_users_at_once(server: Server, new_page: NewPage) -> None:
    one, other = new_page(), new_page(locale="en-GB")
    for page, photo in ((one, PHOTO), (other, SMALL)):
        page.goto(server.address)
        page.set_input_files("#files", photo)
    one.click("#go")
    other.click("#go")
    expect(other.locator("#state")).to_contain_text("Reading the text")
    quick = new_page()
    check_text(quick, server)
    expect(one.locator("#answer h2")).to_have_text("Björkhaga Multi Dam 50+", timeout=SCAN)
    expect(other.locator("#answer section")).to_be_visible(timeout=SCAN)
    assert "Björkhaga" not in other.inner_text("#answer")


def test_a_job_can_be_stopped(server: Server, new_page: NewPage) -> None:
    page = new_page()
    page.goto(server.address)
    page.set_input_files("#files", PHOTO)
    page.click("#go")
    expect(page.locator("#state")).to_contain_text("Läser texten")
    page.get_by_role("button", name="Avbryt").click()
    expect(page.locator("#state")).to_have_text("Avbrutet.")
    for _ in range(50):
        if json.loads(server.get("/healthz"))["in_hand"]["scans"] == 0:
            break
        page.wait_for_timeout(100)
    assert json.loads(server.get("/healthz"))["in_hand"]["scans"] == 0


def test_without_script(server: Server, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(server.address)
    page.get_by_label("Eller klistra in texten").fill(MAGNESIUM)
    page.get_by_role("button", name="Granska", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Havsro Magnesium Trippel")
    page.go_back()
    page.get_by_label("Eller klistra in texten").fill("")
    page.get_by_role("button", name="Granska", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det gick inte")
    page.get_by_role("link", name="Tillbaka").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Granska ett kosttillskott")


def test_a_report_alone_keeps_its_style_and_script(server: Server, new_page: NewPage, violations: Violations) -> None:
    page = new_page()
    page.goto(server.address)
    page.get_by_label("Eller klistra in texten").fill(MAGNESIUM)
    page.evaluate("() => document.getElementById('form').submit()")
    expect(page.get_by_role("heading", level=1)).to_have_text("Havsro Magnesium Trippel")
    assert page.evaluate("() => getComputedStyle(document.querySelector('.finding')).borderLeftStyle") == "solid"
    page.locator(".place").first.focus()
    assert page.locator(".on").count() == 2
    assert violations(page) == []


def test_the_page_is_light(server: Server, new_page: NewPage) -> None:
    page = new_page()
    sizes: list[int] = []
    page.on("response", lambda r: sizes.append(len(r.body())))
    page.goto(server.address, wait_until="networkidle")
    assert len(sizes) == 5
    assert sum(sizes) < 150_000
