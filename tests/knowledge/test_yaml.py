"""Hand-written YAML has no surprises, and its errors name file and line."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from labelcheck.errors import KnowledgeError
from labelcheck.knowledge.schema import Language, Nutrient
from labelcheck.knowledge.stamping import DATA
from labelcheck.knowledge.yaml import load, load_model


def write(folder: Path, text: str) -> Path:
    path = folder / "some.yaml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("1:30", "1:30"),
        ("1.10", "1.10"),
        ("true", True),
        ("17", 17),
        ("2011-01-01", "2011-01-01"),
    ],
)
def test_only_a_few_words_mean_something(tmp_path: Path, text: str, value: object) -> None:
    assert load(write(tmp_path, f"key: {text}\n"))[0] == {"key": value}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3\n", r"some\.yaml:3: .*'a' stands twice"),
        ("a: &x [1]\nb: *x\n", r"some\.yaml:2: aliases"),
        ("a: [1\n", r"some\.yaml:2"),
        ("a:\n\tb: 1\n", r"some\.yaml:2"),
        ("a: " + "[" * 3000 + "]" * 3000, "some.yaml"),
        ("a: \x01\n", r"some\.yaml: holds a character that no YAML file may hold"),
        ("a: {b: !int 1}\n", r"some\.yaml:1: tags"),
    ],
)
def test_errors_name_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        load(write(tmp_path, text))


def test_all_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "id: zink\nkind: metal\nunit: mg\ncolour: grey\nforms:\n  - id: Zinc Oxide\n")
    with pytest.raises(KnowledgeError) as caught:
        load_model(path, Nutrient)
    text = str(caught.value)
    assert "some.yaml:2: kind" in text
    assert "some.yaml:4: colour" in text
    assert "some.yaml:6: forms.0.id" in text


def test_not_utf8_and_not_there(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("name: Järn".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="not UTF-8 at byte 7"):
        load_model(path, Language)
    with pytest.raises(KnowledgeError, match="No such file"):
        load(tmp_path / "nowhere.yaml")


def test_without_libyaml_the_same_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    spec = importlib.util.find_spec("labelcheck.knowledge.yaml")
    assert spec is not None
    assert spec.loader is not None
    plain = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plain)
    assert issubclass(plain._Loader, yaml.parser.Parser)
    for path in (DATA / "languages" / "sv.yaml", DATA / "nutrients" / "magnesium.yaml"):
        assert plain.load(path) == load(path)
    with pytest.raises(KnowledgeError, match=r"some\.yaml:2: expected ',' or '\]'"):
        plain.load(write(tmp_path, "a: [1\n"))
