"""A round as a state machine: whatever the host, two streets, a panel and voters do in whatever order, and what holds after each step."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from assessments.ballots.models import Poll
from assessments.models import Item, Outcome, Publicity, ResultDispute, Round, Scheme, SubjectReport
from assessments.results.choices import DisputeState, OutcomeState
from assessments.results.rules.composite import round_once
from assessments.results.services import composing
from assessments.results.services.outcomes import digest_of
from assessments.results.services.publicity import dispute_acts, publicity_acts
from assessments.rounds.choices import ReportState, RoundState
from assessments.rounds.services.panels import save_sheet, sheet_acts
from assessments.rounds.services.reports import report_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from tests.assessments.ballots import polls
from tests.assessments.results import world
from tests.assessments.rounds import world as rounds
from tests.assessments.schemes.world import office
from tests.cocon.machines import TownMachine
from tests.grids.whistles.world import holder

WAY = ("created", "open", "closed", "decided", "published", "archived")
ACTS = ("open", "close", "decide", "publish", "archive")
ENDED = (RoundState.DECIDED, RoundState.PUBLISHED, RoundState.ARCHIVED)
GRADES = ("good", "fair", "poor")
WHICH, GRADE, SURE = st.integers(0, 1), st.sampled_from(GRADES), st.booleans()
CENT = Fraction(1, 10_000)  # the trace is kept to four places


def scheme_of(town) -> Scheme:
    """A report, a panel and a ballot; nothing of it needs figures."""
    row = Scheme.objects.create(
        area=town.district, kind="linked", level="street", year=2025, title="联创考评", state="published", extra_most=5
    )
    for code, source, weight in (("B", "panel", 60), ("C", "ballot", 30), ("D", "survey", 10)):
        component = row.components.create(code=code, name=f"第{code}项", weight=weight, source=source)
        if source == "panel":
            Item.objects.create(component=component, name="组织建设", points=100)
    row.classes.create(code="C1", label="街道领导班子", weight=100, min_ballots=3)
    for at, (grade, floor, below, value) in enumerate(
        (("good", 90, None, 100), ("fair", 80, 90, 85), ("poor", 0, 80, 50))
    ):
        row.bands.create(position=at, grade=grade, floor=floor, below=below)
        row.options.create(position=at, grade=grade, value=value)
    row.quotas.create(grade="good", percent=50)
    return row


class Course(TownMachine):
    """One round over both streets."""

    @initialize(steps=st.sampled_from((0, 5, 9, 13, 15)))
    def begin(self, steps=0):
        """So many natural steps are gone already: by chance alone few rounds would come to their end."""
        town = self.town = self.open_town()
        self.by, self.other = office(town), office(town, "2")
        self.panel = (town.organisation, self.by, self.other)
        north = holder(town, "beiguan", PostKind.STREET_COMMITTEE, town.other_street)
        self.seats = ((town.street, town.street_secretary), (town.other_street, north))
        self.pk = rounds.created(town, scheme_of(town)).pk
        for user in self.panel:
            rounds.on_panel(town, self.row, user)
        self.seen, self.sealed, self.led = 0, {}, dict.fromkeys(WAY, 0)
        for _ in range(steps):
            self.go_on()

    @property
    def row(self) -> Round:
        return Round.objects.select_related("scheme", "area").get(pk=self.pk)

    def outcome(self, which: int) -> Outcome | None:
        area = self.seats[which][0]
        rows = Outcome.objects.select_related("subject__round__scheme", "subject__area")
        return rows.filter(subject__round=self.pk, subject__area=area).first()

    def dispute(self, *states: str) -> ResultDispute | None:
        return ResultDispute.objects.filter(outcome__subject__round=self.pk, state__in=states).first()

    # --- What people do -----------------------------------------------------------------------------------------------

    @rule(key=st.sampled_from(ACTS))
    def act(self, key):
        """Any step of the course, at its time or not."""
        self.try_to(lambda: rounds.do(key, self.row, self.by))

    @rule()
    def cancel(self):
        if self.row.state != RoundState.CREATED:
            self.try_to(lambda: rounds.do("cancel", self.row, self.by, reason="开错了"))

    @rule(which=WHICH, accepted=SURE)
    def report(self, which, accepted):
        area, by = self.seats[which]
        row = SubjectReport.objects.filter(subject__round=self.pk, subject__area=area).first()
        if row:
            self.try_to(lambda: perform_one(report_acts, "hand_in", pk=row.pk, by=by, text=rounds.TEXT))
            key, words = ("accept", {}) if accepted else ("send_back", {"reason": "请写明问题"})
            self.try_to(lambda: perform_one(report_acts, key, pk=row.pk, by=self.by, **words))

    @rule(which=WHICH, who=st.integers(0, 2), points=st.decimals("70", "100", places=1))
    def score(self, which, who, points):
        def sign():
            subject, by = rounds.subject(self.row, self.seats[which][0]), self.panel[who]
            component = self.row.scheme.components.get(source="panel")
            item = Item.objects.get(component=component)
            sheet = save_sheet(subject=subject, component=component, points={item.pk: Decimal(points)}, by=by)
            perform_one(sheet_acts, "sign", pk=sheet.pk, by=by)

        self.try_to(sign)

    @rule(points=st.decimals("70", "100", places=1))
    def score_all(self, points):
        for which in (0, 1):
            for who in (0, 1, 2):
                self.score(which, who, points - which * 4)

    @rule(choices=st.lists(GRADE, min_size=5, max_size=6))
    def vote(self, choices):
        """A whole poll, where none was held."""
        poll = Poll.objects.filter(round=self.pk).first()
        if poll is None or poll.state != "draft" or self.row.state != RoundState.OPEN:
            return
        polls.enrol(poll, 6, "街道领导班子")
        poll = polls.act(poll, "open", self.by)
        polls.voted(poll, choices)
        poll = polls.act(poll, "close", self.by, note="")
        polls.act(poll, "count", self.by)

    @rule()
    def compose(self):
        self.try_to(lambda: composing.compose_round(round=self.row, by=self.by))

    @rule(which=WHICH, grade=GRADE, reason=st.sampled_from(("", "按年度重点工作")))
    def grade(self, which, grade, reason):
        if outcome := self.outcome(which):
            self.try_to(lambda: world.do("decide", outcome, self.by, decided=grade, reason=reason))

    @rule()
    def grade_as_suggested(self):
        for which in (0, 1):
            if outcome := self.outcome(which):
                self.grade(which, outcome.suggested, "并列，按年度重点工作" if outcome.is_tied else "")

    @rule(which=WHICH)
    def reopen(self, which):
        if outcome := self.outcome(which):
            self.try_to(lambda: world.do("reopen", outcome, self.by, reason="核对得分"))

    @rule()
    def show(self):
        self.try_to(lambda: make(publicity_acts, "show", round=self.row, by=self.by))

    @rule()
    def days_pass(self):
        Publicity.objects.filter(round=self.pk).update(starts_on=world.PAST, ends_on=world.PAST)

    @rule(which=WHICH)
    def object(self, which):
        said = {"outcome": self.outcome(which), "words": "扣分依据不实"}
        if said["outcome"]:
            self.try_to(lambda: make(dispute_acts, "raise", by=self.seats[which][1], **said))

    @rule(upheld=SURE, by_another=SURE)
    def answer(self, upheld, by_another):
        dispute, by = self.dispute(DisputeState.RAISED), self.other if by_another else self.by
        if dispute:
            self.try_to(lambda: world.answer("uphold" if upheld else "reject", dispute, by, answer="已复核"))

    @rule(grade=GRADE)
    def correct(self, grade):
        if dispute := self.dispute(DisputeState.UPHELD):
            self.try_to(lambda: world.do("correct", dispute.outcome, self.other, decided=grade, reason="异议成立"))

    @rule()
    def go_on(self):
        """The next thing that a round needs from where it is, so that rounds come to their end."""
        state = self.row.state
        steps = NATURAL.get(state, (lambda machine: None,))
        steps[self.led[state] % len(steps)](self)
        self.led[state] += 1

    # --- What holds ---------------------------------------------------------------------------------------------------

    @invariant()
    def there_is_no_way_back(self):
        if hasattr(self, "pk"):
            now = WAY.index(self.row.state)
            assert now >= self.seen, "a way back"
            self.seen = now

    @invariant()
    def nothing_is_composed_before_all_is_in(self):
        if hasattr(self, "pk") and self.row.state in (RoundState.CREATED, RoundState.OPEN):
            assert not Outcome.objects.filter(subject__round=self.pk).exists(), "composed too early"
        elif hasattr(self, "pk"):
            waiting = SubjectReport.objects.filter(subject__round=self.pk).exclude(state=ReportState.ACCEPTED)
            assert not waiting.exists(), "closed over a report"
            assert not Poll.objects.filter(round=self.pk, roll__isnull=False).exclude(state="counted").exists(), (
                "closed over a poll"
            )

    @invariant()
    def a_composite_is_the_recount_of_its_addends(self):
        for outcome in Outcome.objects.filter(subject__round=getattr(self, "pk", None)):
            addends, exact = list(outcome.addends.all()), Fraction(outcome.exact)
            assert outcome.total == round_once(exact), "not its recount"
            assert abs(sum(Fraction(one.counted) for one in addends) - 100) <= len(addends) * CENT, "not its recount"
            for one in addends:
                product = Fraction(one.raw or 0) * Fraction(one.counted) / 100
                assert abs(Fraction(one.product) - product) <= 2 * CENT, "not its recount"
            assert abs(sum(Fraction(one.product) for one in addends) - exact) <= len(addends) * CENT, "not its recount"

    @invariant()
    def what_is_decided_has_its_grades_and_their_reasons(self):
        if not hasattr(self, "pk"):
            return
        rows = Outcome.objects.filter(subject__round=self.pk)
        if self.row.state in ENDED:
            assert rows.exclude(state=OutcomeState.COMPOSED).count() == 2, "decided without a grade"
        for one in rows.exclude(state=OutcomeState.COMPOSED):
            assert one.decided == one.suggested or one.reason, "another grade and no reason"

    @invariant()
    def nothing_is_published_over_an_objection(self):
        if hasattr(self, "pk") and self.row.state in (RoundState.PUBLISHED, RoundState.ARCHIVED):
            shown = Publicity.objects.filter(round=self.pk)
            assert [one.is_running for one in shown] == [False], "published before it was shown"
            disputes = ResultDispute.objects.filter(outcome__subject__round=self.pk)
            assert not disputes.waiting().exists(), "published over an objection"
            upheld = disputes.filter(state=DisputeState.UPHELD)
            assert all(one.outcome.decided_at > one.answered_at for one in upheld), "published over an objection"

    @invariant()
    def what_is_published_is_what_was_sealed(self):
        if hasattr(self, "pk") and self.row.state in (RoundState.PUBLISHED, RoundState.ARCHIVED):
            for outcome in Outcome.objects.of_round(self.row):
                assert outcome.state == OutcomeState.FROZEN, "published and not sealed"
                assert outcome.digest == digest_of(outcome), "not what was sealed"
                assert self.sealed.setdefault(outcome.pk, outcome.digest) == outcome.digest, "not what was sealed"


NATURAL = {
    "created": (lambda m: m.act("open"),),
    "open": (
        lambda m: m.report(0, True),
        lambda m: m.report(1, True),
        lambda m: m.score_all(Decimal("92.5")),
        lambda m: m.vote(["good", "good", "good", "fair", "fair"]),
        lambda m: m.act("close"),
    ),
    "closed": (lambda m: m.compose(), lambda m: m.grade_as_suggested(), lambda m: m.act("decide")),
    "decided": (
        lambda m: m.show(),
        lambda m: m.object(0),
        lambda m: m.answer(True, True),
        lambda m: m.correct("fair"),
        lambda m: m.days_pass(),
        lambda m: m.act("publish"),
    ),
    "published": (lambda m: m.act("archive"),),
}
PROMISES = (
    "there_is_no_way_back",
    "nothing_is_composed_before_all_is_in",
    "a_composite_is_the_recount_of_its_addends",
    "what_is_decided_has_its_grades_and_their_reasons",
    "nothing_is_published_over_an_objection",
    "what_is_published_is_what_was_sealed",
)
