"""The first place: the declaration of the act."""

from dpo_console.cases.office.acts import Act, Key, Step, with_more
from dpo_console.config import Role

TELEPHONE = Act(
    id="telephone",
    said="telephone a requester",
    who=(Role.DPO, Role.CLERK),
    step=Step("Telephone the requester", 345),
    key=Key("telephone", "Ring the requester, and record the answer", 15, "Z", shown=True),
    form="tests.casework.added.call_form:telephone",
    many="tests.casework.added.call_form:telephone_many",
    run="tests.casework.added.calling:telephone",
    records="telephone",
    tells=lambda words: with_more("Telephoned", words.get("answer")),
    instead="telephone again",
    leaves=True,
)
