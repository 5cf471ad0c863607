"""Every text that a person can fill is scanned for personal data, or stands in a list with its reason."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.contrib import admin
from rest_framework import serializers

from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import importers
from orgtree.sheets.forms import NameField
from orgtree.text import free_text
from orgtree.text.free_text import (
    NAMES,
    UNSCANNED,
    ScannedForm,
    ScannedModelForm,
    check_body,
    is_free_text,
    scanned_fields,
)
from volunteers.importers import NumbersField

APPS = ("orgtree", "volunteers", "grids", "cocon", "assessments")
IDENTITY = "410000190001010001"
# Forms whose texts are not kept, or are no words about anybody.
LEFT_ALONE = {
    "orgtree.people.pages.sign_in.SignInForm": "account and password",
    "orgtree.looks.desk.audit.AuditForm": "words to look for in the trail",
}


def all_modules():
    for app in APPS:
        package = importlib.import_module(app)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def classes_below(base):
    for one in base.__subclasses__():
        yield one
        yield from classes_below(one)


def name_of(one):
    return f"{one.__module__}.{one.__qualname__}"


def unscanned_forms(base=forms.BaseForm):
    """Names of our forms that take words and do not scan them."""
    list(all_modules())
    found = set()
    for form in classes_below(base):
        takes_words = any(map(is_free_text, getattr(form, "base_fields", {}).values()))
        scans = issubclass(form, (ScannedForm, ScannedModelForm))
        if takes_words and not scans and form.__module__.split(".")[0] in APPS:
            found.add(name_of(form))
    return found


def test_every_form_scans_its_words_or_is_listed():
    assert unscanned_forms() == set(LEFT_ALONE)


def test_control_a_form_that_does_not_scan_is_found():
    planted = type("PlantedForm", (forms.Form,), {"note": forms.CharField(), "__module__": "volunteers.forms.planted"})
    assert name_of(planted) in unscanned_forms()
    planted.__module__ = "tests.planted"


def test_every_form_of_the_desk_scans():
    plain = {
        name_of(type(one))
        for one in admin.site._registry.values()
        if one.model._meta.app_label in APPS and not issubclass(one.form, (ScannedForm, ScannedModelForm))
    }
    assert plain == set()


def test_what_is_left_out_exists_and_says_why():
    list(all_modules())
    holders = [*classes_below(forms.BaseForm), *classes_below(serializers.Serializer)]
    for one in holders:
        left = one.__dict__.get("unscanned", {})
        fields = getattr(one, "base_fields", None) or getattr(one, "_declared_fields", {})
        for name, reason in left.items():
            assert name in fields, f"{name_of(one)} has no {name}"
            assert len(reason) > 10
    assert all(UNSCANNED.values())


def unchecked_bodies(source: str) -> list[int]:
    """Lines of functions that validate a body and do not scan it; what stands in an address is no body."""
    found = []
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            calls = {call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                     for call in ast.walk(function) if isinstance(call, ast.Call)}  # fmt: skip
            reads_body = "request.data" in ast.unparse(function)
            if reads_body and "is_valid" in calls and "check_body" not in calls:
                found.append(function.lineno)
    return found


def test_every_body_of_the_api_is_scanned():
    """A body is read by `body_as`; what reads one by itself says `check_body`, or takes no words."""
    roots = [Path(settings.BASE_DIR, app) for app in APPS]
    files = [file for root in roots for file in (*root.rglob("api/**/*.py"), *root.rglob("api.py"))]
    assert {"wishes", "api"} <= {file.parent.name for file in files}  # both ways of laying out a subject
    found = {f"{file.parent.name}/{file.name}" for file in files if unchecked_bodies(file.read_text())}
    assert found <= {"api/tokens.py", "api/own.py"}, found
    assert unchecked_bodies("def post(self):\n    F(data=request.data).is_valid()\n") == [1]  # control


class NoteSerializer(serializers.Serializer):
    note = serializers.CharField()
    phone = serializers.CharField(required=False)


def test_a_body_with_a_number_is_refused_at_its_field_without_it():
    form = NoteSerializer(data={"note": f"证件{IDENTITY}", "phone": "19900010001"})
    form.is_valid(raise_exception=True)
    with pytest.raises(RuleBroken) as refusal:
        check_body(form)
    assert (refusal.value.code, refusal.value.field) == ("words_private", "note")
    assert "身份证号" in refusal.value.message
    assert IDENTITY not in refusal.value.message


class NotesSerializer(serializers.Serializer):
    rows = NoteSerializer(many=True, required=False)
    first = NoteSerializer(required=False)
    words = serializers.ListField(child=serializers.CharField(), required=False)


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("rows", [{"note": "修门"}, {"note": f"证件{IDENTITY}"}]),
        ("first", {"note": IDENTITY}),
        ("words", ["修门", IDENTITY]),
    ],
)
def test_words_inside_a_body_are_scanned_as_well(field, told, monkeypatch):
    form = NotesSerializer(data={field: told})
    form.is_valid(raise_exception=True)
    with pytest.raises(RuleBroken) as refusal:
        check_body(form)
    assert refusal.value.field == field
    monkeypatch.setattr(free_text, "refusal_of", lambda text, **_: None)  # control: a scanner that sees nothing
    check_body(form)


@pytest.mark.parametrize("key", sorted(importers))
def test_every_text_of_every_sheet_is_refused_at_its_cell(key):
    form = importers[key].form()
    scanned = list(scanned_fields(form, form.fields))
    assert scanned
    for name in scanned:
        field = form.fields[name]
        if isinstance(field, forms.RegexField) or (field.max_length or 99) < len(IDENTITY):
            continue
        _, errors = form.check({name: IDENTITY})
        said = [message for label, message in errors if label == field.label]
        assert any("身份证号" in message for message in said) or isinstance(field, NumbersField), (key, name, said)
        assert IDENTITY not in str(errors)


def test_places_may_name_a_door_and_an_office_phone():
    form = importers["duties"].form()
    _, errors = form.check({"contact": "党群服务中心2楼201室，0379-60000000"})
    assert "联系方式" not in dict(errors)
    assert "联系方式" in dict(form.check({"contact": IDENTITY})[1])


class NamedForm(ScannedForm):
    name = forms.CharField(label="姓名")
    title = forms.CharField(label="名称")


class NamedSerializer(serializers.Serializer):
    name = serializers.CharField()


def test_a_name_has_one_writing_whoever_types_it():
    form = NamedForm({"name": " 张　三\u200b", "title": "修门 换灯"})
    assert form.is_valid()
    assert form.cleaned_data == {"name": "张三", "title": "修门 换灯"}  # words keep their blanks
    body = NamedSerializer(data={"name": "张 三"})
    body.is_valid()
    check_body(body)
    assert body.validated_data["name"] == "张三"


def test_every_field_of_a_name_is_known():
    """What asks for the name of a person or a unit is among NAMES; a label that says so and a field that is not is found."""
    assert unwritten_names() == {"person"}  # asks for an account
    leader = {"leader": forms.CharField(label="队长姓名"), "__module__": "volunteers.planted"}
    planted = type("PlantedForm", (ScannedForm,), leader)
    assert "leader" in unwritten_names()
    planted.__module__ = "tests.planted"


def unwritten_names() -> set[str]:
    list(all_modules())
    return {
        name
        for form in classes_below(forms.BaseForm)
        if form.__module__.split(".")[0] in APPS
        for name, field in getattr(form, "base_fields", {}).items()
        if is_free_text(field) and any(word in str(field.label) for word in ("姓名", "单位", "联络员", "负责人"))
        if name not in NAMES and not isinstance(field, NameField)  # which writes it itself
    }
