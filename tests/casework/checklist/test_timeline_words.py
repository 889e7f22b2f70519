"""What the timeline says of answers on the checklist."""

from dpo_console.casework.checklist.acts import _assessed as assessed


def told(*answers: str) -> str:
    return assessed({"criterion": "; ".join(answers), "verdict": "", "evidence": ""})


def test_a_few_answers_are_spelt_out() -> None:
    said = told("who.organisation met (On the register.)", "who.person not-met (No reply.)")
    assert said == (
        "Do we know exactly who is asking? Met (On the register.); Has the person asking been "
        "verified through a contact found independently? Not met (No reply.)"
    )


def test_of_many_answers_the_number_is_told() -> None:
    many = [f"who.organisation met (Line {number}.)" for number in range(3)]
    said = told(*many, "who.person not-met (No.)", "who.powers not-applicable (None.)")
    assert said == "Answered 5 checks: 3 met, 1 not met, 1 not applicable"
