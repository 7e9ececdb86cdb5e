"""Amounts in fields of their own get the doubt that the same amounts get in a text, and none is dropped."""

from typing import Any

import pyarrow as pa
import pytest

import labelcheck
from labelcheck.catalogue import check_batch, tables
from labelcheck.catalogue.amount_column import amount_column
from labelcheck.catalogue.product import Nutrient
from labelcheck.catalogue.structured import structured_label


def _checked(nutrients: list[dict[str, Any]], text: str = "", name: str = "") -> list[dict[str, Any]]:
    given = [{"name": "", "nutrient": None, "value": None, "unit": None} | n for n in nutrients]
    keys = {k for n in given for k in n}
    batch = pa.RecordBatch.from_pydict(
        {"text": [text], "name": [name], "nutrients": [[{k: n.get(k) for k in keys} for n in given]]}
    )
    found: list[dict[str, Any]] = tables(check_batch(batch)).readings.to_pylist()
    return found


def _amount(nutrient: str, value: str, unit: str, **more: str) -> dict[str, Any]:
    return {"name": nutrient, "nutrient": nutrient, "value": value, "unit": unit, **more}


@pytest.mark.parametrize(
    ("nutrient", "value", "unit", "percent"),
    [
        ("vitamin-d", "25", "mg", "500"),
        ("zinc", "30", "mg", "10"),
        ("zinc", "10", "mg", "100"),
        ("magnesium", "375", "µg", None),
        ("magnesium", "300", "g", None),
        ("iron", "14", "ml", None),
        ("vitamin-d", "25", "µg", "500"),
        ("vitamin-c", "80", "kcal", None),
    ],
)
def test_the_same_doubt_as_in_a_text(nutrient: str, value: str, unit: str, percent: str | None) -> None:
    shown = f"{nutrient.replace('-', ' ')} {value} {unit}" + (f" {percent} %" if percent else "")
    [text] = labelcheck.read_text(f"Per capsule\n{shown}").readings
    amount = _amount(nutrient, value, unit, basis="unit", quantity="1", of="capsule")
    [field] = _checked([amount | ({"percent": percent} if percent else {})])
    assert (field["status"], set(field["notes"])) == (text.status, set(text.notes))
    assert field["percent_of"] == (text.percent.of if text.percent else None)


def test_kj_and_kcal_are_compared() -> None:
    right = _checked([_amount("energy", "418", "kJ"), _amount("energy", "100", "kcal")])
    wrong = _checked([_amount("energy", "418", "kJ"), _amount("energy", "418", "kcal")])
    assert [r["status"] for r in right] == ["ok", "ok"]
    assert all(r["notes"] == ["kj-kcal-disagree"] for r in wrong)


def test_bases_are_compared() -> None:
    grams = {"basis": "serving", "quantity": "1.2", "of": "gram"}
    right = _checked([_amount("magnesium", "25", "g", basis="per-100-g"), _amount("magnesium", "300", "mg", **grams)])
    wrong = _checked([_amount("magnesium", "25", "g", basis="per-100-g"), _amount("magnesium", "30", "mg", **grams)])
    assert [r["status"] for r in right] == ["ok", "ok"]
    assert all("columns-disagree" in r["notes"] for r in wrong)


def test_parts_of_100_g_do_not_exceed_it() -> None:
    def marked(*amounts: tuple[str, str]) -> list[bool]:
        found = _checked([_amount(n, v, "g", basis="per-100-g") for n, v in amounts])
        return ["more-than-the-whole" in r["notes"] for r in found]

    assert marked(("creatine", "90"), ("protein", "8")) == [False, False]
    assert marked(("creatine", "120"), ("protein", "0.5")) == [True, False]
    assert marked(("fat", "60"), ("protein", "70"), ("salt", "0.2")) == [True, True, False]
    # what is part of another is not added to it
    assert marked(("fat", "99"), ("saturated-fat", "60"), ("omega-3", "30")) == [False, False, False]
    assert marked(("protein", "90"), ("leucine", "9"), ("l-glutamine", "15")) == [False, False, False]
    assert marked(("carbohydrate", "95"), ("sugars", "90"), ("fibre", "12")) == [False, False, False]


