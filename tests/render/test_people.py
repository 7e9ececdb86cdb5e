"""Who a label is checked for, in words."""

import pytest

from labelcheck.knowledge.printing import OUTPUT_LANGUAGES, OutputLanguage
from labelcheck.model import FLAGS, Person
from labelcheck.render.people import FLAG_NAMES, GROUPS, PEOPLE, person_text


def test_every_flag_has_a_name_and_one_group() -> None:
    assert sorted(f for flags in GROUPS.values() for f in flags) == sorted(FLAGS)
    assert PEOPLE["sv"].keys() == PEOPLE["en"].keys()
    for language in OUTPUT_LANGUAGES:
        assert FLAG_NAMES[language].keys() == set(FLAGS)
        assert len({name for name, _ in FLAG_NAMES[language].values()}) == len(FLAGS)


@pytest.mark.parametrize(
    ("person", "language", "expected"),
    [
        (Person(), "sv", ""),
        (Person("female", 34, pregnant=True), "sv", "Granskat för: kvinna, 34 år, gravid"),
        (Person("female", 30, lactating=True), "en", "Checked for: woman, 30 years old, breastfeeding"),
        (Person("male", 6), "sv", "Granskat för: pojke, 6 år"),
        (Person("male", 18), "sv", "Granskat för: man, 18 år"),
        (Person("female", 17), "en", "Checked for: girl, 17 years old"),
        (Person("male"), "en", "Checked for: man"),
        (
            Person(age=70, flags=frozenset({"kidney-disease", "warfarin", "levothyroxine", "our-own"})),
            "sv",
            "Granskat för: 70 år; läkemedel: Waran (warfarin), Levaxin (levotyroxin); sjukdom: Njursjukdom; övrigt: our-own",
        ),
    ],
)
def test_a_person_in_words(person: Person, language: OutputLanguage, expected: str) -> None:
    assert person_text(person, language) == expected
