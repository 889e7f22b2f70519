"""How to reach a school, its Data Protection Officer, and the regulator, in words."""

from dpo_console.config import Settings


def how_to_complain(settings: Settings, slug: str, by_post: str = "") -> str:
    """Return the ways to write to the officer of a school or call, to complain or use a right.

    `by_post` says where letters go, if the address need not be said. It stands above every letter.
    """
    dpo, school = settings.dpo, settings.school(slug)
    ways = [f"by e-mail to {dpo.email}" if dpo.email else ""]
    by_post = by_post or f"to {school.name}, {school.address}"
    ways += [f"by letter {by_post}" if school.address else ""]
    ways += [f"by telephone on {dpo.phone}" if dpo.phone else ""]
    return ", or ".join(way for way in ways if way)
