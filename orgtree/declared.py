"""What the ground floor itself declares: imports that no worker has taken are sent again."""

from orgtree.declare import Resend, registry
from orgtree.services import imports

registry.add_resends((Resend("orgtree.imports", imports.resend_waiting_imports),))
