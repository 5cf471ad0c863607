from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template


class Command(BaseCommand):
    help = "Compile every template of ours; fail naming those that do not."

    def handle(self, *args, **options):
        names = list(our_templates())
        errors = [f"{name}: {error}" for name in names if (error := compile_error(name))]
        if errors:
            raise CommandError("\n".join(errors))
        self.stdout.write(f"{len(names)} templates compile")


def our_templates():
    """Yield the name of each template in templates/, as `render` would be given it."""
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                yield str(path.relative_to(folder))


def compile_error(name):
    try:
        get_template(name)
    except TemplateSyntaxError as error:
        return error
    return None
