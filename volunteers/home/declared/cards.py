"""Requests about personal data that wait for an answer."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.home.choices import DataRequestState
from volunteers.home.models import DataRequest

registry.add_cards(
    [
        Card(
            key="volunteers.data_requests_waiting",
            label="待办理个人信息申请",
            hint="党员申请更正、复制、删除或说明个人信息，须在期限内答复",
            place="people",
            rows=lambda user: DataRequest.objects.allowed(user, P.MEMBER_EDIT).waiting(),
            since="asked_at",
            overdue=lambda memo: Q(due_on__lt=timezone.localdate()),
            minutes=5,
            url=lambda user: (
                f"{reverse('admin:volunteers_datarequest_changelist')}?state__exact={DataRequestState.WAITING}"
            ),
            permission=P.MEMBER_EDIT,
        )
    ]
)
