"""Forms on the desk: registered, mapped, approved; returns checked and reported; words against a demand answered."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from orgtree.acts import does
from orgtree.choices import FormShape, FormState, ProtestKind, ReturnState
from orgtree.choices import Permission as P
from orgtree.desk.acts import answered_button, course_shown, form_button
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import DayInput, ServiceForm, check_day, form_with
from orgtree.oneform.acts import form_acts, protest_acts, return_acts
from orgtree.oneform.lists import form_list, norm_list, protest_list, return_list
from orgtree.oneform.models import TO_CHECK, AskedForm, BurdenNorm, FormItem, FormProtest, FormReturn
from orgtree.oneform.services.cells import Filled
from orgtree.oneform.services.filling import fill_form, reported_or_filled
from orgtree.oneform.services.layouts import from_json, headings_with_spans, told_of_file
from orgtree.oneform.services.registering import Cost, correct_sources, lists_of, register_form, told_twice
from orgtree.oneform.services.returns import LONGEST_ANSWER, below_of, fill_in, unusual_answers
from orgtree.oneform.services.sources import labels_of, source_in_words
from orgtree.owned.desk.owned import NumbersAdmin
from orgtree.sheets.limits import MAX_PACKED

SAID = ["title", "office", "purpose", "ground", "area", "level", "period_kind", "due_days", "starts_on", "ends_on"]
UPLOADED = ("file", "sheet")


def item_name(item: FormItem) -> str:
    """What the field of a blank is called in forms."""
    return f"item_{item.pk}"


def answers_in(data: dict) -> dict[int, str]:
    return {int(name.removeprefix("item_")): text for name, text in data.items() if name.startswith("item_")}


class RegisterForm(ServiceForm):
    """Why a table is asked for, and the empty table."""

    purpose = forms.CharField(label="用途", max_length=200, widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}))
    starts_on = forms.DateField(label="从哪天起", widget=DayInput(), validators=[check_day])
    ends_on = forms.DateField(
        label="到哪天止", widget=DayInput(), validators=[check_day], help_text="过了这一天不能再要"
    )
    file = forms.FileField(
        label="空表（.xlsx）",
        widget=forms.FileInput(attrs={"data-file": "选择文件", "accept": ".xlsx"}),
        help_text=f"部门发下来的空表，不超过{MAX_PACKED // 1024 // 1024}兆字节；只认表头和印好的项目，不要带数据",
        error_messages={"required": "请选择要登记的空表（.xlsx）", "empty": "这是空文件，请换一个"},
    )
    sheet = forms.CharField(
        label="工作表名称",
        required=False,
        max_length=31,
        widget=UnfoldAdminTextInputWidget(),
        help_text="文件里有几张工作表时，写要登记的那一张；不写取第一张有表头的",
    )

    class Meta:
        model = AskedForm
        fields = (*SAID,)
        help_texts = {"area": "要表的范围：这个区域里的单位都要报"}


class SourceInput(UnfoldAdminTextInputWidget):
    """A box that suggests from one list for all boxes of the page, which stands with the first of them."""

    def __init__(self, offered: list[str] | None = None):
        super().__init__(attrs={"list": "form-sources", "autocomplete": "off"})
        self.offered = offered

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        if self.offered is None:
            return box
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.offered))
        return format_html('{}<datalist id="form-sources">{}</datalist>', box, options)


def _sources_form(request, form: AskedForm) -> type[forms.Form]:
    """A box for each blank, with what it is filled from."""
    labels, fields = labels_of(form), {}
    lists = (
        {
            "rows_of": forms.ChoiceField(
                label="列出哪些记录", choices=lists_of(form), initial=form.rows_of, widget=UnfoldAdminSelectWidget
            )
        }
        if lists_of(form)
        else {}
    )
    for item in form.items.all():
        fields[item_name(item)] = forms.CharField(
            label=item.heading,
            required=False,
            max_length=120,
            initial=source_in_words(item, labels),
            widget=SourceInput(None if fields else sorted(labels.values())),
        )
    return form_with(**lists, **fields)


def _correct(request, form: AskedForm, data) -> str:
    done = correct_sources(form_id=form.pk, words=answers_in(data), rows_of=data.get("rows_of", ""), by=request.user)
    return form_acts.tell_done(form_acts["correct"], done)


@admin.register(AskedForm)
class AskedFormAdmin(ScopedAdmin):
    """The forms that offices ask for in the viewer's areas."""

    acts, listing = form_acts, form_list
    view_permission = P.BOARD_VIEW
    add_permission = P.FORM_REGISTER
    related_permissions = {"area": P.FORM_REGISTER}
    menu_place, tab_position = "boards", 40
    form = RegisterForm
    add_label = "登记报表"
    add_hint = (
        "登记一次，以后按期自动填好，各单位只核对。先上传空表，下一步看哪些栏目自动填、哪些要补填，再请另一人审批。"
    )
    empty_hint = "还没有登记过的报表。部门要表，先在这里登记用途、依据和截止日期，经审批后才能向社区要。"
    search_fields = ("title", "office")
    search_help_text = "报表名称、要表部门"
    change_form_before_template = "orgtree/oneform/form.html"
    object_actions = (form_button(form_acts, "correct", run=_correct, build_form=_sources_form),)
    shows_of_row = [
        "state_shown",
        "title",
        "office",
        "purpose",
        "ground",
        "area",
        "level",
        "period_kind",
        "due_days",
        "starts_on",
        "ends_on",
    ]

    def get_fields(self, request, obj=None):
        if obj is None:
            return (*SAID, *UPLOADED)
        return (*self.shows_of_row, "registered_by", "registered_at", "approved_by", "approved_at", "course")

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else self.get_fields(request, obj)

    @admin.display(description="办理过程")
    def course(self, form):
        return course_shown(form_acts, form)

    @does(form_acts, "register")
    def save_by_service(self, request, obj, form, change):
        return register_form(**{name: form.cleaned_data[name] for name in (*SAID, *UPLOADED)}, by=request.user)

    def object_links(self, request, obj):
        seat = next((post.area for post in request.user.live_posts if post.area), None)
        area = seat if seat and seat.is_descendant_of(obj.area, include_self=True) else obj.area
        return [("自动填好的表", reverse("form-filled", args=[obj.pk, area.pk]), "table_view")]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With what it costs, where each blank is filled from, and what is asked twice."""
        form, shown = self.get_object(request, object_id), {}
        if form is not None:
            cost, labels = Cost(form), labels_of(form)
            twice = {item.pk: others for item, others in cost.twice}
            shown = {
                "cost": cost,
                "left_out": told_of_file(from_json(form.layout)),
                "twice": told_twice(cost) if form.state == FormState.PROPOSED else "",
                "lists": form.shape == FormShape.ROWS,
                "items": [(item, source_in_words(item, labels), twice.get(item.pk)) for item in cost.items],
            }
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))


# --- What is reported -----------------------------------------------------------------------------------------------------


def _answers_form(request, row: FormReturn) -> type[forms.Form]:
    """A box for each blank that nobody knows."""
    filled = fill_form(row.form, row.area, row.period, viewer=request.user)
    cells = {item_name(cell.item): cell for cell in filled.asked}
    return form_with(
        **{
            name: forms.CharField(
                label=cell.item.heading,
                required=False,
                max_length=LONGEST_ANSWER,
                initial=cell.text,
                widget=UnfoldAdminTextInputWidget(),
            )
            for name, cell in cells.items()
        }
    )


def _fill_in(request, row: FormReturn, data) -> str:
    done = fill_in(return_id=row.pk, answers=answers_in(data), by=request.user)
    unusual = unusual_answers(done)
    asked = f"请再看一眼：{'；'.join(unusual)}。少见不等于错，照实填报。" if unusual else ""
    return f"{return_acts.tell_done(return_acts['fill_in'], done)}{asked}"


@admin.register(FormReturn)
class FormReturnAdmin(BulkMixin, ScopedAdmin):
    """What is to be checked and reported in the viewer's areas, what is due first on top."""

    acts, listing = return_acts, return_list
    view_permission = P.BOARD_VIEW
    menu_place, tab_position = "boards", 30
    empty_hint = "现在没有要核对的报表。登记并批准的报表到期自动填好，出现在这里。"
    search_fields = ("form__title", "form__office")
    search_help_text = "报表名称、要表部门"
    list_filter = ("area",)
    change_form_before_template = "orgtree/oneform/return.html"
    object_actions = (
        form_button(
            return_acts,
            "fill_in",
            run=_fill_in,
            build_form=_answers_form,
            applies=lambda row: (
                row.state in TO_CHECK and row.has_own_blanks and row.form.items.filter(source="").exists()
            ),
        ),
        answered_button(
            protest_acts,
            "tell",
            answers=lambda row: {"kind": ProtestKind.REPEATED, "form": row.form, "place": row.area},
            applies=lambda row: row.state in TO_CHECK,
            label="反映重复要数",
        ),
    )
    shows = "state_shown form area period_shown office_shown due_on confirmed_by confirmed_at unlocked_until course"

    @admin.display(description="办理过程")
    def course(self, row):
        return course_shown(return_acts, row)

    def object_links(self, request, obj):
        return [("导出原表样", reverse("form-return-xlsx", args=[obj.pk]), "download")] if request.user.holds_at(P.EXPORT, obj.area) else []  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the filled table, and the one button that reports it."""
        row, shown = self.get_object(request, object_id), {}
        if row is not None:
            filled = reported_or_filled(row, viewer=request.user)
            shown = self._shown(request, row, filled)
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def _shown(self, request, row: FormReturn, filled: Filled) -> dict:
        confirms = row.state in TO_CHECK and self.may(request, P.FORM_CONFIRM, row)
        return {
            "filled": filled,
            "headings": headings_with_spans(filled.layout),
            "confirms": confirms,
            "may_answer": confirms and row.has_own_blanks and bool(filled.asked),
            "open_items": filled.open_items if row.has_own_blanks else [],
            "below": below_of(row).select_related("area", "form") if row.state == ReturnState.WAITING else [],
        }


# --- Words against a demand -----------------------------------------------------------------------------------------------


@admin.register(FormProtest)
class FormProtestAdmin(ScopedAdmin):
    """One's own words, and those to be answered; neither pages nor history say whose they are."""

    acts, listing = protest_acts, protest_list
    view_permission = P.BOARD_VIEW
    menu_place, tab_position = "boards", 50
    add_hint = "直接送到审批报表的部门，由谁反映、哪个单位反映都不显示。"
    empty_hint = "没有反映。遇到重复要数、没有登记的报表，在这里反映。"
    shows = "state_shown kind form told sent_on answer answered_at"

    def history_view(self, request, object_id, extra_context=None):
        raise Http404  # it would tell who made the row


@admin.register(BurdenNorm)
class BurdenNormAdmin(NumbersAdmin):
    """How long things take a community; a change is a new row with a later date."""

    tab_position = 79
    listing = norm_list
    empty_hint = "核对、补填、会议和材料大约用时；改动从启用日期起适用，要表负担照此计算。"
