"""A message as a request: the form of a new one, filled in with what the message seems to be."""

from dataclasses import replace

from dpo_console.cases.intake.proposal import ProposedValue
from dpo_console.cases.intake.tray import InTray
from dpo_console.cases.office.desk import Desk
from dpo_console.cases.requests.arrival import NewRequest
from dpo_console.casework.intake import accepting
from dpo_console.tui.screens.requests.new_request import NewRequestScreen
from dpo_console.tui.screens.requests.request_fields import fields_of

KEPT = (
    "Their address is protected, as the message asks. Name in “Also keep from” who never gets it."
)


class MessageForm(NewRequestScreen):
    """The form in which a message is confirmed. It returns the new case."""

    def __init__(self, desk: Desk, message: InTray, kind: str) -> None:
        """Take a message, and its kind, which somebody chose if the message doesn't show it."""
        self.draft_title = f"Message {message.row.number}"
        super().__init__(desk)
        self.message, self.kind = message, kind
        self.filled: dict[str, str] = {}

    def on_mount(self) -> None:
        """Fill the form in. What the message doesn't tell for certain stays empty."""
        super().on_mount()
        self.form.fill(self.proposed())
        self.form.focus_field("requester")
        self.call_after_refresh(self.remember)

    def remember(self) -> None:
        """Remember the fields as the message filled them in."""
        self.filled = self.form.values

    @property
    def has_typing(self) -> bool:
        """True where the officer changed what the message filled in."""
        return self.form.values != self.filled

    def proposed(self) -> dict[str, str]:
        """Return the fields as the message tells them."""
        told = self.message.proposal
        moment = replace(told, kind=ProposedValue(self.kind, "")).moment
        request = NewRequest(
            self.kind, moment or self.desk.today, told.requester.value, told.requester_kind,
            told.names, school=told.school.value, summary=told.summary, email=told.email,
            phone=told.phone, address=told.address, channel=told.channel,
            protected=told.protected,
        )  # fmt: skip
        fields = fields_of(request, self.form.values) | {"requester_kind": told.requester_kind}
        return fields if moment else fields | {"received": ""}

    def advice(self) -> str:
        """Return what else to heed, led by details that are protected: their field is below."""
        asked = self.message.proposal.protected and self.form.values["protected"] != "no"
        return " ".join(filter(None, (KEPT if asked else "", super().advice())))

    def log_it(self, request: NewRequest) -> str:
        """Log the request, and keep the message with it."""
        return accepting.accept(self.desk, self.message.row.number, request).reference
