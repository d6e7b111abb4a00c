"""What is said about things that wait, and where their pages are."""

from datetime import datetime
from typing import Protocol

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core import audit_words
from core.models import AuditEntry
from notices import rules
from notices.models import Channel, Notice, Party, PresetWords
from notices.models import Matter as MatterWords
from notices.rules import FURTHEST, MOST_STEPS, AddressFault, Fault, Matter, Step

# Page of a thing, and the place on it where something is to be done.
_PLACES: dict[Matter, tuple[str, str]] = {
    Matter.REPORT: ("reports:report", "#writing"),
    Matter.RETURN: ("reports:report", "#writing"),
    Matter.REVIEW: ("reports:report", "#review"),
    Matter.OFFICE_REVIEW: ("reports:report", "#review"),
    Matter.RECEIPT: ("dashboards:task", "#acts"),
    Matter.EXTENSION: ("tasks:extension", "#acts"),
    Matter.AMENDMENT: ("indicators:amendments", "#amendment-{thing}"),
    Matter.REFUSAL: ("dashboards:task", "#refusal-{thing}"),
    Matter.COORDINATION: ("tasks:coordination", "#acts"),
    Matter.MILESTONE: ("tasks:stages", "#stage-{thing}"),
    Matter.TASK: ("dashboards:task", "#steps"),
    # The next report is where a unit explains itself.
    Matter.PACE: ("dashboards:target", "#reports"),
    Matter.COMPLETION: ("dashboards:task", "#acts"),
    # Who can be called about it.
    Matter.VACANCY: ("units:unit", "#people"),
    Matter.SLIP_RECEIPT: ("slips:slip", "#receipt"),
    Matter.SLIP: ("slips:slip", "#answer"),
    Matter.SLIP_OFFICE: ("slips:slip", "#acts"),
    Matter.INSTRUCTION: ("instructions:instruction", "#acts"),
}
_SOON = {
    Matter.REPORT: gettext_lazy("report due soon"),
    Matter.RETURN: gettext_lazy("returned report due soon"),
    Matter.COORDINATION: gettext_lazy("request for coordination to be answered soon"),
    Matter.MILESTONE: gettext_lazy("stage due soon"),
    Matter.TASK: gettext_lazy("task due soon"),
    Matter.SLIP: gettext_lazy("answer to a supervision slip due soon"),
    Matter.INSTRUCTION: gettext_lazy("feedback on a leader's instruction due soon"),
}
_LATE = {
    Matter.REPORT: gettext_lazy("report past its deadline"),
    Matter.RETURN: gettext_lazy("returned report past its deadline"),
    Matter.COORDINATION: gettext_lazy("request for coordination past its deadline"),
    Matter.MILESTONE: gettext_lazy("stage past its date"),
    Matter.TASK: gettext_lazy("task past its due date"),
    Matter.SLIP: gettext_lazy("answer to a supervision slip past its day"),
    Matter.INSTRUCTION: gettext_lazy("feedback on a leader's instruction past its day"),
}


class Placed(Protocol):
    """A notice, or whatever else has a place."""

    @property
    def matter(self) -> str: ...
    @property
    def thing_id(self) -> int: ...
    @property
    def place_id(self) -> int: ...


def place_of(notice: Placed) -> str:
    """The address at which something can be done about it."""
    matter = Matter(notice.matter)
    name, anchor = _PLACES[matter]
    if matter is Matter.AMENDMENT:
        address = f"{reverse(name)}?target={notice.place_id}"
    else:
        address = reverse(name, args=[notice.place_id])
    # Below zero stands the task itself, which the lead unit refused as a whole.
    return address + (anchor.format(thing=notice.thing_id) if notice.thing_id > 0 else "#acts")


def heading(notice: Notice) -> str:
    """What kind of thing waits, and whether its deadline is ahead or over."""
    matter = Matter(notice.matter)
    if matter in rules.WITH_DEADLINE:
        return str((_LATE if notice.step > 0 else _SOON)[matter])
    return notice.get_matter_display()


def step_words(notice: Notice) -> str:
    """How far before or after its moment the person was told."""
    return _distance(Matter(notice.matter), notice.step)


def moment_of(step: Step) -> str:
    """When the step is reached."""
    return _distance(step.matter, step.days)


