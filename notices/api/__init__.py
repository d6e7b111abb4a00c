from notices.api.chasing import LadderViewSet, MessageViewSet, OutletActViewSet
from notices.api.inbox import MutesView, NoticeViewSet, OutletViewSet
from notices.api.own import InboxActViewSet
from notices.api.webhooks import WebhookViewSet

__all__ = [
    "InboxActViewSet",
    "LadderViewSet",
    "MessageViewSet",
    "MutesView",
    "NoticeViewSet",
    "OutletActViewSet",
    "OutletViewSet",
    "WebhookViewSet",
]
