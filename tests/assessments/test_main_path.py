"""The main path of a round as people go it: opened, reported, scored, voted, composed, decided, shown, published, rectified, next year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal as D
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.ballots.models import Poll, RollEntry
from assessments.ballots.services.papers import enter_batch
from assessments.ballots.services.roll import roll_acts
from assessments.models import Component, Outcome, Publicity, Round, SubjectReport
from assessments.rectify.services.tasks_of import tasks_of
from assessments.results.services.composing import order_composing
from assessments.results.services.outcomes import digest_of
from assessments.results.services.publicity import dispute_acts, publicity_acts
from assessments.rounds.services.extras import extra_acts
from assessments.rounds.services.panels import save_sheet, sheet_acts
from assessments.rounds.services.reports import report_acts
from assessments.rounds.services.rounds import round_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import close_period
from orgtree.models import Figure, FigureFill, Notice
from orgtree.runs.engine import do_run
from tests.assessments.ballots import polls
from tests.assessments.rectify import world as rectify
from tests.assessments.results import world as results
from tests.assessments.rounds import world
from tests.assessments.schemes import world as schemes
from tests.assessments.schemes.world import office
from tests.grids.whistles.world import holder
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
YEAR = 2025
# Part and whole of each scored figure: nobody confirmed a claim, so that line has no number.
FIGURES = {
    ("volunteers.gridded", "volunteers.reported"): {"street": (80, 100), "other_street": (100, 100)},
    ("volunteers.serving", "volunteers.reported"): {"street": (60, 100), "other_street": (85, 100)},
    ("grids.opened_done", "grids.opened"): {"street": (90, 100), "other_street": (50, 50)},
}
SHEETS = {  # of each of the three, taken off the first line of a hundred
    ("street", "A2"): ("90", "85", "95"),
    ("street", "B"): ("88", "86", "87.5"),
    ("other_street", "A2"): ("95", "95", "95"),
    ("other_street", "B"): ("96", "96", "96"),
}


@dataclass
class Path:
    """A round on its way, and who takes part."""

    town: object
    row: Round
    panel: tuple
    secretaries: dict

    def do(self, key: str, **said) -> None:
        self.row = world.do(key, self.row, office(self.town), **said)

    def subject(self, name: str):
        return world.subject(self.row, getattr(self.town, name))

    def outcome(self, name: str) -> Outcome:
        return results.outcome_of(self.row, getattr(self.town, name))


def close_the_year(town) -> FigureFill:
    """What was counted of the year in both streets, closed by those who oversee them."""
    period = Period("Y", date(YEAR, 1, 1))
    cells = {}
    for (part, whole), of_streets in FIGURES.items():
        for name, (one, other) in of_streets.items():
            cells |= {(part, name): one, (whole, name): other}
    Figure.objects.bulk_create(
        Figure(
            measure=measure,
            period_kind=period.kind,
            period_start=period.start,
            area=getattr(town, name),
            own=number,
            total=number,
        )
        for (measure, name), number in cells.items()
    )
    FigureFill.objects.create(period_kind=period.kind, period_start=period.start, as_of=timezone.now())
    return close_period(period=period, by=town.organisation)


def opened(town) -> Path:
    """The yearly round over the street's secretaries by the scheme that holds for all."""
    other = holder(town, "beiguan", PostKind.STREET_COMMITTEE, town.other_street)
    row = world.created(town, schemes.default(), year=YEAR, reports_due=timezone.localdate())
    panel = (town.organisation, office(town), office(town, "2"))
    for user in panel:
        world.on_panel(town, row, user)
    path = Path(town, row, panel, {"street": town.street_secretary, "other_street": other})
    path.do("open")
    return path


def hand_in_reports(path: Path) -> None:
    for name, by in path.secretaries.items():
        report = SubjectReport.objects.get(subject=path.subject(name))
        perform_one(report_acts, "hand_in", pk=report.pk, by=by, text=world.TEXT)
        perform_one(report_acts, "accept", pk=report.pk, by=office(path.town))


