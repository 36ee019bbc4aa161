"""The kind of content that only this site has: trials in a neighbourhood."""

from __future__ import annotations

import datetime
from typing import Literal

from katern.items import AudienceId, Content, RunningText, SourceKey, Text
from katern.kinds import Kind, Listing, Shown
from katern.words import kinds as words


class Trial(Content):
    """What was tried in a neighbourhood, and what came of it."""

    begin: datetime.date
    place: Text
    state: Literal["running", "done"]
    with_whom: tuple[AudienceId, ...] = ()
    outcome: RunningText | None = None
    sources: tuple[SourceKey, ...] = ()


KINDS = [
    Kind(
        "trial",
        Trial,
        in_docs=True,
        template="katern/trial.html",
        opening=(
            Shown("outcome", "warning"),
            *(Shown(field) for field in ("begin", "place", "state")),
            Shown("with_whom", unknown=True),
            Shown("sources"),
        ),
        card=("begin", "place"),
        newest="begin",
        order=3,
        boost=700,
        reviewed=True,
        sourced=True,
        wants_text=True,
        listing=Listing(menu=10),
    )
]
WORDS = {
    "trial": words.Kind(
        label="Proef",
        folder="proeven",
        list=words.Listing("Proeven", "Wat in wijken is geprobeerd."),
        neutral="Proef",
        fields={
            "outcome": "Wat het opleverde",
            "begin": "Begonnen",
            "place": "Plaats",
            "state": "Stand",
            "with_whom": "Met wie",
            "sources": "Bronnen",
        },
        choices={"running": "Loopt", "done": "Afgerond"},
    )
}
