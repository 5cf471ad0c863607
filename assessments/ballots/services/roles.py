"""The two roles of the database that ballots go through: who issues sees no ballot, who takes one sees no roll.

docs/decisions/0071-roles-of-ballots.md
"""

from orgtree.database.narrow_roles import NarrowRole, declare_narrow_role

POLL = "id state closes_at tally_public"
ISSUING = declare_narrow_role(
    NarrowRole(
        "dangjian_issuing",
        reads={
            "assessments.Poll": POLL,
            "assessments.PollSheet": "id poll_id signing_key",
            "assessments.RollEntry": "id poll_id way code",
            "assessments.RollToken": "id entry_id sheet_id asked",
        },
        alters={"assessments.RollEntry": "way code code_until", "assessments.RollToken": "asked"},
        alone_altered=("assessments.RollToken",),
    )
)
# Also what fills the empty boxes at the opening and opens them at the tally: no other role reads or writes them.
CASTING = declare_narrow_role(
    NarrowRole(
        "dangjian_casting",
        reads={
            "assessments.Poll": f"{POLL} options takes_texts",
            "assessments.PollSheet": "id poll_id subject_id modulus box_key",
            "assessments.PollSubject": "id poll_id position",
        },
        alone=("assessments.BallotBox",),
    )
)
