"""The notice in words, from everything stated for it. The same statements give the same words."""

from collections.abc import Mapping
from datetime import date

from dpo_console.cases.notice.listing import LISTS, how_to_complain
from dpo_console.cases.notice.sections import Section, Template, filled, templates
from dpo_console.cases.notice.stated import CHILDREN, Stated
from dpo_console.cases.retention.schedule import own_period
from dpo_console.config.notice.notice import PARTS
from dpo_console.law.retention import CoveredRecords, period_for
from dpo_console.law.statutes import statute
from dpo_console.letters.letter import live_body
from dpo_console.sentences import first_upper
from dpo_console.text import counted


def compose(stated: Stated, today: date) -> tuple[Section, ...]:
    """Return the sections of a notice. What isn't stated is left out; `missing` names it."""
    told = fields_of(stated)
    found = templates().child if stated.audience == CHILDREN else templates().section
    written = (_section(one, stated, told, today) for one in found)
    return tuple(section for section in written if section.blocks)


def _section(template: Template, stated: Stated, told: Mapping[str, str], today: date) -> Section:
    blocks = [live_body(words) for says in template.says if (words := filled(says, told))]
    listed = list(LISTS[template.lists](stated, told, today)) if template.lists else []
    counts = {
        "", stated.audience, *stated.bases, "conditions" if stated.has_conditions else "",
        "a person decides" if stated.a_person_decides else "",
    }  # fmt: skip
    after = [filled(one.says, told) for one in template.after if one.only in counts]
    lacks_list = template.lists and not listed and not template.optional
    ends = [live_body(words) for words in after if words]
    whole = () if lacks_list else (*blocks, *listed, *ends)
    return Section(template.slug, template.title, whole)


def fields_of(stated: Stated) -> dict[str, str]:
    """Return the values for the fields of a notice's templates, '' for what isn't stated."""
    settings, slug = stated.settings, stated.slug
    regulator, controller = settings.regulator, settings.controller(slug)
    said = stated.children if stated.audience == CHILDREN else stated.statements
    own = {name: said.words(name) for name in (*PARTS, "security", "providing")}
    reach = how_to_complain(settings, slug)
    return own | {
        "Controller": first_upper(controller),
        "School": stated.school.name,
        "officer": settings.dpo.name,
        "reach": reach,
        "requests": _kept_for(stated),
        "parents_record": _parents_record(stated),
        "complaint.how": reach,
        "regulator.name": regulator.name,
        "regulator.address": regulator.address,
        "regulator.phone": regulator.phone,
        "regulator.website": regulator.website,
    }


def _kept_for(stated: Stated) -> str:
    """Return how long the record of a request is kept, as the retention schedule has it."""
    kind = templates().requests
    own = own_period(stated.settings, CoveredRecords.CASE, kind)
    years = own.years if own else period_for(CoveredRecords.CASE, kind).years
    return counted(years, "year")


def _parents_record(stated: Stated) -> str:
    """Return the words on the record that a parent may see, or '' unless each school owes it."""
    said, schools = templates().parents_record, stated.settings.schools_meant(stated.slug)
    owed = all(statute(said.kind).binds_at(school.type) for school in schools)
    return said.says if owed else ""
