"""Forms as data: a list of fields becomes a form that saves by itself."""

from app.ui.forms.date_edit import DateEdit
from app.ui.forms.fields import Field, Kind, Option
from app.ui.forms.view import FormView

__all__ = ["DateEdit", "Field", "FormView", "Kind", "Option"]
