"""A noun on the phone, made from what it declares: its list, a row with what can be done about it, and how one is made.

Staff see the same pages in the frame of the desk. Decision 0047 shows a whole noun.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from inspect import unwrap
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from orgtree.acts.declaring import Act, Acts
from orgtree.acts.engine import own_rows, perform_one
from orgtree.acts.faces import does
from orgtree.acts.forms import begins_on, form_of, refuse_in, said_in, said_on_page
from orgtree.acts.making import Made, Making, make
from orgtree.days.rules.words import say_day
from orgtree.errors import RuleBroken
from orgtree.lists import Listing, number_told
from orgtree.scope.services import within_reach
from orgtree.text.rules.numbers import plain

SHOWN = 50  # rows below one heading


@dataclass(frozen=True)
class Group:
    """Rows of the list below one heading: `rows(user)`, each with the words of the columns `about`, and its state as a chip."""

    title: str
    rows: Callable[[Any], QuerySet]
    about: str
    chip: str = "state"
    empty: str = ""


@dataclass(frozen=True)
class Offer:
    """One act on the row's page, with the form for what it asks."""

    act: Act
    form: forms.Form
    address: str


@dataclass(frozen=True)
class Phone:
    """The pages of a noun for those whose affair it is.

    `many` and `one` are the names of the addresses of the list and of a row; those of its acts and of its making are `one` with
    -act and -new. `seen(user)` gives the rows that they may open, `facts` the columns of a row's page, `own_facts` those for
    whom it is about alone. `does` names the acts offered, the first at hand, the others folded; they are one's own affair, or,
    with `by_post`, what the person's posts allow. `makes` is the making with a page here; with `ready(request)` only where that returns no page instead, such as
    one that says why not yet. `late` is told where somebody else was first. `back` is the address above and its words, `tab` the part of
    the member's menu. `answers` are asks that the page to make one answers itself, by name. `row_template` extends orgtree/acts/row.html where a row shows more than its facts.
    """

    acts: Acts
    listing: Listing
    many: str
    one: str
    seen: Callable[[Any], QuerySet]
    groups: tuple[Group, ...]
    facts: str
    own_facts: str = ""
    does: str = ""
    makes: str = ""
    by_post: bool = False
    access: Callable = login_required
    back: tuple[str, str] = ("", "")
    tab: str = ""
    intro: str = ""
    late: str = ""
    row_template: str = "orgtree/acts/row.html"
    answers: Mapping[str, Any] = field(default_factory=dict)
    ready: Callable[[Any], HttpResponse | None] = lambda request: None

    def urls(self, prefix: str) -> list:
        """The patterns below the prefix, which ends in a slash."""
        pages = [
            path(prefix, self._list_page(), name=self.many),
            path(f"{prefix}<int:pk>/", self._row_page(), name=self.one),
        ]
        if self.makes:
            pages.append(path(f"{prefix}new/", self._make_page(), name=f"{self.one}-new"))
        if self.does:
            pages.append(path(f"{prefix}<int:pk>/<slug:slug>/", self._act_page(), name=f"{self.one}-act"))
        return pages

    @property
    def title(self) -> str:
        return str(self.acts.model._meta.verbose_name)

    # --- To read ---------------------------------------------------------------------------------------------------------

    def _list_page(self):
        @self.access
        def view(request):
            groups = [(group, self._cards(group, request.user)) for group in self.groups]
            making = self.acts[self.makes] if self.makes else None
            new = reverse(f"{self.one}-new") if making else ""
            context = self._about(groups=groups, making=making, new=new)
            return render(request, "orgtree/acts/list.html", context)

        return self._known_as(view, "list")

    def _cards(self, group: Group, user) -> list[dict]:
        rows = group.rows(user).select_related(*self.listing.loads)[:SHOWN]
        return [
            {
                "title": str(row),
                "about": " · ".join(value for _, value in self.told(row, group.about)),
                "chip": " ".join(value for _, value in self.told(row, group.chip)),
                "state": row.state,
                "url": reverse(self.one, args=[row.pk]),
            }
            for row in self.listing.dressed(list(rows))
        ]

    def _row_page(self):
        @self.access
        def view(request, pk: int):
            return self.show_row(request, self.row_or_404(request, pk))

        return self._known_as(view, "row")

    def row_or_404(self, request, pk: int):
        """The row of this id that the person may open."""
        return get_object_or_404(self.seen(request.user).select_related(*self.listing.loads), pk=pk)

    def show_row(self, request, row, said: tuple[str, forms.Form] | None = None, **more) -> HttpResponse:
        """The page of a row; `said` is the act whose form came back, and that form."""
        own = self.acts.account_of(row) == request.user.pk
        facts = self.told(row, f"{self.facts} {self.own_facts if own else ''}")
        context = self._about(row=row, own=own, facts=facts, offers=list(self._offers(request.user, row, said)), **more)
        return render(request, self.row_template, context, status=422 if said else 200)

    def _about(self, **more) -> dict:
        """What every page here has."""
        back, words = self.back
        above = {"back": reverse(back) if back else "", "back_words": words, "list": reverse(self.many)}
        return {"tab": self.tab, "title": self.title, "intro": self.intro, **above, **more}

    def told(self, row, names: str) -> list[tuple[str, str]]:
        """(heading, words) of the columns that say something of the row."""
        told = [(column.label, in_words(number_told(column, column.value(row)))) for column in self.listing.pick(names)]
        return [(label, words) for label, words in told if words]

    # --- To do -----------------------------------------------------------------------------------------------------------

    def _offers(self, user, row, said) -> Iterator[Offer]:
        for key in self.does.split():
            act = self.acts[key]
            if not self._is_offered(act, user, row):
                continue
            came_back = said[1] if said and said[0] == key else None
            yield Offer(
                act, came_back or self._form(act, user, row), reverse(f"{self.one}-act", args=[row.pk, act.slug])
            )

    def _is_offered(self, act: Act, user, row) -> bool:
        """Whether the row is in a state for it and the person in reach."""
        if row.state not in act.leaves or (act.fits and not act.fits(row)):
            return False
        if act.own and (own_rows(self.acts, act, user).filter(pk=row.pk).exists()):
            return True
        by_post = self.by_post and act.permission
        return bool(by_post and within_reach(self.acts.model, act.permission, user).filter(pk=row.pk).exists())

    def _form(self, act: Act, user, row, request=None) -> forms.Form:
        sent = {"data": request.POST, "files": request.FILES} if request else {"initial": begins_on(act, row)}
        return form_of(act, user, [row.pk])(**sent, auto_id=f"id_{act.key}_%s")

    def _act_page(self):
        @does(self.acts, *self.does.split())
        @self.access
        @require_POST
        def view(request, pk: int, slug: str):
            row = self.row_or_404(request, pk) if not self.late else self.seen(request.user).filter(pk=pk).first()
            act = next((one for one in self.acts if one.slug == slug and one.key in self.does.split()), None)
            if row is None or act is None:
                return self._tell_late(request)
            form = self._form(act, request.user, row, request)
            done = self._do(request, act, row, form) if form.is_valid() else None
            if done is None:
                return self.show_row(request, row, (act.key, form))
            messages.success(request, done)
            return redirect(self.one, pk) if self.seen(request.user).filter(pk=pk).exists() else redirect(self.many)

        return self._known_as(view, "act")

    def _do(self, request, act: Act, row, form: forms.Form) -> str | None:
        """What was done, in words; None where it was refused, with why on the form."""
        said = said_on_page(act, form.cleaned_data)
        try:
            done = perform_one(self.acts, act.key, pk=row.pk, by=request.user, **said)
        except RuleBroken as error:
            refuse_in(form, error)
            return None
        return self.acts.tell_done(act, done)

    def _tell_late(self, request) -> HttpResponse:
        messages.error(request, self.late or "这一条刚刚有了变化，请再看看。")
        return redirect(self.many)

    # --- To make ---------------------------------------------------------------------------------------------------------

    def _make_page(self):
        making = self.acts[self.makes]

        @does(self.acts, making.key)
        @self.access
        def view(request):
            if instead := self.ready(request):
                return instead
            form_class = form_of(making, request.user, None, given=tuple(self.answers))
            form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
            made = make_of(self.acts, making, request, form, **self.answers)
            if made:
                return redirect(self.one, made.row.pk)
            above = {"back": reverse(self.many), "back_words": f"返回{self.title}"}
            context = self._about(act=making, form=form, draft=draft_of(self.acts, making)) | above
            return render(request, "orgtree/acts/make.html", context, status=422 if form.errors else 200)

        return self._known_as(view, "new")

    def _known_as(self, view, kind: str):
        return known_as(view, self.acts, kind)


