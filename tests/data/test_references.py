"""The reference lists that are shipped."""

from __future__ import annotations

from data import references
from data.references import NeedKind


def test_lists_have_their_length() -> None:
    assert [
        len(references.goals()),
        len(references.needs()),
        len(references.languages()),
        len(references.dutch_levels()),
        len(references.school_years()),
        len(references.room_features()),
        len(references.municipalities()),
        len(references.postal_codes()),
    ] == [31, 19, 19, 7, 16, 6, 304, 546]


def test_lists_are_read_once() -> None:
    assert references.goals() is references.goals()


def test_needs_have_their_kind() -> None:
    assert references.need_codes(NeedKind.GROUP) == {"small_group"}
    assert references.need_codes(NeedKind.COMPANION) == {"own_companion"}
    assert references.need_codes(NeedKind.INFO) == {"large_print", "food", "transport", "call_me"}
    assert references.need_codes(NeedKind.SUPPORT) == {
        "extra_adult",
        "sign_language",
        "simple_info",
        "predictability",
        "extra_breaks",
        "home_language_help",
    }


def test_features_are_place_needs_and_room_features() -> None:
    assert references.feature_codes() == {
        *references.need_codes(NeedKind.PLACE),
        *references.room_features(),
    }
    assert len(references.feature_codes()) == 13


def test_entries_are_typed() -> None:
    assert references.languages()["ar"].right_to_left is True
    assert references.school_years()["L1"].usual_age == 6
    assert references.municipalities()["44085"].name_nl == "Lievegem"
    assert references.needs()["step_free"].en == "Step-free access"
    assert references.dutch_levels()["B1"].richtgraad == "RG 2"
    assert references.room_features()["hall"].en == "Sports hall or large hall"


def test_every_postal_code_lies_in_a_known_municipality() -> None:
    known = references.municipalities()
    assert [each for each in references.postal_codes() if each.nis not in known] == []


def test_every_list_has_its_source() -> None:
    said = (references.FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert [path.name for path in references.FOLDER.glob("*.csv") if path.name not in said] == []
