"""Results of rounds without grades that were published before 0020 are sealed as they stand, like all that are published since."""

from django.db import migrations


def seal(apps, schema_editor):
    from assessments.results.services.outcomes import digest_of  # what a recount compares it with

    rows = apps.get_model("assessments", "Outcome").objects.filter(
        state="composed",
        suggested="",
        subject__round__scheme__gives_grade=False,
        subject__round__state__in=["published", "archived"],
    )
    for row in rows.select_related("subject__round"):
        row.state, row.digest = "frozen", digest_of(row)
        row.save(update_fields=["state", "digest"])


class Migration(migrations.Migration):

    dependencies = [('assessments', '0020_evidence_is_published')]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
