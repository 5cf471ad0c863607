"""How other rows name a member."""

from orgtree.api.listed import reference_to
from volunteers.members.lists import member_list

MemberRefSerializer = reference_to(member_list.model)
