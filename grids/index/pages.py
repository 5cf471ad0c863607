"""How the index is made, for everybody: the numbers that hold today, and a month worked out."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from grids.index.choices import FormulaKey
from grids.index.services.formula import FormulaBook


@require_GET
def method(request):
    """The formula of today for all; a district with numbers of its own says so on its indexes."""
    held = FormulaBook().on(timezone.localdate().replace(day=1))
    numbers = {str(key): f"{number.normalize():f}" for key, number in held.numbers.items()}
    table = [(key.label, numbers[key]) for key in FormulaKey]
    average = f"{(100 - held.numbers[FormulaKey.SLOPE]).normalize():f}"
    context = {"held": held, "numbers": numbers, "table": table, "average": average}
    return render(request, "grids/index/method.html", context)
