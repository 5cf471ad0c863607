"""The promise: who is helped, and where they live, is nowhere on the platform; nothing of minors. Asked of every field and every door."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import models

from cocon.helping.choices import Helped
from cocon.helping.declared.importers import HelpingPairRowForm
from cocon.helping.models import HelpGiven, HelpingPair
from cocon.helping.services.helps import help_acts
from cocon.helping.services.pairs import pair_acts
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.text.free_text import is_free_text
from tests.api import Api
from tests.cocon.helping.makers import given, own_unit, paired, unit
from tests.cocon.helping.test_rules import MINORS, PERSONS
from tests.orgtree.imports.test_imports import confirm
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db

# Every text that the two tables have, and the ask through which it is said. One more is to be asked for here first.
TEXTS = {HelpingPair: {"plan"}, HelpGiven: {"words"}}
REFUSED = {400, 422}
NOUNS = {HelpingPair: pair_acts, HelpGiven: help_acts}


def free_texts(model) -> set[str]:
    """Columns that take words somebody thinks up: no choices, no file, no key."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, models.CharField | models.TextField)]
    return {field.name for field in fields if not field.choices}


def unchecked(acts, names) -> list[tuple[str, str]]:
    """(act, ask) of every text that an act takes without the check, or that is no known one."""
    asked = [(act.key, ask) for act in acts for ask in act.asks if ask.is_text]
    return [(key, ask.name) for key, ask in asked if ask.name not in names or not _refuses(ask)]


def _refuses(ask) -> bool:
    for text in (*PERSONS, *MINORS):
        with suppress(RuleBroken):
            ask.check(text)
            return False
    return True


def test_the_tables_have_no_column_for_a_person():
    for model, names in TEXTS.items():
        assert free_texts(model) == names, model
        targets = {field.related_model._meta.label for field in model._meta.fields if field.is_relation}
        assert targets <= {
            "orgtree.Area",
            "orgtree.Institution",
            "orgtree.User",
            "volunteers.ServiceTeam",
            "cocon.HelpingPair",
        }
    assert {field.name for field in HelpingPair._meta.fields if field.related_model} == {
        "area",
        "unit",
        "team",
        "entered_by",
    }
    assert "未成年" not in "".join(Helped.labels)
    assert set(Helped.values) == {"household", "adult"}


def test_every_text_of_every_act_is_checked():
    for model, names in TEXTS.items():
        assert unchecked(NOUNS[model], names) == []


def test_control_a_text_without_the_check_is_found(monkeypatch):
    loose = tuple(replace(ask, check=str) if ask.name == "words" else ask for ask in help_acts["log"].asks)
    acts = replace(help_acts, acts=(replace(help_acts["log"], asks=loose),))
    assert unchecked(acts, {"words"}) == [("log", "words")]


def test_a_code_stands_in_place_of_a_name(town):
    pair = paired(town)
    assert pair.code == f"BF{pair.pk:06d}"
    assert str(pair) == f"{pair.code} 生活困难"


@pytest.mark.parametrize("text", ["看望张建国，送去米面", "住3号楼2单元501", "电话13900010001", "辅导孩子功课"])
def test_no_door_takes_it(town, member, text):
    """Desk, API and the unit's own page; what else was typed comes back, nothing is kept."""
    own_unit(town, member, unit(town))
    pair = paired(town)
    log = {"kind": "visit", "words": text}
    desk = signed_in(town.secretary)
    assert desk.post(f"/desk/cocon/helpingpair/{pair.pk}/act/log/", log).status_code == 200
    assert Api(town.secretary).post("helps/", log | {"pair": pair.pk}).status_code in REFUSED
    page = signed_in(member.user).post(f"/u/helping/{pair.pk}/give/", log)
    assert (page.status_code, text in page.content.decode()) == (422, True)
    made = {"area": town.east.pk, "unit": pair.unit.pk, "need": "living", "helped": "household", "plan": text}
    assert desk.post("/desk/cocon/helpingpair/add/", made).status_code == 200
    assert Api(town.secretary).post("helping-pairs/", made).status_code in REFUSED
    assert Api(town.secretary).post(f"helping-pairs/{pair.pk}/edit/", {"plan": text}).status_code in REFUSED
    assert (HelpingPair.objects.count(), HelpGiven.objects.count()) == (1, 0)
    assert desk.post(f"/desk/cocon/helpingpair/{pair.pk}/act/log/", log | {"words": "上门看了看"}).status_code == 302


def test_columns_of_names_in_a_sheet_are_not_read(town):
    """People send lists with names, phones and addresses: those columns are left where they are."""
    texts = {name for name, field in HelpingPairRowForm.base_fields.items() if is_free_text(field)}
    assert texts == {"unit_name", "uscc", "team", "community", "need", "helped", "state"}
    rows = [
        ["单位名称", "姓名", "联系电话", "家庭住址", "帮扶需求", "开始日期"],
        ["城关小学", "张建国", "13900010001", "中心路3号楼2单元501", "生活困难", "2026-3-1"],
    ]
    unit(town)
    job = imports.upload_import(
        importer="helping_pairs", area=town.east, file=upload(workbook(rows)), options={}, by=town.secretary
    )
    imports.check_import(job.pk)
    job.refresh_from_db()
    assert job.preview["counts"] == {"帮扶对子": {"新增": 1, "更新": 0, "不变": 0}}, job.errors
    assert "张建国" not in str(job.preview)
    confirm(job, town.secretary)
    pair = HelpingPair.objects.get()
    told = "".join(str(getattr(pair, field.name)) for field in HelpingPair._meta.fields)
    assert not any(word in told for word in ("张建国", "13900010001", "中心路"))


def test_what_is_shown_names_nobody(town):
    """The whole of what desk, API and workbook say of a pair and its help."""
    entry = given(town, kind="goods", yuan=Decimal("88.50"), words="送去米面油")
    desk = signed_in(town.secretary)
    for address in ("helpingpair", "helpgiven"):
        assert desk.get(f"/desk/cocon/{address}/").status_code == 200
    said = Api(town.secretary).get(f"helping-pairs/{entry.pair.pk}/").json()
    assert said.keys() == {
        "id",
        "code",
        "area",
        "unit",
        "team",
        "need",
        "need_label",
        "helped",
        "helped_label",
        "plan",
        "since",
        "until",
        "state",
        "end_reason",
        "entered_at",
    }
