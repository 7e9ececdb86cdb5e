"""What holds for every label: the properties of the design."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import labelcheck

ROWS = [
    ("Vitamin D3", "µg"), ("Vitamin C", "mg"), ("Magnesium", "mg"), ("Zink", "mg"), ("Järn", "mg"), ("Jod", "µg"),
    ("Selen", "µg"), ("Kalcium", "mg"), ("Vitamin B12", "µg"), ("Biotin", "µg"),
]  # fmt: skip
PANEL = st.lists(
    st.tuples(st.sampled_from(ROWS), st.integers(min_value=1, max_value=5000)),
    min_size=1, max_size=8, unique_by=lambda row: row[0],
)  # fmt: skip


def label(panel: list[tuple[tuple[str, str], int]], dose: int) -> str:
    rows = "\n".join(f"{name}    {amount} {unit}" for (name, unit), amount in panel)
    return f"Dosering: {dose} tabletter dagligen.\nInnehåll per tablett\n{rows}\n"


def intakes(text: str) -> dict[str, Decimal]:
    return {i.nutrient: i.high for i in labelcheck.check(labelcheck.read_text(text)).intakes}


@given(PANEL, st.integers(min_value=1, max_value=6))
def test_doubling_the_dose_doubles_the_intake(panel: list[tuple[tuple[str, str], int]], dose: int) -> None:
    once, twice = intakes(label(panel, dose)), intakes(label(panel, 2 * dose))
    assert len(once) == len(panel)
    assert {k: 2 * v for k, v in once.items()} == twice


@given(PANEL, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(panel: list[tuple[tuple[str, str], int]], random: object) -> None:
    shuffled = list(panel)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert intakes(label(panel, 1)) == intakes(label(shuffled, 1))


@given(PANEL)
def test_windows_line_ends_change_nothing(panel: list[tuple[tuple[str, str], int]]) -> None:
    text = label(panel, 2)
    assert intakes(text) == intakes(text.replace("\n", "\r\n"))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    report = labelcheck.check(labelcheck.read_text(text))
    for reading in report.label.readings:
        assert 0 <= reading.place.span.start <= reading.place.span.end <= len(text)


FRAGMENTS = st.sampled_from(
    [
        "Magnesium",
        "Vitamin B12",
        "D3-vitamin",
        "300",
        "1.000",
        "1,000",
        "½",
        "mg",
        "µg",
        "IE",
        "%",
        "varav",
        "per kapsel",
        "per dagsdos (2 tabletter)",
        "(",
        ")",
        "\n",
        "\t",
        "|",
        "....",
        "Ingredienser:",
        "Dosering:",
        "2 kapslar",
        "dagligen",
        "motsvarande",
        "ca",
        "<",
        "5 miljarder CFU",
        "kJ",
        "kcal",
        "per 100 g",
        "per 0 g",
        "1x10^9",
        "*",
        "RI",
        "= ",
        "magnesiumcitrat",
        "klumpförebyggande medel",
        "varannan dag",
        "10:1",
        "–",
        "x 2",
        "0 kapslar",
        "<td>",
        "&nbsp",
        "",
        "Servings²",
        "Calories 15",
        "Калории5",
        "Kalorier",
        "0–4 mg",
        "Natrium0g",
        "7%0g",
        "99999999999999999999 miljarder",
        "kps",
    ]
)


@settings(max_examples=400)
@given(st.lists(FRAGMENTS, max_size=40))
def test_any_pieces_of_labels_in_any_order_are_read(pieces: list[str]) -> None:
    report = labelcheck.check(labelcheck.read_text(" ".join(pieces)))
    assert report.to_json()


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_raise_only_labelcheck_errors(data: bytes) -> None:
    with contextlib.suppress(labelcheck.LabelcheckError):
        labelcheck.check(labelcheck.read(data))


@pytest.mark.parametrize(
    "text",
    [
        "9" * 1_000_000 + " mg",
        "Zink " + "(" * 100_000 + "10 mg",
        "😀" * 5000,
        "مغنيسيوم ٣٠٠ ملغ",
        "\x00" * 500 + "Zink 10 mg",
        "1/0 kapsel dagligen",
    ],
)
def test_hostile_texts_are_read_at_once(text: str) -> None:
    labelcheck.check(labelcheck.read_text(text))
