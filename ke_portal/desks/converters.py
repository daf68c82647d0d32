from coordinators.models import HelpKind


class HelpKindConverter:
    """The calls for help that have a button on the person's own page."""

    NAMES = {
        "det-skjer-ingenting": HelpKind.NOTHING_HAPPENS,
        "annen-koordinator": HelpKind.ANOTHER_COORDINATOR,
    }
    regex = "|".join(NAMES)

    def to_python(self, value: str) -> str:
        return self.NAMES[value].value

    def to_url(self, value: str) -> str:
        return next(name for name, kind in self.NAMES.items() if kind == value)
