"""Every act's function refuses each role that its declaration leaves out, before anything else."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from inspect import Parameter, signature
from typing import Any, get_origin

import pytest

from dpo_console.cases.office.acts import Act, function_at
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.sharing.scope_items import Scope
from dpo_console.cases.view.case import case_view
from dpo_console.casework.acts import acts
from dpo_console.casework.correcting import Correction
from dpo_console.casework.requests import NewRequest, log_request
from dpo_console.casework.sharing.release import Review
from dpo_console.casework.undo import Undo
from dpo_console.config import Role
from dpo_console.config.settings.settings import View
from dpo_console.errors import BadFile, NotAllowed
from tests.conftest import TODAY, DeskOf, desks, make_home
from tests.each import each

ALL = {act.id: act for act in acts().all}
PEOPLE = {
    Role.DPO: "dpo", Role.CLERK: "clerk", Role.APPROVER: "head", Role.DSL: "dsl",
    Role.AUDITOR: "auditor",
}  # fmt: skip
SAR = NewRequest(
    "sar", TODAY, "Jane Doe", subjects=("Tom Doe",), address="4 Oak Row", protected=True
)
SHARED = replace(SAR, kind="disclosure", requester_kind="insurer", protected=False)


@dataclass(frozen=True)
class Office:
    """A home with a request and a third party's request, which no try may change."""

    desk_of: DeskOf
    sar: str
    shared: str

    def versions(self) -> tuple[int, int]:
        desk = self.desk_of()
        return case_view(desk, self.sar).version, case_view(desk, self.shared).version


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    desk_of = desks(make_home(tmp_path_factory.mktemp("asks") / "home"))
    desk = desk_of()
    return Office(desk_of, log_request(desk, SAR).reference, log_request(desk, SHARED).reference)


GIVEN: Mapping[str, object] = {
    "request": SAR,
    "correction": Correction(summary="All of it"),
    "scope": Scope(),
    "found": Review(TODAY, "Still needed"),
    "view": View("Mine", ""),
    "planned": Undo("SAR-2026-0001", 1, "", "", ""),
    "places": ("all",),
    "criterion": "who.person",
    "verdict": "met",
    "ruling": "approve",
    "result": "found",
}
"""What stands for a parameter of that name, where its type doesn't do."""

OF_ACT: Mapping[str, Mapping[str, object]] = {
    "question": {"verdict": "needs-information"},
    "record_ruling": {"by": "head", "evidence": "Minute 7"},
    "release_urgently": {"urgent": True, "reason": "At risk"},
    "lift_protection": {"protected": False},
    "import_answered": {
        "content": b"Received,Type,Name,Closed,Result\n"
        b"2026-11-16,SAR,Rex Vane,2026-11-24,disclosed in full\n",
        "name": "register.csv",
        "named": {},
    },
}
"""What makes a function that does several acts do this one."""

BY_ROW = ("import_answered",)
"""Acts that are refused for each row of a file, with the same words."""

OPENS_ITSELF = ("accept_head",)
"""Acts that open the records, which must be a database: tests/store/test_last_seen.py asks them."""

ON_THE_SAR = ("check", "lift_protection")
ALSO_BY = {"question": ("assess",)}
"""Acts that a person does with the same entries by another act's right."""


def stand_in(name: str, parameter: Parameter) -> object:
    """Return a value of a parameter's type that means as little as it can."""
    if name in GIVEN:
        return GIVEN[name]
    kind = get_origin(parameter.annotation) or parameter.annotation
    plain: Mapping[Any, object] = {
        str: "x", int: 1, bytes: b"x", date: TODAY, Sequence: (), Mapping: {}, tuple: (),
    }  # fmt: skip
    return plain.get(kind, TODAY)


def call(act: Act, desk: Desk, office: Office) -> object:
    """Do an act with entries that mean little."""
    run: Callable[..., object] = function_at(act.run)
    given = {
        name: stand_in(name, parameter)
        for name, parameter in list(signature(run).parameters.items())[1:]
        if parameter.default is Parameter.empty or name in ("references",)
    }
    if "reference" in given:
        given["reference"] = office.sar if act.id in ON_THE_SAR else office.shared
    if act.run.endswith(":record_fact"):
        given["name"] = act.id if act.id != "fact" else "acknowledged"
    done = run(desk, **{**given, **OF_ACT.get(act.id, {})})
    if isinstance(done, AbstractContextManager):
        with done as made:
            return made
    return done


@each(act=[act for act in ALL.values() if act.id not in OPENS_ITSELF])
def test_an_act_refuses_every_role_that_it_does_not_name(act: Act, office: Office) -> None:
    before, asked = office.versions(), 0
    may = {role for id in (act.id, *ALSO_BY.get(act.id, ())) for role in allowed(ALL[id])}
    for role in PEOPLE.keys() - may:
        asked += 1
        refused = (NotAllowed, BadFile) if act.id in BY_ROW else (NotAllowed,)
        with pytest.raises(refused, match=r"may not|reads only"):
            call(act, office.desk_of(PEOPLE[role]), office)
    assert asked or may == set(PEOPLE)
    assert office.versions() == before


def allowed(act: Act) -> tuple[Role, ...]:
    return acts().allowed_as(act).who
