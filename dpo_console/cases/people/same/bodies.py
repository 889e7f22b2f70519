"""Organisations as they are compared: without legal forms, and by their e-mail domain."""

from dpo_console.cases.people.matching.squeezed import words_in

_FORMS = {
    "the", "and", "of", "for", "ltd", "limited", "llp", "lp", "plc", "inc", "cic", "co", "company",
    "group", "uk", "solicitor", "solicitors", "lawyers", "law", "legal", "services", "partners",
}  # fmt: skip
"""Words of an organisation's name that it may be written with or without."""

_ANYBODYS = {
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "live.co.uk",
    "live.com", "yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "aol.com", "btinternet.com",
    "sky.com", "talktalk.net", "virginmedia.com", "protonmail.com", "proton.me", "msn.com",
    "example.org", "example.com", "example.net",
}  # fmt: skip
"""Domains at which anybody may have an address, so that they show no organisation."""

_TELLING = 6
"""The fewest letters by which a domain shows an organisation."""


def core(name: str) -> list[str]:
    """Return the words of an organisation's name that tell it from others."""
    words = words_in(name)
    return [word for word in words if word not in _FORMS] or words


def same_body(one: str, other: str) -> bool:
    """Return True if two names may be one organisation's. Both must say something."""
    shorter, longer = sorted((core(one), core(other)), key=len)
    if len(shorter) < 2:
        return bool(shorter) and shorter == longer
    return f" {' '.join(shorter)} " in f" {' '.join(longer)} "


def domain_of(email: str) -> str:
    """Return the domain of an e-mail address, or '' if it is open to everybody."""
    domain = email.strip().casefold().rpartition("@")[2] if "@" in email else ""
    return "" if domain in _ANYBODYS else domain


def is_domain_of(domain: str, name: str) -> bool:
    """Return True if a domain is written as an organisation's name is, such as keel-insurance."""
    key = "".join(core(name))
    return len(key) >= _TELLING and key in "".join(words_in(domain))
