"""Challenges to a proposed sharing: less would do, numbers are small, no basis. Pure.

A change of the proposal or a recorded reason answers a challenge. Until then, one that `blocks`
keeps the gate closed. The others warn.
"""

import re
from collections.abc import Callable, Iterator

from dpo_console.approval.adequacy import beyond_adequacy
from dpo_console.approval.data_items import DataItem, scales
from dpo_console.approval.lawful_bases import (
    bases_named,
    conditions_named,
    names_article_10,
    names_schedule_1,
    plain,
    rests_on_consent,
)
from dpo_console.approval.model import ROLES, Path
from dpo_console.approval.proposal import Challenge, Proposal
from dpo_console.approval.ratings import TELLING_SENSITIVITIES, telling, underrated, unrated
from dpo_console.approval.requesters import requester_kind
from dpo_console.text import counted

_SEVERAL = re.compile(
    r"\b(all|every|everyone|everybody|each|whole|entire|both|pupils|students|children|boys|girls"
    r"|classes|siblings|year groups?|years \d+|key stages?)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(\d{1,3}(?:,\d{3})+|\d+) (?:pupils|students|children)\b", re.IGNORECASE)
_ONE = re.compile(r"\b(one|\d+|(?:a )?single|none|any) of (?:all )?(?:the )?\w+", re.IGNORECASE)
"""Words that mean several pupils, a number of them, and words that pick one out of several."""


