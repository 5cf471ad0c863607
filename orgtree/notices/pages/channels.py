"""Where my notices go besides the app."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from orgtree.choices import ChannelKind
from orgtree.errors import RuleBroken
from orgtree.notices.channels.adapters import channels_on
from orgtree.notices.channels.choosing import LONGEST, addresses_of, choose_channels, optional_kinds, unwanted_by
from orgtree.text.free_text import ScannedForm
from orgtree.web.page_marks import asks_password

HELP = {
    ChannelKind.EMAIL: "填写后，通知也发到这个邮箱；不填就不发",
    ChannelKind.SMS: "填写后，通知也发短信到这个手机号；不填就不发",
    ChannelKind.WECOM: "本单位企业微信的成员账号；不填就不发",
}


class ChannelsForm(ScannedForm):
    """An address for each channel that is on, and the kinds that stay in the app."""

    email, sms, wecom = (
        forms.CharField(label=kind.label, required=False, max_length=LONGEST, help_text=HELP[kind])
        for kind in (ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.WECOM)
    )
    unwanted = forms.MultipleChoiceField(
        label="这些只在平台内通知", required=False, widget=forms.CheckboxSelectMultiple
    )
    unscanned = {kind.value: "an address is asked for; it is kept encrypted" for kind in ChannelKind}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in set(ChannelKind.values) - channels_on().keys():
            del self.fields[kind]
        self.initial |= addresses_of(user) | {"unwanted": sorted(unwanted_by(user))}
        self.fields["unwanted"].choices = [(kind.key, kind.label) for kind in optional_kinds()]


@asks_password
@login_required
@require_http_methods(["GET", "POST"])
def channels(request):
    """Choose; 404 where the installation has no channel besides the app."""
    if not channels_on():
        raise Http404
    form = ChannelsForm(request.POST or None, user=request.user)
    if form.is_valid():
        data = dict(form.cleaned_data)
        unwanted = data.pop("unwanted")
        try:
            choose_channels(addresses=data, unwanted=unwanted, by=request.user)
        except RuleBroken as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, "已保存。")
            return redirect("notice-channels")
    return render(request, "orgtree/notices/channels.html", {"form": form}, status=422 if form.errors else 200)