def test_what_is_not_understood_is_a_reading_to_check() -> None:
    given = [
        {"name": "moon dust", "value": "5", "unit": "mg"},
        {"name": "zinc", "nutrient": "no-such-id", "value": "5", "unit": "mg"},
        _amount("zinc", "5", "furlong"),
        _amount("zinc", "many", "mg"),
        _amount("zinc", "NaN", "mg"),
        _amount("zinc", "-5", "mg"),
        _amount("zinc", "5", "mg", basis="per fortnight"),
        _amount("zinc", "5", "mg", percent="half"),
        {"name": "", "value": "5", "unit": "mg"},
    ]
    for one in given:
        [reading] = _checked([one])
        assert reading["status"] == "check", one
        assert reading["notes"], one


def test_names_are_looked_up_as_a_label_s_are() -> None:
    found = _checked([
        {"name": "phylloquinone", "value": "75", "unit": "µg"},
        {"name": "Vitamin D3", "value": "25", "unit": "mcg"},
        {"name": "magnesium citrate", "value": "500", "unit": "mg"},
    ])  # fmt: skip
    assert [(r["nutrient"], r["forms"], r["role"], r["status"]) for r in found] == [
        ("vitamin-k", ["phylloquinone"], "nutrient", "ok"),
        ("vitamin-d", ["cholecalciferol"], "nutrient", "ok"),
        ("magnesium", ["magnesium-citrate"], "compound", "check"),
    ]


def test_bounds_ranges_and_qualifiers_are_kept() -> None:
    [low, span] = _checked([
        _amount("folate", "400", "µg", qualifier="DFE", bound="<"), _amount("zinc", "5", "mg", high="10"),
    ])  # fmt: skip
    assert (low["qualifier"], low["bound"]) == ("DFE", "<")
    assert (span["value"], span["high"]) == ("5", "10")


def test_pieces_are_what_the_dose_counts() -> None:
    piece = {"basis": "unit", "quantity": "1", "of": "piece"}
    [capsule] = _checked([_amount("zinc", "10", "mg", **piece)], "Take 2 capsules daily.")
    [scoop] = _checked([_amount("zinc", "10", "mg", **piece)], "Take 2 scoops daily.")
    assert (capsule["status"], scoop["notes"]) == ("ok", ["piece-not-told"])


@pytest.mark.parametrize(
    ("name", "value", "doubted"),
    [
        ("D-vitamin 125 µg", "25", True),
        ("D-vitamin 25 µg", "25", False),
        ("D-vitamin 1000 IE", "25", False),
        ("D-vitamin 50 µg", "25", False),  # the day's two capsules
        ("D-vitamin 120 kapslar", "25", False),
        ("Magnesium 400 mg", "25", False),
    ],
)
def test_the_product_s_name_is_a_witness(name: str, value: str, doubted: bool) -> None:  # noqa: FBT001
    per = {"basis": "unit", "quantity": "1", "of": "capsule"}
    [reading] = _checked([_amount("vitamin-d", value, "µg", **per)], "Ta 2 kapslar dagligen.", name)
    assert ("name-disagrees" in reading["notes"]) is doubted


@pytest.mark.parametrize("text", ["Ta 1 tablett dagligen.", "", None])
def test_a_strength_in_the_name_alone_is_a_reading_to_check(text: str | None) -> None:
    batch = pa.RecordBatch.from_pydict({"name": ["Zink 25 mg, 90 tabletter"], "text": pa.array([text], pa.string())})
    products, readings, *_ = tables(check_batch(batch))
    [reading] = readings.to_pylist()
    assert (reading["nutrient"], reading["value"], reading["status"]) == ("zinc", "25", "check")
    assert "amounts-from-name" in products.column("notes").to_pylist()[0]


def test_a_name_without_a_strength_and_nothing_else_is_empty() -> None:
    batch = pa.RecordBatch.from_pydict({"name": ["Zink 90 tabletter"], "text": pa.array([None], pa.string())})
    products, *_ = tables(check_batch(batch))
    assert products.column("outcome").to_pylist() == ["empty"]


