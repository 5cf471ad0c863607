"""What of assessments names an area: it stays, since who is assessed is frozen with the round, whatever becomes of the place."""

from orgtree.declare import registry
from orgtree.declare.seats import staying

registry.add_seats(
    [
        *staying("assessments", "poll.area pollsubject.area honour.area training.area keytask.area"),
        *staying("assessments", "supervisionvisit.host supervisionvisit.place mechanismpart.area yearnorm.area"),
        *staying("assessments", "rectifyitem.area rectifyitem.giver_area talk.area talk.giver_area scheme.area"),
        *staying("assessments", "redline.area round.area roundsubject.area surveynumber.area survey.area"),
        *staying("assessments", "drawnhousehold.area surveytally.area surveycell.area surveybatch.area"),
    ]
)
