"""The desk's page to add a row, made of how the noun declares that its rows begin; its acts come from there too."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from orgtree.acts import Acts, Making, make
from orgtree.acts.forms import refuse_in
from orgtree.acts.making import Made
from orgtree.desk.acts import bulk_acts_of, form_on_desk, making_of, object_actions_of, tell_made
from orgtree.desk.forms import ask_by_name
from orgtree.desk.related import is_choosing
from orgtree.errors import RuleBroken


class AddPage:
    """Gives a list of the desk the buttons, the entries and the page to add of its noun's `acts`."""

    acts: Acts | None = None
    making: Making | None = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        acts = cls.__dict__.get("acts")
        if acts is None:
            return
        for name, made in (("object_actions", object_actions_of(acts)), ("bulk_acts", bulk_acts_of(acts))):
            own = getattr(cls, name, ())
            if not isinstance(own, property):  # one that others add to puts them together itself
                setattr(cls, name, (*made, *own))
        cls.making = making_of(acts)
        if cls.making and "add_permission" not in cls.__dict__:
            cls.add_permission = cls.making.permission

    def asked_rows(self, field, request):
        """The rows that the making offers for this relation on the page to add; None elsewhere, or where it asks for none."""
        is_asked = self.making and is_choosing(request)
        asks = self.making.asks if is_asked else ()
        ask = next((ask for ask in asks if ask.rows and ask.found_by == (self.model, field.name)), None)
        return ask and ask.rows(request.user, None)

    def add_view(self, request, form_url="", extra_context=None):
        """The page to add: GET asks, POST makes; a refusal comes back at its field with what was filled in."""
        if self.making is None:
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        form_class = form_on_desk(self.making, request.user)
        if request.method == "POST":
            form = form_class(request.POST, request.FILES)
        else:
            form = form_class(initial=self.get_changeform_initial_data(request))
        ask_by_name(form.fields)
        made = self._make(request, form) if request.method == "POST" and form.is_valid() else None
        if made is None:
            return TemplateResponse(request, "orgtree/desk/object_action.html", self._add_context(request, form))
        self.message_user(
            request, self._say_result(made.row, tell_made(self.acts, self.making, made)), messages.SUCCESS
        )
        return HttpResponseRedirect(
            request.path if "_addanother" in request.POST else self._page_of(request, made.row.pk)
        )

    def _make(self, request, form) -> Made | None:
        try:
            return make(self.acts, self.making.key, by=request.user, **form.cleaned_data)
        except RuleBroken as error:
            refuse_in(form, error)
            return None

    def _add_context(self, request, form) -> dict:
        """As of the page of an act, with a second button for who enters several."""
        return {
            **self.admin_site.each_context(request),
            "title": self.making.label,
            "act": self.making,
            "opts": self.opts,
            "form": form,
            "result": None,
            "offers_another": True,
            "back": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
        }
