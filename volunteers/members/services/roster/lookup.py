"""What the platform knows about the people and places that a roster names; a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.models import Area
from orgtree.people.models.people import phone_index
from orgtree.sheets.declaring import Request
from orgtree.text.rules.numbers import own_number
from orgtree.text.rules.written.names import name_key, same_name
from volunteers.members.models.member import Member, Skill
from volunteers.members.models.names import Written, written
from volunteers.members.models.report_in import ReportIn
from volunteers.members.rules.doubles import Traits
from volunteers.members.services.doubles import traits_of


class Places:
    """The grids and buildings of one community, found by name or by number."""

    def __init__(self, community: Area):
        self.grids: list[Area] = []
        self.buildings: dict[int, list[Area]] = defaultdict(list)
        for area in Area.objects.current().within(community):
            if area.kind == AreaKind.GRID:
                self.grids.append(area)
            elif area.kind == AreaKind.BUILDING:
                self.buildings[area.parent_id].append(area)

    def find(self, grid_text: str, building_text: str) -> tuple[Area | None, str, str]:
        """(area, "", "") or (None, column, what is wrong) for the texts of a row; all empty for a row that names none."""
        grids = self.grids
        if grid_text:
            grids = _named(self.grids, grid_text)
            if not grids:
                return None, "网格", f"本社区没有“{grid_text}”，请填写网格名称或编号"
        if not building_text:
            return (grids[0] if grid_text else None), "", ""
        buildings = _named([area for grid in grids for area in self.buildings[grid.pk]], building_text)
        if len(buildings) > 1:
            return None, "网格", f"多个网格有“{building_text}”，请同时填写网格"
        if not buildings:
            return None, "楼栋", f"没有“{building_text}”，请填写楼栋名称或楼栋号"
        return buildings[0], "", ""


def _named(areas: list[Area], text: str) -> list[Area]:
    by_name = [area for area in areas if same_name(area.name, text)]
    number = own_number(text)
    return by_name or [area for area in areas if number and area.code.rsplit("-", 1)[1] == number]


@dataclass
class People:
    """Members by number and by phone, their live report-ins and skills, and the dictionary of skills."""

    by_number: dict[int, Member] = field(default_factory=dict)
    by_phone: dict[str, Member] = field(default_factory=dict)
    live: dict[int, ReportIn] = field(default_factory=dict)
    skills_of: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    without_phone: dict[tuple[str, str], list[Member]] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    namesakes: dict[str, list[Member]] = field(default_factory=dict)
    traits: dict[int, Traits] = field(default_factory=dict)
    reached: set[int] = field(default_factory=set)


def find_people(request: Request) -> People:
    """Everybody whom the rows may mean. With `request.lock` their rows are locked to the end of the transaction."""
    people = People(skills={skill.name: skill for skill in Skill.objects.filter(is_active=True)})
    rows = [entry.values for entry in request.entries]
    numbers = {values["number"] for values in rows if values["number"]}
    phones = {phone_index(phone): phone for phone in {values["phone"] for values in rows if values["phone"]}}
    members = Member.objects.order_by("pk").select_related("area")
    if request.lock:
        members = members.select_for_update(of=("self",), no_key=True)
    reached = Member.objects.allowed(request.by, P.MEMBER_EDIT).values("pk")
    people.by_number = members.filter(pk__in=reached).by_number(numbers)
    people.by_phone = {phones[member.phone_hash]: member for member in members.filter(phone_hash__in=list(phones))}
    people.without_phone = _without_phone(request, members)
    _add_namesakes(people, request)
    _add_what_belongs(people)
    return people


def _add_namesakes(people: People, request: Request) -> None:
    """All members of the names of new lines, wherever they are: one of them may be the person. Who is not in reach stays unnamed."""
    new = [entry.values["name"] for entry in request.entries if not entry.values["number"]]
    rows = Member.objects.annotate(written=Written("name")).filter(written__in={written(name) for name in new})
    found = list(rows.filter(closed_at__isnull=True).select_related("area").order_by("pk")) if new else []
    namesakes = defaultdict(list)
    for member in found:
        namesakes[name_key(member.name)].append(member)
    people.namesakes, people.traits = dict(namesakes), traits_of(found)
    reached = Member.objects.allowed(request.by, P.MEMBER_EDIT).filter(pk__in=[member.pk for member in found])
    people.reached = set(reached.values_list("pk", flat=True)) if found else set()


def _without_phone(request: Request, members) -> dict[tuple[str, str], list[Member]]:
    """Live members of the community without phone, by name and unit: a repeat would double them."""
    names = {name_key(entry.values["name"]) for entry in request.entries if not entry.values["phone"]}
    here = ReportIn.objects.live().filter(community=request.area).values("member")
    found = defaultdict(list)
    for member in members.filter(phone_hash__isnull=True, pk__in=here) if names else ():
        if name_key(member.name) in names:
            found[key_without_phone(member.name, member.unit_name)].append(member)
    return found


def key_without_phone(name: str, unit_name: str | None) -> tuple[str, str]:
    """What tells persons without phone apart, as far as it goes; the place where they live does the rest."""
    return name_key(name), name_key(unit_name or "")


def _add_what_belongs(people: People) -> None:
    ids = {member.pk for shelf in (people.by_number, people.by_phone) for member in shelf.values()}
    ids |= {member.pk for members in people.without_phone.values() for member in members}
    ids |= people.traits.keys()
    live = ReportIn.objects.live().filter(member__in=ids).select_related("area", "community")
    people.live = {report_in.member_id: report_in for report_in in live}
    links = Member.skills.through.objects.filter(member__in=ids)
    for member_id, skill_id in links.values_list("member_id", "skill_id"):
        people.skills_of[member_id].add(skill_id)
