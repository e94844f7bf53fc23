"""Why a change of the literacy record is declined."""

from passeur.errors import Refusal


class MeasureGone(Refusal):
    """The measure was withdrawn, or never was."""

    code = "measure_gone"


class MeasureChanged(Refusal):
    """The form was made from an older version of the measure."""

    code = "measure_changed"
