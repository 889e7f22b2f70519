from tests.cli.conftest import Run


def test_what_the_law_leaves_open_of_a_kind(bare: Run) -> None:
    ran = bare("doubts", "eir")
    assert ran.code == 0
    assert "notice of charge" in ran.out
    assert "EIR 2004 reg 7(3), 8(6)" in ran.out
    assert "exam" not in ran.out.replace("example", "")


KEYS = ["kinds", "says", "shown", "appears", "source", "looked"]


def test_all_of_it_as_json(bare: Run) -> None:
    found = bare("doubts", "--json").json
    assert all(list(p) == KEYS for p in found)
    assert found[0]["kinds"] == ["sar"]
    assert any(point["kinds"] == [] for point in found)


def test_no_such_kind(bare: Run) -> None:
    ran = bare("doubts", "sarr")
    assert (ran.code, ran.out) == (2, "")
    assert "sar" in ran.err
