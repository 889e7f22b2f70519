"""A strict reader of one statute file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from dpo_console.law.calendar.schools import SchoolType
from dpo_console.law.model import Standing
from dpo_console.law.statutes import (
    BeforeClosing,
    Claim,
    CountedAs,
    Duty,
    Extension,
    Limit,
    MoveRule,
    Pause,
    Silence,
    Start,
    Statute,
    Version,
    Work,
)
from dpo_console.toml_file import Table, read_toml

UNITS = ("months", "weeks", "days", "hours", "working_days", "school_days")
PAUSE_COUNTS = ("neither_end_day", "not_answer_day")
IN_A_LETTER = ("subjects", "received")


def read_statute(path: Path) -> Statute:
    """Read the statute in a file, named after its kind. Raises BadFile naming file and key."""
    table = read_toml(path)
    outcomes = table.mapping("outcomes")
    statute = Statute(
        kind=path.stem,
        title=table.take("title", str),
        prefix=table.take("prefix", str),
        checked=table.take("checked", date),
        binds=_school_types(table),
        unbound=table.take("unbound", str, ""),
        offers=table.take("offers", str, ""),
        receipt=table.take("receipt", str, "Received"),
        outcomes=outcomes,
        says=_claims(table, outcomes),
        not_counted=table.mapping("not_counted"),
        facts=table.texts("facts", ()),
        work=_work(table.table("work")),
        silences=tuple(_silence(silence) for silence in table.tables("silence")),
        versions=tuple(_version(version) for version in table.tables("version")),
    )
    if not statute.versions:
        raise table.wrong("version", "is missing; a statute has at least one [[version]].")
    if sorted(v.begins for v in statute.versions) != [v.begins for v in statute.versions]:
        raise table.wrong("version", "must stand in order of their days in force (from).")
    if len(statute.binds) < len(SchoolType) and not statute.unbound:
        raise table.wrong("unbound", "is missing; say why some school types are not bound.")
    table.done()
    return statute


def _school_types(table: Table) -> frozenset[SchoolType]:
    try:
        return frozenset(SchoolType(name) for name in table.texts("binds"))
    except ValueError as error:
        raise table.wrong("binds", f"{error}; they are {', '.join(SchoolType)}.") from error


def _claims(table: Table, outcomes: Mapping[str, str]) -> Mapping[str, Claim]:
    if not table.has("says"):
        return MappingProxyType({})
    says = table.table("says")
    unknown = set(says.names()) - set(outcomes)
    if unknown:
        raise table.wrong("says", f"names {', '.join(sorted(unknown))}, which is no outcome.")
    return MappingProxyType({outcome: _claim(says.table(outcome)) for outcome in says.names()})


def _claim(table: Table) -> Claim:
    claim = Claim(needs=table.texts("needs", ()), denies=table.texts("denies", ()))
    table.done()
    return claim


def _work(table: Table) -> Work:
    closing = table.table("before_closing") if table.has("before_closing") else None
    work = Work(
        in_words=table.words("in_words"),
        asks_for=_in_a_letter(table),
        requester=table.words("requester"),
        answered_by=table.words("answered_by", "responded"),
        moves=tuple(_move(move) for move in table.tables("moves")),
        before_closing=_before_closing(closing) if closing else None,
        gated=table.take("gated", bool, False),
        usual=table.take("usual", bool, False),
        searched=table.take("searched", bool, False),
        blind=table.take("blind", bool, False),
    )
    if not work.moves and not work.gated:
        raise table.wrong("moves", "is missing; say what is to be done.")
    table.done()
    return work


def _in_a_letter(table: Table) -> str:
    text = table.words("asks_for", "what you set out in your request of {received}")
    try:
        text.format_map(dict.fromkeys(IN_A_LETTER, ""))
    except (KeyError, IndexError, ValueError) as error:
        known = " and ".join(f"{{{name}}}" for name in IN_A_LETTER)
        raise table.wrong("asks_for", f"may name {known} only.") from error
    return text


def _move(table: Table) -> MoveRule:
    move = MoveRule(
        does=table.words("does"), when=table.texts("when", ()), unless=table.texts("unless", ())
    )
    table.done()
    return move


def _before_closing(table: Table) -> BeforeClosing:
    closing = BeforeClosing(one_of=table.texts("one_of"), say=table.words("say"))
    table.done()
    return closing


def _silence(table: Table) -> Silence:
    silence = Silence(
        to=table.texts("to"),
        chase=_limit(table.table("chase")),
        close=_limit(table.table("close")),
        law=table.words("law"),
        beginning_with=table.take("beginning_with", bool, False),
    )
    table.done()
    return silence


def _version(table: Table) -> Version:
    duties = [_duty(duty) for duty in table.tables("duty")]
    commenced = tuple(duty for duty, in_force in duties if in_force)
    if not commenced:
        raise table.wrong("duty", "is missing; a version has at least one [[version.duty]].")
    version = Version(
        begins=table.take("from", date),
        why=table.take("why", str, ""),
        saved_by=table.take("saved_by", str, ""),
        law=table.take("law", str),
        starts=tuple(_start(start) for start in table.tables("start")),
        pauses=tuple(_pause(pause) for pause in table.tables("pause")),
        duties=commenced,
        switched_off=tuple(duty for duty, in_force in duties if not in_force),
        counted_as=_counted_as(table.table("counted_as")) if table.has("counted_as") else None,
    )
    if version.saved_by and not version.why:
        raise table.wrong("why", f"is missing; say what {version.saved_by} spares.")
    table.done()
    return version


def _start(table: Table) -> Start:
    start = Start(
        by=table.take("by", str),
        law=table.take("law", str),
        contested=table.take("contested", bool, False),
    )
    table.done()
    return start


def _pause(table: Table) -> Pause:
    counts = table.one_of("counts", PAUSE_COUNTS)
    pause = Pause(
        by=table.take("by", str),
        counts=counts,
        strictly=table.one_of("strictly", PAUSE_COUNTS, counts),
        law=table.take("law", str),
    )
    table.done()
    return pause


def _counted_as(table: Table) -> CountedAs:
    counted_as = CountedAs(
        kind=table.take("kind", str), since=table.take("since", str), law=table.take("law", str)
    )
    table.done()
    return counted_as


def _duty(table: Table) -> tuple[Duty, bool]:
    """Read a duty, and True if it is in force. A duty not commenced is switched off."""
    limits = _limits(table, "limit")
    duty = Duty(
        what=table.take("what", str),
        title=table.take("title", str),
        standing=Standing(table.one_of("standing", tuple(Standing))),
        limits=limits,
        strictly=_limits(table, "strictly") if table.has("strictly") else limits,
        rolls_by=table.take("rolls_by", str, ""),
        extension=_extension(table.table("extension")) if table.has("extension") else None,
        met_by=table.texts("met_by"),
        needs=table.texts("needs", ()),
        unless=table.texts("unless", ()),
        law=table.take("law", str),
        by_school=_by_school(table),
    )
    if all(limit.since and limit.since not in duty.needs for limit in duty.limits):
        raise table.wrong("needs", f"must name {limits[0].since}, without which there is no limit.")
    if duty.rolls_by and any(limit.unit == "hours" for limit in limits):
        raise table.wrong("rolls_by", "is wrong here: a limit in hours never rolls.")
    commenced = table.take("commenced", bool, True)
    table.done()
    return duty, commenced


def _by_school(table: Table) -> Mapping[str, str]:
    laws = table.mapping("by_school")
    for name in laws:
        if name not in tuple(SchoolType):
            raise table.wrong(f"by_school.{name}", f"must be one of {', '.join(SchoolType)}.")
    return laws


def _extension(table: Table) -> Extension:
    extension = Extension(
        limits=_limits(table, "limit"),
        notice=_limits(table, "notice"),
        law=table.take("law", str),
    )
    table.done()
    return extension


def _limits(table: Table, key: str) -> tuple[Limit, ...]:
    """Read one limit, or a list of which the earliest counts."""
    if table.is_list(key):
        return tuple(_limit(limit) for limit in table.tables(key))
    return (_limit(table.table(key)),)


def _limit(table: Table) -> Limit:
    if table.has("on"):
        limit = Limit("on", since=table.take("on", str))
    else:
        unit = next((key for key in table.names() if key in UNITS), "")
        if not unit:
            raise table.wrong("limit", f"needs one of {', '.join(UNITS)}, or on.")
        count = table.take(unit, int)
        if count < 1:
            raise table.wrong(unit, f"is {count}, but must be 1 or more.")
        holidays = table.one_of("holidays", ("england", "uk"), "england")
        limit = Limit(unit, count, holidays, table.take("since", str, ""))
    table.done()
    return limit
