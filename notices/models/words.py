"""The words that people read for `notices.rules`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.work import WORKER_DIED
from notices import rules


class Matter(models.TextChoices):
    REPORT = rules.Matter.REPORT.value, _("report to be sent")
    RETURN = rules.Matter.RETURN.value, _("returned report")
    REVIEW = rules.Matter.REVIEW.value, _("report waiting for the unit's review")
    OFFICE_REVIEW = rules.Matter.OFFICE_REVIEW.value, _("report waiting for the supervision office")
    RECEIPT = rules.Matter.RECEIPT.value, _("receipt to be confirmed")
    EXTENSION = rules.Matter.EXTENSION.value, _("request for a later date")
    AMENDMENT = rules.Matter.AMENDMENT.value, _("amendment waiting for a decision")
    REFUSAL = rules.Matter.REFUSAL.value, _("refused part waiting for a decision")
    COORDINATION = rules.Matter.COORDINATION.value, _("request for coordination")
    MILESTONE = rules.Matter.MILESTONE.value, _("stage of a task")
    TASK = rules.Matter.TASK.value, _("due date of a task")
    PACE = rules.Matter.PACE.value, _("target off its pace")
    COMPLETION = rules.Matter.COMPLETION.value, _("completion to be verified")
    VACANCY = rules.Matter.VACANCY.value, _("unit without a reporter")
    SLIP_RECEIPT = rules.Matter.SLIP_RECEIPT.value, _("supervision slip to be received")
    SLIP = rules.Matter.SLIP.value, _("supervision slip to be answered")
    SLIP_OFFICE = (
        rules.Matter.SLIP_OFFICE.value,
        _("supervision slip waiting for the supervision office"),
    )
    INSTRUCTION = rules.Matter.INSTRUCTION.value, _("leader's instruction without feedback")


class Party(models.TextChoices):
    HOLDER = rules.Party.HOLDER.value, _("whoever must act")
    REVIEWER = rules.Party.REVIEWER.value, _("reviewer")
    HEAD = rules.Party.HEAD.value, _("head of unit")
    INSPECTOR = rules.Party.INSPECTOR.value, _("inspector")
    OFFICE_HEAD = rules.Party.OFFICE_HEAD.value, _("head of the supervision office")
    LEADER = rules.Party.LEADER.value, _("leader")


class Channel(models.TextChoices):
    EMAIL = rules.Channel.EMAIL.value, pgettext_lazy("channel", "e-mail")
    GROUP = rules.Channel.GROUP.value, pgettext_lazy("channel", "group")


class PresetWords(models.TextChoices):
    MILD = rules.Preset.MILD.value, pgettext_lazy("ladder", "mild")
    USUAL = rules.Preset.USUAL.value, pgettext_lazy("ladder", "usual")
    STRICT = rules.Preset.STRICT.value, pgettext_lazy("ladder", "strict")


class OutletKind(models.TextChoices):
    WECOM = rules.OutletKind.WECOM.value, _("robot of a WeCom group")
    DINGTALK = rules.OutletKind.DINGTALK.value, _("robot of a DingTalk group")
    FEISHU = rules.OutletKind.FEISHU.value, _("robot of a Feishu group")
    WEBHOOK = rules.OutletKind.WEBHOOK.value, _("signed webhook")
    FOLDER = rules.OutletKind.FOLDER.value, _("files in a folder")


class Trouble(models.TextChoices):
    """What a message met on its way."""

    SETTLED = rules.Trouble.SETTLED.value, _("no longer needed")
    NO_ADDRESS = rules.Trouble.NO_ADDRESS.value, _("the person has no e-mail address any more")
    UNWRITABLE = (
        rules.Trouble.UNWRITABLE.value,
        _("its words could not be put together; the worker's log says why"),
    )
    REFUSED = rules.Trouble.REFUSED.value, _("the other side refused it")
    UNREACHABLE = rules.Trouble.UNREACHABLE.value, _("the other side could not be reached")
    NO_ANSWER = rules.Trouble.NO_ANSWER.value, _("sent, but not answered: it may have arrived")
    FORBIDDEN = rules.Trouble.FORBIDDEN.value, _("the address is not one that may be called")
    UNREADABLE = (
        rules.Trouble.UNREADABLE.value,
        _("its address cannot be read any more: fill it in again"),
    )
    WORKER_DIED = WORKER_DIED, _("the worker stopped in the middle, again and again")


def trouble_words(error: str) -> str:
    """What went wrong, in words, with what the other side said about it."""
    code, _colon, said = error.partition(": ")
    words = str(Trouble(code).label) if code in Trouble.values else code
    return f"{words} ({said})" if said else words
