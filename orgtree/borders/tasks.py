"""Borders that were agreed to move on a later day; safe to run twice, late, and beside another."""

from celery import shared_task

from orgtree.borders.services.due import carry_out_due as carry_out_all


@shared_task(name="orgtree.tasks.borders.carry_out_due")
def carry_out_due() -> None:
    carry_out_all()
