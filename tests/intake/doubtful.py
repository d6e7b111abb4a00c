"""An invented plan in which something is wrong with almost every entry."""

from datetime import datetime
from functools import cache
from typing import Any

from django.core.files.base import ContentFile

from intake import services
from intake.models import Document, Draft
from intake.reader import read_text
from units.models import Unit

TEXT = """云岭市养老服务三年行动计划(2026—2028年)

一、主要目标

到2028年,护理型床位达到3000张,社区食堂达到60家,老年大学学员占老年人口的比重达3.以上。

二、重点任务

1.办好社区食堂。整合闲置用房,到2028年社区食堂达到80家。(牵头单位:市民政局,参与单位:市财政局)

2.发展居家照护。组织上门服务,为困难家庭改造适老设施1200户。2029年6月底前完成。(牵头单位:市卫生健康委员会,参与单位:市民政局)

3.培养护理人员。依托职业学校开办护理专业,每年培训护理员500人次。

4.畅通就医通道。在养老机构开设医保结算窗口。(牵头单位:市医保局,参与单位:市民政局)
"""


@cache
def reading() -> dict[str, Any]:
    return read_text(TEXT).as_json()


def draft(issuer: Unit, now: datetime, *, text: str = TEXT) -> Draft:
    """Handed in and read, without starting a child process."""
    file = ContentFile(text.encode(), "plan.txt")
    document = services.upload_document(file=file, name="plan.txt", issuer=issuer, by=None, now=now)
    Document.objects.filter(pk=document.pk).update(work_state="done")
    return Draft.objects.create(document=document, reading=read_text(text).as_json())