def telling_cohort(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to a cohort that tells sensitive data which no item lists."""
    listed = {item.slug for item in p.given}
    for kind in telling(p.cohort, p.catalogue) if not p.urgent else ():
        if kind.sensitivity in TELLING_SENSITIVITIES and kind.slug not in listed:
            rating = f"{kind.sensitivity}{kind.risk}"
            yield Challenge(
                f"cohort.{kind.slug}",
                f"“{_short(p.cohort)}” tells of each pupil what the school's list rates {rating}: "
                f"{kind.title}. List that as an item, or say why the recipient doesn't learn it.",
                blocks=True,
            )


def several_as_one(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to words that mean more pupils than the number says."""
    if p.pupils is None or p.urgent:
        return
    for words in (p.cohort, p.words, *_free_words(p)):
        counts = [int(count.replace(",", "")) for count in _COUNTED.findall(words)]
        group = p.pupils == 1 and _SEVERAL.search(_ONE.sub("", words))
        if group or any(count > p.pupils for count in counts):
            pupils = "1 pupil" if p.pupils == 1 else f"{p.pupils} pupils"
            yield Challenge(
                "numbers",
                f"“{_short(words)}” means more than {pupils}. Correct the number, or say why it is "
                "right.",
                blocks=True,
            )
            return


def _free_words(p: Proposal) -> Iterator[str]:
    """Yield the words of items that are on no list, and those after an item of the list."""
    for item in p.given:
        kind = p.catalogue.get(item.slug)
        if kind is None:
            yield item.words
        elif item.instead not in kind.less:
            yield item.instead


def _short(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= 80 else f"{said[:79]}…"


MANY_PUPILS = 100
"""The number of pupils from which special category data are large-scale (Art 35(3)(b))."""

MANY_YEARS = 5
"""The number of years above which we ask if each is needed."""

AGREED = {
    Path.PROCESSOR: (
        "A processor works under a written contract with what UK GDPR Art 28(3) demands",
        "who.processor",
    ),
    Path.JOINT: ("Joint controllers need an arrangement (UK GDPR Art 26)", "who.joint"),
}
"""The paths that need an agreement: why, and the criterion whose evidence shows it."""

_PROFILING = re.compile(
    r"profil|predict|algorithm|automat|machine learning|artificial intelligence|\bai\b|biometric"
    r"|facial|face recognition|tracking|location"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def challenges(proposal: Proposal) -> tuple[Challenge, ...]:
    """Return every challenge to a proposal, those that block first."""
    ordinary = proposal.path is not Path.COMPELLED
    found = [c for check in (BALANCING if ordinary else COMPELLED) for c in check(proposal)]
    return tuple(sorted(found, key=lambda challenge: not challenge.blocks))


def _legitimate_interests(p: Proposal) -> Iterator[Challenge]:
    for basis in bases_named(p.basis):
        if p.school_type in basis.not_for:
            yield Challenge(
                "legitimate-interests",
                f"{basis.title} (Art {basis.article}) can't be a state school's basis for its "
                f"tasks ({basis.why_not}). Public task (Art 6(1)(e)) may be; if the basis is the "
                "recipient's own, or the school has no such task, say so as the reason.",
                blocks=True,
            )
            return


def _special(p: Proposal) -> Iterator[Challenge]:
    titles = _titles(p, lambda kind: kind.special)
    named = conditions_named(f"{p.condition} {p.basis}")
    if titles and not named:
        yield Challenge(
            "special-category",
            f"Special category data: {titles}. In the scope, under “Condition”, name the part of "
            "UK GDPR Art 9(2) that allows it, such as Art 9(2)(g) with DPA 2018 Sch 1 para 18.",
            blocks=p.path is not Path.COMPELLED,
        )
    elif titles and all(c.schedule for c in named) and not names_schedule_1(p.condition + p.basis):
        yield Challenge(
            "schedule-1",
            f"Art {named[0].article} needs a condition of DPA 2018 Sch 1 {named[0].schedule} too "
            "(s.10(2)-(3)): name its paragraph.",
        )


def _criminal(p: Proposal) -> Iterator[Challenge]:
    titles = _titles(p, lambda kind: kind.criminal)
    footing = f"{p.condition} {p.basis}"
    if titles and not (names_article_10(footing) or names_schedule_1(footing)):
        yield Challenge(
            "criminal-data",
            f"May hold offences or allegations of them: {titles}. Name what allows it: UK GDPR "
            "Art 10 with a condition of DPA 2018 Sch 1 (s.10(4)-(5), s.11(2)).",
            blocks=p.path is not Path.COMPELLED,
        )


def _own_law(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to each item whose own law asks something before it is given."""
    for item in p.given if not p.urgent else ():
        asks = scales().asks.get(item.slug)
        if asks and not item.instead:
            yield Challenge(f"asks.{item.slug}", f"{item.title}: {asks}.", blocks=True)


def _titles(p: Proposal, has: Callable[[DataItem], bool]) -> str:
    return ", ".join(kind.title for _, kind in p.kinds() if has(kind))


def _less(p: Proposal) -> Iterator[Challenge]:
    for item, kind in p.kinds():
        if kind.less and not item.instead and not (p.named and kind.identity):
            less = " or ".join(f"“{words}”" for words in kind.less)
            yield Challenge(
                f"less.{item.slug}",
                f"{item.title}: would less detail do, such as {less}?",
                criterion="sensitivity.minimum",
            )


def _small_numbers(p: Proposal) -> Iterator[Challenge]:
    if p.named or not p.given:
        return
    says = ""
    rare = [item.title for item, kind in p.kinds() if kind.marks or kind.special]
    if p.pupils is None:
        says = "The number of pupils isn't known, so small numbers can't be checked: say how many."
    elif p.pupils < p.small_number:
        says = f"{counted(p.pupils, 'pupil')}: so few (under {p.small_number}) can be recognised."
    elif rare and p.pupils < p.small_number * 10:
        says = (
            f"Among {counted(p.pupils, 'pupil')} fewer than {p.small_number} may share a value of "
            f"{', '.join(rare)}: leave small groups out, or say why not."
        )
    if says:
        yield Challenge("small-numbers", says, criterion="sensitivity.small-numbers")


def _identifying(p: Proposal) -> Iterator[Challenge]:
    titles = ", ".join(item.title for item in p.given if item.risk <= 2)
    if titles and requester_kind(p.requester_kind).unidentified:
        yield Challenge(
            "identifying",
            f"These identify a pupil (risk 1 or 2): {titles}. Research gets such data only where "
            "nothing else can serve it.",
            criterion="sensitivity.minimum",
        )


def _years(p: Proposal) -> Iterator[Challenge]:
    years = [int(year) for year in _YEAR.findall(p.years)]
    if years and max(years) - min(years) >= MANY_YEARS:
        count = max(years) - min(years) + 1
        yield Challenge(
            "years", f"{count} years: is every one of them needed?", criterion="sensitivity.minimum"
        )


def _notice(p: Proposal) -> Iterator[Challenge]:
    if p.notice_lacks and not p.urgent:
        yield Challenge("notice", p.notice_lacks, criterion="purpose.expectations")


def _conduct(p: Proposal) -> Iterator[Challenge]:
    if p.conduct and not p.urgent:
        yield Challenge("conduct", p.conduct, criterion="who.history")


def _declarations(p: Proposal) -> Iterator[Challenge]:
    titles = ", ".join(item.title for item in p.given if item.risk == 1)
    if titles and requester_kind(p.requester_kind).declares and not p.urgent:
        yield Challenge(
            "declarations",
            f"These items identify a pupil at once (risk 1): {titles}. Everyone who will see them "
            "must sign a declaration, unless they are accredited researchers. Say who they are, "
            "and where the declarations are.",
            criterion="who.training",
        )


def _consent(p: Proposal) -> Iterator[Challenge]:
    if not rests_on_consent(p.basis, p.condition):
        return
    if not p.consent:
        yield Challenge(
            "no-consent",
            "Consent is the basis, and none stands on record. Change the basis, or record who gave "
            "it and for exactly what",
            blocks=True,
            final=True,
        )
        return
    yield Challenge(
        "consent",
        f"Consent is the basis: {p.consent}. Say whether a competent child agreed. It is weak "
        "where a pupil or parent has no real choice (UK GDPR Art 7, recital 43).",
        criterion="who.power",
    )


def _role(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge where the path fits neither the recipient's words nor its kind.

    A supplier that is a controller of its own uses the data for its own ends.
    """
    role = ROLES.get(p.path, "")
    says = ""
    if p.role_said and not p.role_said.startswith(role):
        says = f"The recipient's form says of its role: “{p.role_said}”. The path says: {role}."
    elif p.path is Path.ORDINARY and Path.PROCESSOR in requester_kind(p.requester_kind).roles:
        says = "On this path the supplier is a controller of its own, with purposes of its own."
    if says and not p.urgent:
        yield Challenge(
            "role", f"{says} Choose the path that fits, or say why this one does.", blocks=True
        )


def _agreement(p: Proposal) -> Iterator[Challenge]:
    law, criterion = AGREED.get(p.path, ("", ""))
    if law and not p.agreement:
        yield Challenge("agreement", f"{law}: give its reference.", criterion=criterion)


def _dpia(p: Proposal) -> Iterator[Challenge]:
    if p.dpia or not requester_kind(p.requester_kind).planned:
        return
    why = _why_dpia(p)
    if why:
        yield Challenge(
            "dpia",
            f"A DPIA is likely to be needed: {why} (UK GDPR Art 35). Give its reference, or that "
            "of the screening that found none was.",
            criterion="sensitivity.dpia",
        )


def _why_dpia(p: Proposal) -> str:
    special = any(kind.special or kind.criminal for _, kind in p.kinds())
    if _PROFILING.search(plain(p.purpose)):
        return "pupils would be profiled, tracked or decided about by a system"
    if special and (p.pupils is None or p.pupils >= MANY_PUPILS):
        return "special category or criminal data of many pupils"
    if Path.PROCESSOR in requester_kind(p.requester_kind).roles and p.given:
        return "a service would process children's data"
    return ""


def _statement(p: Proposal) -> Iterator[Challenge]:
    paragraph = requester_kind(p.requester_kind).untold
    named = rf"\bsch(?:edule|\.)? ?2,?(?: part \d,?)? para(?:graph|\.)? ?{paragraph}\b"
    if paragraph and not re.search(named, plain(f"{p.basis} {p.condition}")):
        yield Challenge(
            "statement",
            f"DPA 2018 Sch 2 para {paragraph} lets you share without telling the person only where "
            "telling would prejudice the purpose. Cite the paragraph and keep their written "
            "statement, or tell the person.",
            criterion="purpose.police-purpose",
        )


def _unclassified(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to words that nobody has rated.

    They stand beside a list, an order or a rating, or name sensitive data of the school's list.
    """
    if not p.words:
        return
    why = _beside(p)
    named = [] if why or p.urgent else telling(p.words, p.catalogue)
    if named:
        why = f"names {named[0].title}, {named[0].sensitivity}{named[0].risk} on the school's list"
    if why:
        yield Challenge(
            "words",
            f"“{p.words}”, under “Data in words”, {why}, and nobody has said how sensitive it is. "
            "Add it to the list of items, with a sensitivity and an identification risk",
            blocks=True,
            final=True,
        )


def _beside(p: Proposal) -> str:
    """Return what the words stand beside, or ''."""
    if p.items:
        return "stands beside the list of items"
    if p.path is Path.COMPELLED:
        return "stands beside the order"
    return "stands beside the rating" if p.rated else ""


def _underrated(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to each rating below the school's list, under an order to words alone."""
    for item in p.given:
        kind = underrated(item, p.catalogue)
        if kind and (item.instead or p.path is not Path.COMPELLED):
            ours, listed = f"{item.sensitivity}{item.risk}", f"{kind.sensitivity}{kind.risk}"
            yield Challenge(
                f"rating.{item.key}",
                f"“{item.words}” is rated {ours}, but “{kind.title}” is {listed} on the school's "
                "list. Rate it so, or say why not.",
                blocks=True,
                ratings=f"{ours} here, {listed} on the school's list",
            )


def _after_item(p: Proposal) -> Iterator[Challenge]:
    """Yield a challenge to free words after a listed item, while they have the item's rating."""
    for item in p.given:
        kind = unrated(item, p.catalogue)
        if kind:
            rating = f"{item.sensitivity}{item.risk}"
            yield Challenge(
                f"only.{item.key}",
                f"“{item.instead}” are your own words for a part of “{kind.title}”. The console "
                f"can't judge them, and gave them {rating}, as for its least telling form. Rate "
                f"them yourself, or say why {rating} fits.",
                blocks=True,
            )


def _beyond_order(p: Proposal) -> Iterator[Challenge]:
    given = p.given
    if given and not any(item.ordered for item in p.items):
        yield Challenge(
            "order-items",
            "Say which of the items the order or notice names: nothing else may go under it.",
            blocks=True,
            final=True,
        )
        return
    for item in given:
        if not item.ordered:
            yield Challenge(
                f"beyond-order.{item.key}",
                f"{item.title} is not named in the order or notice: it can't be given under it. "
                "Withhold it, or take it out and log a request of its own.",
                blocks=True,
                final=True,
            )


Check = Callable[[Proposal], Iterator[Challenge]]

BALANCING: tuple[Check, ...] = (
    _unclassified, telling_cohort, several_as_one, _after_item, _underrated, _legitimate_interests,
    _special, _criminal, _own_law, _consent, _statement, _role, beyond_adequacy, _agreement, _dpia,
    _identifying, _less, _small_numbers, _years, _notice, _conduct, _declarations,
)  # fmt: skip
"""The checks if sharing is a choice."""

COMPELLED: tuple[Check, ...] = (
    _beyond_order, _unclassified, telling_cohort, several_as_one, _after_item, _underrated,
    _special, _criminal,
)  # fmt: skip
"""The checks if an order or a duty compels sharing: the balancing has been done."""
