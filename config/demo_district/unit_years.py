"""What units of the demo tell of themselves: their line of work, what they are good at, and words of the year; what they gave."""

from datetime import timedelta

from cocon.helping.choices import HelpState
from cocon.helping.services.contributions import contribution_acts
from cocon.models import Contribution, Matter, Pairing, UnitProfile, UnitYear
from cocon.units.choices import UnitSystem
from config.demo_district.district_map import Part
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.choices import InstitutionKind
from orgtree.models import Institution

SYSTEMS = {
    InstitutionKind.AUTHORITY: (UnitSystem.PARTY, "policy", "政策解读、业务代办"),
    InstitutionKind.STATE_ENTERPRISE: (UnitSystem.INDUSTRY, "repair", "水电维修、礼堂借用"),
    InstitutionKind.PUBLIC: (UnitSystem.CULTURE, "culture", "科普讲座、场地借用"),
    InstitutionKind.SCHOOL: (UnitSystem.EDUCATION, "education", "课业辅导、操场错时开放"),
    InstitutionKind.MEDICAL: (UnitSystem.HEALTH, "health", "每季度义诊一次"),
    InstitutionKind.PRIVATE_ENTERPRISE: (UnitSystem.TRADE, "talent", "电脑和手机使用教学"),
}
DONE = "与结对社区联合开展主题党日六次，党员到社区服务四十余人次，认领的需求按期办完。"
PROBLEMS = "参加活动的年轻党员偏少，服务时间多在周末。"
PLANS = "每月固定一天到社区服务，增加错时开放场地。"
# (kind, words, fen)
GIVEN = (
    ("money", "楼道照明改造", 1_200_000),
    ("goods", "党群服务中心桌椅十二套", 480_000),
    ("money", "邻里节活动经费", 300_000),
    ("goods", "图书室图书三百册", 650_000),
)


def build_unit_years(part: Part) -> None:
    """With the first part all units' own words; in each community what two of its units gave."""
    if part.is_first:
        _tell(part)
    paired = Pairing.objects.in_force_on(part.today).filter(community__in=part.communities).order_by("pk")
    units: dict[int, list[int]] = {}
    for community, unit in paired.values_list("community", "unit"):
        units.setdefault(community, []).append(unit)
    rows = []
    for place in part.staffed:
        for turn, unit in enumerate(units.get(place.area.pk, [])[:2]):
            kind, words, fen = GIVEN[(place.number + turn) % len(GIVEN)]
            day = part.today - timedelta(days=40 + place.number % 20 + turn * 90)
            told = {"kind": kind, "words": words, "fen": fen, "day": day, "by": place.clerk, "at": moment(day, 600)}
            rows.append(Contribution(area=place.area, unit_id=unit, **told))
    Contribution.objects.bulk_create(rows)
    note_steps(contribution_acts, [Noted(row, "log", "", HelpState.KEPT, row.by, row.at) for row in rows])


def _tell(part: Part) -> None:
    """Profiles of all sixty; words of last year of every other one, and of the running year of every fifth."""
    matters, by = Matter.objects.in_bulk(field_name="code"), part.staffed[0].secretary
    kept = {"kept_by": by, "kept_at": moment(part.today - timedelta(days=60), 600)}
    units = list(Institution.objects.filter(kind__in=SYSTEMS, closed_on=None).order_by("pk"))
    told = [SYSTEMS[InstitutionKind(unit.kind)] for unit in units]
    profiles = UnitProfile.objects.bulk_create(
        UnitProfile(unit=unit, system=system, offers=offers, **kept)
        for unit, (system, _, offers) in zip(units, told, strict=True)
    )
    UnitProfile.matters.through.objects.bulk_create(
        UnitProfile.matters.through(unitprofile=profile, matter=matters[matter])
        for profile, (_, matter, _) in zip(profiles, told, strict=True)
    )
    year, words = part.today.year, {"done": DONE, "problems": PROBLEMS, "plans": PLANS}
    UnitYear.objects.bulk_create(
        [
            *(UnitYear(unit=unit, year=year - 1, **words, **kept) for unit in units[::2]),
            *(UnitYear(unit=unit, year=year, **words, **kept) for unit in units[::5]),
        ]
    )
