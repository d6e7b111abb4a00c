"""An invented plan of the fictional city, short enough to know by heart."""

from datetime import datetime
from functools import cache
from typing import Any

from django.core.files.base import ContentFile

from intake import services
from intake.models import Document, Draft
from intake.reader import read_text
from units.models import Unit, User

TEXT = """云岭市数字乡村三年行动计划(2026—2028年)

为落实《云岭市数字经济发展规划》,制定本行动计划。

一、主要目标

到2028年,行政村光纤通达率达到98%,培育数字农业基地12个,农村电商年销售额达到6亿元。

二、重点任务

1.建好乡村网络。加快基站向村组延伸,到2028年新建乡村基站300座。(牵头单位:市科技局,参与单位:市财政局、各乡镇政府)

2.发展数字农业。引导合作社使用传感设备,到2028年培育数字农业基地12个,每年举办2场现场会。(牵头单位:市农业农村局,参与单位:市委科创办(市科技局)、市财政局)
"""


@cache
def _reading() -> dict[str, Any]:
    return read_text(TEXT).as_json()


def reading(**changes: Any) -> dict[str, Any]:
    return _reading() | changes


def document(issuer: Unit, now: datetime, *, by: User | None = None, text: str = TEXT) -> Document:
    """Handed in and waiting to be read."""
    file = ContentFile(text.encode(), "plan.txt")
    return services.upload_document(file=file, name="plan.txt", issuer=issuer, by=by, now=now)


def draft(issuer: Unit, now: datetime, *, by: User | None = None) -> Draft:
    """Handed in and read, without starting a child process."""
    read = document(issuer, now, by=by)
    Document.objects.filter(pk=read.pk).update(work_state="done")
    return Draft.objects.create(document=read, reading=reading())
