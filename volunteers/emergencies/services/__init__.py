"""Emergencies (应急动员): opened for areas and a time, people called up and put on shifts, closed and emptied of names.

`life` opens, extends and warns; `parts` sets up what lasts as long; `call_ups` invites; `answers` takes answers; `shifts` plans, rolls
and settles; `counts` counts; `closing` ends, freezes and purges (docs/decisions/0021-emergencies.md).
"""
