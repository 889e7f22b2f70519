"""What a letter says about the data of a group of people, as the office stated it.

UK GDPR Art 15(1) and 15(2): purposes, categories, recipients, retention, source, transfers and
automated decisions differ by whose data it is. They are stated, never supposed.
"""

from collections.abc import Mapping

from dpo_console.cases.checklist.particulars import particulars_of, said
from dpo_console.cases.office.desk import Desk
from dpo_console.config.notice.notice import NO_WORDS, PARTS, Whose, parts_of, read_notice
from dpo_console.letters.letter import Unstated
from dpo_console.sentences import Phrase, Remedy
from dpo_console.store.cases.case_file import CaseFile

DETAIL = "data.whose"
"""The case detail that says whose data it is."""

OWN = {
    "pupil": Whose.PUPIL,
    "former-pupil": Whose.PUPIL,
    "parent": Whose.PARENT,
    "staff": Whose.WORKFORCE,
}
"""The groups of requesters who ask for their own data."""

PEOPLE = {
    Whose.PUPIL: "pupils",
    Whose.PARENT: "parents",
    Whose.WORKFORCE: "the workforce",
    Whose.VOLUNTEER: "governors and volunteers",
    Whose.VISITOR: "visitors",
}
WHAT = {
    "purposes": "the purposes",
    "categories": "the categories of data",
    "recipients": "the recipients",
    "retention": "how long you keep the data",
    "source": "where the data come from",
    "transfers": "whether you send the data abroad",
    "automated": "whether a computer decides alone",
}


def whose_data(file: CaseFile) -> Whose | None:
    """Return the group of people whose data it is, or None if the case doesn't show it.

    The case detail decides. Otherwise it is the requester's own group, or the pupils if it is
    about somebody else.
    """
    if detail := said(file, DETAIL):
        return Whose(detail)
    requester = file.requester.name
    subjects = {*file.subjects}
    if subjects - {requester}:
        return Whose.PUPIL
    return OWN.get(file.case.requester_kind)


def notice_fields(desk: Desk, file: CaseFile) -> dict[str, str]:
    """Return the statements on the people whose data it is. One not made says where to make it."""
    if all(detail.name != DETAIL for detail in particulars_of(file.case.kind)):
        return {}
    whose = whose_data(file)
    if whose is None:
        choose = Remedy("particulars", (file.case.reference, f"{DETAIL}=..."))
        return dict.fromkeys(_NAMES.values(), Unstated(Phrase("Say whose data it is: ", choose)))
    schools = [school.slug for school in desk.settings.schools]
    notice = read_notice(desk.home.notice, schools, desk.settings.notice)
    found = {part: notice.words(whose, part, file.case.school) for part in PARTS}
    says = {_NAMES[part]: words or _unstated(whose, part) for part, words in found.items()}
    children = notice.for_children(file.case.school) if whose is Whose.PUPIL else NO_WORDS
    return says | {
        f"child.{part}": children.words(part) for part in parts_of(children) if part in PARTS
    }


_NAMES: Mapping[str, str] = {part: f"notice.{part}" for part in PARTS}


def _unstated(whose: Whose, part: str) -> Unstated:
    return Unstated(
        f"You haven't stated {WHAT[part]} for {PEOPLE[whose]}. "
        f"Add {part} under [{whose}] in data/notice.toml."
    )
