"""Sharing to protect a child (DPA 2018 Sch 1 para 18), as its recorded purpose shows."""

import re

from dpo_console.cases.people.matching.squeezed import folded
from dpo_console.store.cases.case_file import CaseFile

_PROTECTS = re.compile(
    r"\bsafeguard|\bchild protection\b|\bprotect\w* (a|the|this|that|her|him|them|child|pupil)"
    r"|\bharm|\babus|\bneglect|\bwelfare\b|\bat risk\b|\bexploit|\bradicali|\bsafety\b"
    r"|\bmissing (child|pupil|from)|\b(section|s)\.? ?(17|47)\b|\bpara(graph|\.)? ?18\b"
)
"""Words of a purpose or condition that protects a child."""

WORKERS = "la-safeguarding"
"""The kind of requester whose only work is to protect children."""


def safeguards(file: CaseFile) -> bool:
    """Return True unless the purpose recorded is another than to protect a child."""
    urgent = any(fact.name == "released_urgently" for fact in file.standing_facts())
    scope = file.scope
    if scope is None or urgent or file.case.requester_kind == WORKERS:
        return True
    words = folded(f"{scope.purpose} {scope.condition}")
    return not scope.purpose.strip() or _PROTECTS.search(words) is not None