def score(path: Path) -> None:
    """Every one of the panel signs a sheet about each street."""
    for (name, code), points in SHEETS.items():
        component = Component.objects.get(scheme=path.row.scheme, code=code)
        for user, given in zip(path.panel, points, strict=True):
            lines = world.full_points(component)
            lines[min(lines)] -= 100 - D(given)
            sheet = save_sheet(subject=path.subject(name), component=component, points=lines, by=user)
            perform_one(sheet_acts, "sign", pk=sheet.pk, by=user)


def vote(path: Path) -> Poll:
    """Two classes count: six, two of them on paper, and five; of twenty that the third needs five came."""
    by, poll = office(path.town), Poll.objects.get(round=path.row)
    for label, number in (("街道领导班子", 6), ("街道科室和派驻机构", 5), ("党员和居民代表", 5)):
        polls.enrol(poll, number, label)
    poll = polls.act(poll, "open", by)
    polls.voted(poll, ["good", "good", "good", "fair"])
    polls.voted(poll, ["good", "good", "good", "good", "fair"], label="街道科室和派驻机构")
    polls.voted(poll, ["poor"] * 5, label="党员和居民代表")
    for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__code="C1").order_by("pk")[4:]:
        perform_one(roll_acts, "hand_paper", pk=entry.pk, by=by)
    sheet = poll.sheets.get(voter_class__code="C1")
    marks = {"good": 1, "fair": 0, "plain": 1, "poor": 0, "": 0}
    counts = {str(subject.pk): marks for subject in poll.subjects.all()}
    for clerk in (by, office(path.town, "2")):
        enter_batch(poll=poll, sheet=sheet, number="A1", ballots=2, spoiled=0, counts=counts, by=clerk)
    poll = polls.act(poll, "close", by, note="")
    return polls.act(poll, "count", by)


def composed(path: Path) -> None:
    run = order_composing(round=path.row, by=office(path.town))
    do_run(run.pk)
    run.refresh_from_db()
    assert run.counts == {"subjects": 2}


def told(outcome: Outcome) -> list[tuple]:
    rows = outcome.addends.select_related("component").order_by("component__position")
    return [(one.component.code, one.raw, one.counted, one.product) for one in rows]


def decide_on_one_page(path: Path) -> None:
    """The committee gives 北关街道 a better grade than was suggested, and says why."""
    client, address = signed_in(office(path.town)), reverse("round-committee", args=[path.row.pk])
    first, other = path.outcome("street"), path.outcome("other_street")
    data = {f"decided_{first.pk}": "fair", f"reason_{first.pk}": "", f"decided_{other.pk}": "good"}
    assert client.post(address, data | {f"reason_{other.pk}": ""}).status_code == 422
    assert client.post(address, data | {f"reason_{other.pk}": "全年重点工作突出"}).status_code == 302
    path.do("decide")


def show_and_publish(path: Path) -> None:
    """An objection comes while it is shown, and is answered by another than who decided."""
    shown = make(publicity_acts, "show", round=path.row, by=office(path.town)).row
    said = {"outcome": path.outcome("street"), "words": "第三季度检查扣分不实"}
    dispute = make(dispute_acts, "raise", by=path.secretaries["street"], **said).row
    Publicity.objects.filter(pk=shown.pk).update(starts_on=results.PAST, ends_on=results.PAST)
    with pytest.raises(RuleBroken, match="还没有答复"):
        path.do("publish")
    results.answer("reject", dispute, office(path.town, "2"), answer="已复核，扣分有记录")
    path.do("publish")


def list_what_to_mend(path: Path) -> tuple:
    """(mended and verified, still in hand) by the street."""
    by, own = office(path.town), path.secretaries["street"]
    done, left = (
        rectify.listed(path.town, by=by, area=path.town.street, year=YEAR, problem=problem)
        for problem in ("季度例会没有按时召开", "网格员配备不足")
    )
    assert [tasks_of(item).count() for item in (done, left)] == [1, 1]
    done = rectify.do("claim", done, own, measure="按季召开")
    done = rectify.do("apply", done, own, outcome="已补开，记录齐全")
    done = rectify.do("verify", done, by, finding="查看记录，属实")
    return done, rectify.do("claim", left, own, measure="年内补齐")