def known_as(view, acts: Acts, kind: str):
    """The view under a name of its own, by which it is told from those of other nouns."""
    for known in (view, unwrap(view)):
        known.__name__ = known.__qualname__ = f"{acts.noun.replace('.', '_')}_{kind}"
    return view


# --- On the page of another row ---------------------------------------------------------------------------------------------


def page_to_make(
    acts: Acts,
    key: str,
    /,
    *,
    on: Callable[[Any, int], Any],
    leads: str,
    form: Callable[..., forms.Form] | None = None,
    unfit: str = "",
    template: str = "orgtree/acts/make.html",
    tab: str = "",
    access: Callable = login_required,
):
    """A view (request, pk) that makes a row on another: `on(request, pk)` gives that one or raises Http404, `leads` names its page.

    Where the making does not fit it, `unfit` is told there. `form(*sent, request=…, on=row)` is one of its own.
    """
    act = acts[key]

    @does(acts, key)
    @access
    def view(request, pk: int):
        row = on(request, pk)
        if act.fits and not act.fits(row):
            messages.error(request, unfit)
            return redirect(leads, pk)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        asked = (
            form(*sent, request=request, on=row) if form else form_of(act, request.user, None, given=(act.on,))(*sent)
        )
        if make_of(acts, act, request, asked, **{act.on: row}):
            return redirect(leads, pk)
        above = {"back": reverse(leads, args=[pk]), "back_words": "返回", "tab": tab}
        context = {"act": act, "form": asked, "on": row, "draft": f"{draft_of(acts, act)}.{pk}"} | above
        return render(request, template, context, status=422 if asked.errors else 200)

    return known_as(view, acts, key)


