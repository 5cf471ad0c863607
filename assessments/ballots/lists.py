"""The columns of polls, rolls, paper batches, sums and texts: for the desk, workbooks, one's own copy and the API."""

from assessments.ballots.choices import BallotWay
from assessments.ballots.models import PaperBatch, Poll, PollClass, PollSubject, PollTally, PollText, RollEntry
from assessments.ballots.services.turnout import base_told, counts_told
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns

COLOURS = {"准备中": "info", "演练中": "warning", "投票中": "success", "已截止": "warning", "已计票": "info"}
BATCH_COLOURS = {"待第二人录入": "warning", "两次录入不一致": "danger", "两次录入一致": "success"}
TEXT_COLOURS = {"待审看": "warning", "可以反馈": "success", "不反馈": "info"}

name_by(Poll, "id number title")
name_by(PollSubject, "id name")
name_by(PollClass, "id code label")
poll_list = declare_list(
    Poll,
    columns=unsummed_columns(
        Poll, "number title year closes_at base people roll_digest opened_at closed_at counted_at note"
    )
    | area_columns("组织区域")
    | {"state": state_column(Poll, COLOURS)},
    desk="state title number year area closes_at people",
    links="state title",
    filters=("state", "year", "area"),
    order="-year -pk",
    loads=("area",),
    api=(
        "id area number title year state state_label closes_at base base_label people roll_digest opened_at closed_at "
        "counted_at note"
    ),
    asked_by="state area under",
    ordered_by="opened_at",
)


def way_told(entry: RollEntry) -> str:
    """That somebody has paper is known to whoever handed it out; who has a token is told in no list."""
    return "纸质票" if entry.way == BallotWay.PAPER else ""


def rights_told(entry: RollEntry) -> str:
    return "；".join(str(right) for right in entry.rights.all())


roll_list = declare_list(
    RollEntry,
    columns=columns_of(RollEntry, "about")
    | {
        "name": Column("姓名", lambda entry: entry.name, personal=True),
        "poll": Column("投票编号", lambda entry: entry.poll.number, order="poll__number"),
        "title": Column("投票", lambda entry: entry.poll.title, order="poll__title"),
        "voter_class": Column("类别", rights_told),
        "paper": Column("纸质票", way_told),
        "has_account": Column("是否有账号", lambda entry: "有账号" if entry.user_id else "无账号"),
    },
    desk="name about title voter_class has_account paper",
    links="name",
    filters=("poll",),
    importer="ballot-roll",
    order="-poll name pk",
    loads=("poll__area", "user"),
    own="title name about voter_class",
    sheet="title has_account",
    sheet_loads=("rights__voter_class", "rights__subject"),
)
batch_list = declare_list(
    PaperBatch,
    columns=columns_of(PaperBatch, "number")
    | {
        "poll": Column("投票", lambda batch: batch.poll.title, order="poll__title"),
        "sheet": Column("选票", lambda batch: str(batch.sheet)),
        "state": state_column(PaperBatch, BATCH_COLOURS),
    },
    desk="state number poll sheet",
    links="state number",
    filters=("state", "poll"),
    order="-poll number",
    loads=("poll__area", "sheet__voter_class", "sheet__subject"),
)


tally_list = declare_list(
    PollTally,
    columns=unsummed_columns(PollTally, "valid abstained spoiled")
    | {
        "poll": Column("投票", lambda row: row.poll.title, order="poll__title"),
        "subject": Column("评议对象", lambda row: row.subject.name, order="subject__position"),
        "voter_class": Column("类别", lambda row: row.voter_class.label, order="voter_class__position"),
        "counts": Column("各栏票数", counts_told),
        "base": Column("百分比基数", lambda row: row.poll.get_base_display()),
        "of": Column("基数", base_told),
    },
    desk="poll subject voter_class counts valid abstained spoiled base of",
    links="subject",
    filters=("poll",),
    order="-poll subject__position voter_class__position",
    loads=("poll__area", "subject", "voter_class__figure"),
    api="id poll subject voter_class counts valid abstained spoiled void void_label",
    asked_by="poll subject under",
)
text_list = declare_list(
    PollText,
    columns=columns_of(PollText, "text reason")
    | {
        "poll": Column("投票", lambda row: row.poll.title, order="poll__title"),
        "subject": Column("评议对象", lambda row: row.subject.name, order="subject__position"),
        "state": state_column(PollText, TEXT_COLOURS),
    },
    desk="state poll subject text",
    links="state text",
    filters=("state", "poll"),
    order="-poll subject__position text",
    loads=("poll__area", "subject"),
)
