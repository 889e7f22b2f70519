"""How letters greet their readers and close, without a gender or title supposed."""

import pytest

from dpo_console.cases.people.addressee import Addressee
from dpo_console.cases.people.salutation import closing, greeting
from dpo_console.letters.addressees import To
from dpo_console.store.cases.case_rows import PartyRow


def to(name: str, kind: str, organisation: str = "", salutation: str = "") -> Addressee:
    party = PartyRow(
        1, "requester", 0, name, kind, organisation, "", "", "", False, salutation=salutation
    )
    return Addressee(To.REQUESTER, name, party=party, kind=kind)


@pytest.mark.parametrize(
    ("reader", "greeted", "closed"),
    [
        (to("Matilda Brown", "pupil"), "Dear Matilda", "Yours sincerely"),
        (to("Miss Matilda Brown", "pupil"), "Dear Matilda", "Yours sincerely"),
        (to("Jane Doe", "parent"), "Dear Jane Doe", "Yours sincerely"),
        (to("Ms Jane Doe", "parent"), "Dear Ms Doe", "Yours sincerely"),
        (to("Jane Doe", "parent", salutation="Dear Jane,"), "Dear Jane", "Yours sincerely"),
        (to("Jane Doe", "parent", salutation="Dr Doe"), "Dear Dr Doe", "Yours sincerely"),
        (to("PC Ada Finch", "police"), "Dear PC Finch", "Yours sincerely"),
        (to("Ada Finch", "police", "Kent Police"), "Dear Ada Finch", "Yours sincerely"),
        (to("Kent Police", "police"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Lex & Co", "solicitor", "Lex & Co"), "Dear Sir or Madam", "Yours faithfully"),
        (
            to("Admissions, Oak School", "school", "Oak School"),
            "Dear Sir or Madam",
            "Yours faithfully",
        ),
        (to("Claims team", "insurer", "Keel Ltd"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.REGULATOR, "The ICO"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.CONSULTED, "The school nurse"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.TOLD, "Fenmark County Council"), "Dear Sir or Madam", "Yours faithfully"),
        (Addressee(To.AFFECTED, "The parents of Year 5"), "Dear parents of Year 5", ""),
        (Addressee(To.TOLD, "Mr and Mrs Okafor"), "Dear Mr and Mrs Okafor", ""),
        (to("The Court Manager", "court", "Court"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Night social worker", "la", "Kent"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Trading officer R. Ingle", "dwp", "DWP"), "Dear Sir or Madam", "Yours faithfully"),
        (to("Winifred Aske MP", "mp"), "Dear Winifred Aske", "Yours sincerely"),
        (to("Dr Ann Aske MP", "mp"), "Dear Dr Aske", "Yours sincerely"),
        (Addressee(To.HOLDER, "The site manager"), "Dear colleague", "With thanks"),
        (Addressee(To.AFFECTED), "", ""),
    ],
)
def test_a_greeting_supposes_nothing_and_the_closing_follows_it(
    reader: Addressee, greeted: str, closed: str
) -> None:
    assert greeting(reader) == greeted
    assert closing(reader) == (closed or "Yours sincerely")