def page_to_do(
    acts: Acts,
    key: str,
    /,
    *,
    seen: Callable[[Any], QuerySet],
    leads: str | Callable[[Any], tuple],
    done: str = "",
    access: Callable = login_required,
):
    """A view (request, pk) of an act that asks for nothing: `seen(user)` gives the rows, `leads` the address after it, of the list or (of the row) with its arguments.

    `done` is told where the desk's words do not fit the person.
    """
    act = acts[key]

    @does(acts, key)
    @access
    @require_POST
    def view(request, pk: int):
        row = get_object_or_404(seen(request.user), pk=pk)
        try:
            row = perform_one(acts, key, pk=pk, by=request.user)
        except RuleBroken as error:
            messages.error(request, error.message)
        else:
            messages.success(request, acts.tell_done(act, row, done))
        return redirect(leads) if isinstance(leads, str) else redirect(*leads(row))

    return known_as(view, acts, key)


def draft_of(acts: Acts, act: Act) -> str:
    """Under what the phone keeps what was typed until it has been sent."""
    return f"{acts.noun}.{act.key}"


def make_of(acts: Acts, act: Making, request, form: forms.Form, *, done: str = "", **given) -> Made | None:
    """The row that a sent form makes, told in a message that lets the phone forget the draft; None where it is refused or not sent."""
    if not form.is_valid():
        return None
    try:
        made = make(acts, act.key, by=request.user, **given, **said_in(form))
    except RuleBroken as error:
        refuse_in(form, error)
        return None
    told, tags = (
        (acts.tell_done(act, made.row, done), messages.success)
        if made.is_new
        else (f"此前已{act.verb}，没有重复登记。", messages.info)
    )
    tags(request, told, extra_tags=f"draft:{draft_of(acts, act)}")
    return made


def in_words(value: Any) -> str:
    """The value as people read it on a phone."""
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return f"{say_day(moment)} {moment:%H:%M}"
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(plain(value) if hasattr(value, "normalize") else value)