def test_what_fields_do_not_tell_is_not_missing_on_the_label() -> None:
    given = (Nutrient("Magnesium", "magnesium", "300", "mg", basis="unit", quantity="1", of="capsule"),)
    law = [f for f in labelcheck.check(structured_label(None, given, "1")).findings if f.concern == "label"]
    assert {f.verdict for f in law} == {"undetermined"}
    assert {"eu-name-food-supplement", "eu-daily-portion", "percent-missing"} <= {f.rule for f in law}
    assert not [f for f in law if f.severity in ("error", "warning", "caution")]
    whole = labelcheck.read_text(
        "Kosttillskott. Ta 1 kapsel dagligen. Överskrid inte dosen. Ersätter inte en varierad kost. "
        "Ingredienser: magnesiumcitrat, cellulosa."
    )
    law = [f for f in labelcheck.check(structured_label(whole, given, "1")).findings if f.concern == "label"]
    assert "eu-out-of-reach" in {f.rule for f in law if f.verdict == "violated"}, "the text is the label's own"


@pytest.mark.parametrize(
    ("nutrient", "value", "unit", "note"),
    [
        ("vitamin-c", "99", "g", None),
        ("vitamin-d", "40", "mg", None),
        ("vitamin-d", "25", "g", "unit-implausible"),
        ("vitamin-c", "400", "g", "more-than-the-whole"),
    ],
)
def test_100_g_hold_more_than_a_dose(nutrient: str, value: str, unit: str, note: str | None) -> None:
    given = (Nutrient(nutrient, nutrient, value, unit, basis="per-100-g"),)
    (reading,) = structured_label(None, given, "1").readings
    assert (note in reading.notes) if note else (reading.status == "ok")


def test_a_dose_of_many_grams_is_no_hundred_tablets() -> None:
    report = labelcheck.check(labelcheck.read_text("Per 100 g: Vitamin D 50 mg\nTa 30 g dagligen."))
    (intake,) = report.intakes
    assert (intake.status, intake.notes) == ("check", ("unit-implausible",))


@pytest.mark.parametrize(
    ("heading", "cell", "value", "unit", "note"),
    [
        ("Magnesium (mg pr dagsdosis)", "0,3 g", "0.3", "g", "units-differ: 0,3 g / mg"),
        ("Vitamin D (µg)", "1000 IE", "1000", "IU", "units-differ: 1000 IE / µg"),
        ("Magnesium (mg)", "300 mg", "300", "mg", None),
        ("Vitamin D (µg)", "10 mcg", "10", "µg", None),
        ("Magnesium (mg pr dagsdosis)", "0,375", "0.375", "mg", "unit-implausibly-small"),
        ("Magnesium (mg pr dagsdosis)", "<0,375", "0.375", "mg", None),
        ("Vitamin D (µg)", "0.02", "0.02", "µg", "unit-implausibly-small"),
        ("Magnesium (mg per 100 g)", "0.375", "0.375", "mg", None),
        ("Magnesium (mg)", "3.5", "3.5", "mg", None),
    ],
)
def test_a_cell_in_another_unit_than_its_column_is_to_check(
    heading: str, cell: str, value: str, unit: str, note: str | None
) -> None:
    column = amount_column(heading)
    assert column is not None
    given = column.nutrient_of(cell)
    assert given is not None
    [reading] = structured_label(None, [given], "x").readings
    assert reading.amount is not None
    assert (format(reading.amount.value, "f"), reading.amount.unit) == (value, unit)
    assert (reading.status, reading.notes) == (("check", (note,)) if note else ("ok", ()))


@pytest.mark.parametrize(
    ("printed", "given", "note"),
    [("24 mg", "23.5", False), ("24 mg", "23.4", True), ("5 mg", "5.4", True), ("23,5 mg", "23.5", False)],
)
def test_a_text_may_round_what_a_field_tells(printed: str, given: str, note: bool) -> None:  # noqa: FBT001
    amount = _amount("zinc", given, "mg", basis="daily-dose")
    [reading] = _checked([amount], f"Innehåll per dagsdos: Zink {printed}.")
    assert reading["notes"] == (["text-disagrees"] if note else [])
