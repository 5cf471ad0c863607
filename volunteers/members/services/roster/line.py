"""One line of a roster, whom it resembles, and what is asked about that before anybody is entered twice."""

from dataclasses import dataclass, field

from orgtree.models import Area
from orgtree.sheets.declaring import Plan, Question, Request
from orgtree.text.rules.written.names import name_key
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.models.member import Member, Skill
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.doubles import Traits, reasons_for
from volunteers.members.services.roster.lookup import People

NEW = "new"  # the answer that a line means somebody else


@dataclass
class Line:
    """One person of the roster: who it is, what is stored, and what the row wants (None: leave as it is)."""

    row: int
    name: str
    phone: str
    member: Member | None = None
    report_in: ReportIn | None = None
    unit_name: str | None = None
    residence: str | None = None
    place: Area | None = None
    skills: list[Skill] | None = None
    free_times: list[str] | None = None
    interests: list[str] | None = None
    # Members who resemble a new person and are said to be others.
    apart: list[Member] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def joins(self) -> bool:
        """Whether the row makes a new report-in."""
        return self.report_in is None

    @property
    def is_accepted(self) -> bool:
        """Whether the row accepts a report-in that waits."""
        return self.report_in is not None and self.report_in.state == ReportInState.SUBMITTED


def alike(line: Line, request: Request, people: People) -> list[Member]:
    """The members who are probably the person of a new line, by the same reasons as two files are (rules.doubles)."""
    told = Traits(line.name, line.unit_name or "", None, request.area.pk, line.residence or "", line.phone)
    found = people.namesakes.get(name_key(line.name), [])
    return [member for member in found if reasons_for(told, people.traits[member.pk])]


def ask_about(line: Line, found: list[Member], people: People, plan: Plan) -> None:
    """Ask whether the line means one of them; of those out of reach no more is told than that there is somebody."""
    near = [member for member in found if member.pk in people.reached]
    told = [f"{member.name}（编号{member.number}，{member.unit_name}）" for member in near]
    if len(near) < len(found):
        told.append("其他社区同名的党员")
    text = f"与已登记的{'、'.join(told)}姓名相同，单位、住址或手机也对得上；请在核对页选择是不是同一人"
    same = [(member.number, f"是同一人，编号{member.number}，{member.unit_name}") for member in near]
    plan.ask(Question(line.row, line.name, text, (*same, (NEW, "是另一人"))), "姓名")
