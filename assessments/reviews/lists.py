"""The columns of reviews and of their rolls: for the desk, workbooks, the API and the member's own copy. In the order of the roll, never of votes."""

from assessments.reviews.models import Review, Reviewed
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns

STATE_COLOURS = {"票数待复录": "warning", "票数已定": "warning", "已评定": "warning", "已告知归档": "success"}
REVIEWED_COLOURS = {"待告知": "warning", "已告知": "success"}
SEPARATE = "不合格只作记录，处置须由党组织另行按程序办理"


def grade_told(row: Reviewed) -> str:
    """The grade, with what follows from the last by itself: nothing."""
    return f"{row.get_grade_display()}（{SEPARATE}）" if row.grade == "failed" else row.get_grade_display()


review_list = declare_list(
    Review,
    columns=columns_of(Review, "branch held_on members issued returned valid decided_on closed_at")
    | unsummed_columns(Review, "year")
    | area_columns("区域", "branch.area")
    | {"state": state_column(Review, STATE_COLOURS)},
    desk="state branch year held_on members area",
    links="state branch",
    filters=("state", "year"),
    order="-year branch pk",
    loads=("branch__area__parent__parent",),
    api="id area branch year held_on state state_label members issued returned valid decided_on closed_at",
    asked_by="branch state area under",
    ordered_by="held_on",
)
reviewed_list = declare_list(
    Reviewed,
    columns=columns_of(Reviewed, "serial told_at")
    | {
        "year": Column("年度", lambda row: row.review.year),
        "branch": Column("党支部", lambda row: row.review.branch.name, order="review__branch"),
        "state": state_column(Reviewed, REVIEWED_COLOURS),
        "name": Column("姓名", lambda row: row.name, personal=True),
        "masked_name": Column("姓名", lambda row: row.masked_name, personal=True),
        "votes": Column("得票", lambda row: row.votes_told, personal=True),
        "grade": Column("组织评定", grade_told, personal=True),
        "remark": Column("评定意见", lambda row: row.remark, personal=True),
        "review": Column("民主评议", lambda row: row.review),
    },
    desk="state branch year serial name grade told_at",
    links="state name",
    filters=("state", "review"),
    order="-review__year review__branch serial",
    loads=("review__branch__area",),
    sheet="branch year serial masked_name votes grade state told_at",
    member="member",
    own="year branch votes grade remark state told_at",
)