def parties(step: Step) -> str:
    """Who is told, from the desk upward."""
    told = [str(words.label) for words in Party if words.value in step.to]
    return pgettext("enumeration", ", ").join(told)


def ways(step: Step) -> str:
    """How they are told beside the inbox, and whether at once."""
    told = [str(words.label) for words in Channel if words.value in step.by]
    return pgettext("enumeration", ", ").join([*told, *([_("urgent")] if step.urgent else [])])


def count_label(matter: Matter) -> str:
    """What the steps of a matter count."""
    if matter is Matter.PACE:
        return _("Periods in a row off its pace")
    if matter in rules.WITH_DEADLINE:
        return _("Working days")
    return _("Working days that it waits")


def change(entry: AuditEntry) -> str:
    """What somebody changed of a ladder."""
    about = entry.details
    if (matter := about.get("matter")) in MatterWords.values:
        return f"{audit_words.act(entry.verb)}: {MatterWords(matter).label}"
    if (preset := about.get("preset")) in PresetWords.values:
        return f"{audit_words.act(entry.verb)}: {PresetWords(preset).label}"
    return audit_words.act(entry.verb)


def _distance(matter: Matter, step: int) -> str:
    if matter is Matter.PACE:
        return ngettext("%(n)d period in a row", "%(n)d periods in a row", step) % {"n": step}
    if matter not in rules.WITH_DEADLINE:
        waits = ngettext("waits for %(n)d working day", "waits for %(n)d working days", step)
        return waits % {"n": step}
    if step == 0:
        return _("on its last day")
    if step < 0:
        left = ngettext("%(n)d working day left", "%(n)d working days left", -step)
        return left % {"n": -step}
    return ngettext("%(n)d working day late", "%(n)d working days late", step) % {"n": step}


def fault(fault: Fault) -> str:
    """What is wrong with a ladder, and what to do about it."""
    return {
        Fault.NOBODY: _("Say for each step who is told."),
        Fault.TOO_FAR: _("Steps lie at most %(days)d working days away from the moment.")
        % {"days": FURTHEST},
        Fault.NO_DEADLINE: _(
            "What has no deadline cannot be told of ahead: give the working days that it waits."
        ),
        Fault.NO_PERIODS: _("Count the periods off pace from one."),
        Fault.TWICE: _("Two steps lie on the same day: put them together."),
        Fault.TOO_MANY: _("More than %(steps)d steps are not read any more: leave some out.")
        % {"steps": MOST_STEPS},
        Fault.SHRINKS: _(
            "A later step tells fewer people than an earlier one: whoever was told that something"
            " is late must hear that it still is."
        ),
        Fault.NO_LEADER: _(
            "Leaders are told nothing of each other's instructions: choose somebody of the office."
        ),
    }[fault]


def ladder_changed_meanwhile() -> str:
    return _(
        "Somebody else has changed these steps since you opened this page; the page of the ladder"
        " says who. What you chose is still here: compare it with what holds now, then open these"
        " steps again."
    )


def address_fault(fault: AddressFault) -> str:
    """Why an outlet's address is refused, and who can help."""
    return {
        AddressFault.NO_ADDRESS: _(
            "This is no address of the web. Copy it from the settings of the robot, whole."
        ),
        AddressFault.NOT_HTTPS: _("Messages go by https only. Take the address with https."),
        AddressFault.NOT_LISTED: _(
            "The portal may not send to this host. Whoever runs the portal can allow it with the"
            " setting OUTLET_HOSTS, or OUTLET_LOCAL_HOSTS for a gateway inside the office."
        ),
        AddressFault.NO_FOLDER: _(
            "Name a folder with letters from a to z, digits and hyphens. Whoever runs the portal"
            " says with the setting OUTLET_FOLDER where these folders lie; without it there are"
            " none."
        ),
        AddressFault.NO_KEY: _(
            "The secret signs the messages: give 24 to 64 random bytes in base64, such as the"
            " receiving program makes them."
        ),
    }[fault]


def day(at: datetime, *, now: datetime) -> str:
    """Such as `tomorrow`, or `12-01`."""
    local = timezone.localtime(at)
    days = (local.date() - timezone.localtime(now).date()).days
    return {0: _("today"), 1: _("tomorrow")}.get(days) or f"{local:%m-%d}"
