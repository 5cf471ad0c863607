"""What a published round leaves to be mended: gathered from what was said of each subject, listed or struck by the office, once.

Source: docs/rules.md, "Rectification"; docs/decisions/0082-what-a-round-leaves.md.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from assessments.ballots.choices import TextState
from assessments.ballots.models import PollText
from assessments.rectify.choices import ProposalState, RectifySource
from assessments.rectify.models import RectifyItem, RectifyProposal
from assessments.rectify.services.items import item_acts
from assessments.rounds.choices import SheetState
from assessments.rounds.models import PanelSheet, Round, RoundSubject
from assessments.rounds.services.rounds import ENDED
from orgtree.acts import Act, Acts, Doing, asks_of, declare_acts, leave_as_it_was, make, perform_one
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

LONGEST = RectifyItem._meta.get_field("problem").max_length
WAITING, STRUCK = frozenset({ProposalState.WAITING}), frozenset({ProposalState.STRUCK})
STAMPS = ("decided_by", "decided_at")


# --- Gathering ------------------------------------------------------------------------------------------------------------


def gather(round: Round, by=None) -> None:
    """Propose comments, answers, findings of the panel and texts that may be fed back; what was proposed before stays as it is."""
    now = timezone.now()
    rows = [
        RectifyProposal(subject=subject, key=key, source=source, text=words[:LONGEST], gathered_at=now)
        for subject in round.subjects.taking_part()
        for key, source, said in _said_of(subject)
        if (words := " ".join(said.split()))
    ]
    RectifyProposal.objects.bulk_create(rows, ignore_conflicts=True)


def _said_of(subject: RoundSubject) -> Iterator[tuple[str, str, str]]:
    """(which words, where from, the words). The order of texts is that of their words: it says nothing of who wrote them."""
    yield f"comment-{subject.pk}", RectifySource.REVIEW, subject.comment
    yield f"answer-{subject.pk}", RectifySource.REVIEW, subject.answers
    sheets = PanelSheet.objects.filter(subject=subject, state=SheetState.SIGNED).order_by("words", "pk")
    for words, same in groupby(sheets, key=lambda sheet: sheet.words):  # a panel that agrees says one thing
        yield f"panel-{next(same).pk}", RectifySource.PANEL, words
    texts = PollText.objects.filter(subject__of_round=subject, state=TextState.SHOWN).order_by("text", "pk")
    for pk, words in texts.values_list("pk", "text"):
        yield f"text-{pk}", RectifySource.BALLOT, words


def follow_text(text: PollText, is_shown: bool, by) -> None:
    """What may be fed back once its round is published is proposed; what no longer may, and nobody has decided on, goes."""
    subject = text.subject.of_round
    if subject is None or subject.round.state not in ENDED:
        return
    if is_shown:
        gather(subject.round)
    else:
        RectifyProposal.objects.waiting().filter(subject=subject, key=f"text-{text.pk}").delete()


# --- The acts -------------------------------------------------------------------------------------------------------------


def _take_up(proposal: RectifyProposal, doing: Doing) -> None:
    """Its item, with the task of whoever answers. Raises RuleBroken at the wrong field."""
    subject, said = proposal.subject, doing.said
    unit = subject.institution
    seat = {"area": unit.area if unit else subject.area, "institution": unit, "year": subject.round.year}
    words = {"source": proposal.source, "problem": said["problem"] or proposal.text, "fed_back_on": None}
    proposal.item = make(item_acts, "enter", by=doing.by, **seat, **words, due_on=said["due_on"]).row


# Source: docs/rules.md, "Rectification".
proposal_acts = declare_acts(
    Acts(
        RectifyProposal,
        called="整改建议",
        loads=("subject__round__area", "subject__area", "subject__institution__area"),
        acts=(
            Act(
                "take_up",
                "列入整改",
                "列入",
                WAITING | STRUCK,
                ProposalState.LISTED,
                permission=P.RECTIFY_MANAGE,
                asks=asks_of(
                    RectifyItem,
                    "problem due_on",
                    problem={
                        "is_optional": True,
                        "column": "",
                        "begins": lambda proposal: proposal.text,
                        "told": "问题；省略时用原话",
                    },
                    due_on={"is_optional": True, "column": "", "help": "留空时为反馈后30日"},
                ),
                stamps=STAMPS,
                run=_take_up,
                done="已列入整改清单，责任岗位收到任务。",
                hint="改成一句话的问题；责任岗位在期限内整改。",
                icon="playlist_add_check",
                description="列入整改清单，责任岗位同时收到任务；问题省略时用原话，期限省略时为反馈后30日。",
            ),
            Act(
                "strike",
                "不列入",
                "设为不列入",
                WAITING,
                ProposalState.STRUCK,
                permission=P.RECTIFY_MANAGE,
                stamps=STAMPS,
                many=True,
                undo=leave_as_it_was,
                done="不列入，不再提出。",
                hint="不需要整改的不列入，以后不再提出；改主意时仍可列入。",
                icon="playlist_remove",
                description="不需要整改的，以后不再提出；仍可改为列入。",
            ),
        ),
    )
)


@transaction.atomic
def decide(
    kept: Iterable[tuple[RectifyProposal, str]], struck: Iterable[RectifyProposal], *, by
) -> dict[int, RuleBroken]:
    """List these with the words that the office gave them and strike those; what was refused by id, and then nothing is done."""
    refused = {}
    for proposal, problem in kept:
        try:
            perform_one(proposal_acts, "take_up", pk=proposal.pk, by=by, problem=problem, due_on=None)
        except RuleBroken as broken:
            refused[proposal.pk] = broken
    for proposal in struck:
        perform_one(proposal_acts, "strike", pk=proposal.pk, by=by)
    if refused:
        transaction.set_rollback(True)
    return refused