def next_year(path: Path, fill: FigureFill) -> Round:
    words = {"before": path.row, "year": YEAR + 1, "title": "", "reports_due": None, "fill": fill}
    row = make(round_acts, "repeat", by=office(path.town), **words).row
    return world.do("open", row, office(path.town))


def check_what_is_left(path: Path, later: Round, done, left) -> None:
    """The office reads it on the round's page and on the street's; the other street reads nothing of it on its own."""
    of_round = reverse("admin:assessments_round_change", args=[later.pk])
    pages = {
        name: reverse("admin:assessments_roundsubject_change", args=[world.subject(later, getattr(path.town, name)).pk])
        for name in path.secretaries
    }
    client = signed_in(office(path.town))
    for address in (of_round, pages["street"]):
        shown = client.get(address).text
        assert left.problem in shown
        assert done.problem not in shown
    assert left.problem not in client.get(pages["other_street"]).text
    assert left.problem in signed_in(path.secretaries["street"]).get(pages["street"]).text
    for address in (of_round, pages["street"]):
        assert left.problem not in signed_in(path.secretaries["other_street"]).get(address).text


def check_composite(path: Path) -> None:
    """Worked through by hand: the survey was not held, its 15 go to the other 85 in proportion; three classes do not count."""
    ballot = (D("92.5") * 35 + D(97) * 15) / 50
    outcome = path.outcome("street")
    raws = (Fraction(230, 3), Fraction(90), Fraction(523, 6), Fraction(ballot))
    exact = sum(raw * weight for raw, weight in zip(raws, (20, 20, 20, 25), strict=True)) / 85 + 2
    assert Fraction(outcome.exact) == exact
    assert outcome.total == D("89.33")
    assert told(outcome) == [
        ("A1", D("76.6667"), D("23.5294"), D("18.0392")),
        ("A2", D("90.0000"), D("23.5294"), D("21.1765")),
        ("B", D("87.1667"), D("23.5294"), D("20.5098")),
        ("C", D("93.8500"), D("29.4118"), D("27.6029")),
        ("D", None, D("0.0000"), D("0.0000")),
    ]
    assert outcome.log == "“群众满意度”不计，权重15按比例分给其余各项\n加2分（上级党委政府表彰，潍发〔2025〕9号）"
    ballots = outcome.addends.get(component__code="C").note
    assert "街道领导班子92.50（6票）、街道科室和派驻机构97.00（5票）" in ballots
    assert "“党员和居民代表”票数或投票率不足，权重25按比例分给其余各类" in ballots
    assert (outcome.suggested, outcome.rank) == ("fair", 0)
    other = path.outcome("other_street")
    assert (other.total, other.by_number, other.suggested) == (D("96.07"), "good", "fair")
    assert "名额0个" in other.why


def test_a_year_from_the_round_to_what_is_left_of_it(town, monkeypatch):
    polls.cheap_keys(monkeypatch)
    fill = close_the_year(town)
    path = opened(town)
    assert path.row.fill == fill
    hand_in_reports(path)
    score(path)
    extra = path.row.scheme.extras.get(code="E1")
    said = {"subject": path.subject("street"), "extra": extra, "times": 1, "document": "潍发〔2025〕9号"}
    make(extra_acts, "mark", by=office(town), **said)
    polls.enrol(Poll.objects.get(round=path.row), 1, "共建单位")
    with pytest.raises(RuleBroken, match="计票后才能截止"):
        path.do("close")
    vote(path)
    path.do("close")
    composed(path)
    check_composite(path)
    decide_on_one_page(path)
    own = signed_in(path.secretaries["street"])
    page = reverse("outcome", args=[path.outcome("street").pk])
    assert own.get(page).status_code == 404
    show_and_publish(path)
    assert "潍发〔2025〕9号" in own.get(page).text
    for outcome in Outcome.objects.of_round(path.row):
        assert outcome.digest == digest_of(outcome)
    assert Notice.objects.filter(user=town.street_secretary, title__contains="结果已公布").exists()
    done, left = list_what_to_mend(path)
    later = next_year(path, fill)
    assert (later.scheme, later.subjects.count(), Poll.objects.filter(round=later).count()) == (path.row.scheme, 2, 1)
    check_what_is_left(path, later, done, left)
