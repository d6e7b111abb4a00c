"""Which lamps a plan uses. Schemes are never changed: a changed one is a new one."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators import rules
from indicators.models.known import Known
from indicators.models.words import Distance, Lamp, Standing
from plans.models import Plan


class LampScheme(models.Model):
    """A preset that ships with the portal, or what an office made of one for a plan."""

    # Of a preset its name in `rules.PRESETS`; of an office's own the preset it began with.
    code = models.SlugField(max_length=40)
    is_preset = models.BooleanField(default=False)
    name_zh = models.CharField(_("name in Chinese"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60)
    distance = models.CharField(
        _("distance in"), max_length=10, choices=Distance, default=Distance.POINTS
    )
    misses_in_a_row = models.PositiveSmallIntegerField(
        _("periods behind in a row that raise the lamp"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2)],
    )
    raised_to = models.SlugField(_("raised to"), max_length=40, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], name="one_preset_per_code", condition=Q(is_preset=True)
            )
        ]

    def __str__(self) -> str:
        return self.name_zh

    def as_rules(self) -> rules.Scheme:
        """Its bands are prefetched, or one query."""
        return rules.Scheme(
            code=self.code,
            name_zh=self.name_zh,
            name_en=self.name_en,
            bands=tuple(band.as_rules() for band in self.bands.all()),
            distance=rules.Distance(self.distance),
            misses_in_a_row=self.misses_in_a_row,
            raised_to=self.raised_to,
        )


class LampBand(models.Model):
    """One lamp of a scheme; the first that fits is shown."""

    scheme = models.ForeignKey(LampScheme, on_delete=models.CASCADE, related_name="bands")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    word_zh = models.CharField(_("word in Chinese"), max_length=30)
    word_en = models.CharField(_("word in English"), max_length=40)
    lamp = models.CharField(_("colour"), max_length=10, choices=Lamp)
    shape = models.CharField(_("shape"), max_length=40)
    standing = models.CharField(_("stands for"), max_length=20, choices=Standing)
    up_to = models.DecimalField(_("up to"), max_digits=7, decimal_places=2, null=True, blank=True)
    inclusive = models.BooleanField(_("limit included"), default=True)
    within_days = models.PositiveSmallIntegerField(_("days before due"), null=True, blank=True)
    # The published scheme leaves this open; the office decided it.
    own_choice = models.BooleanField(_("decided by the office"), default=False)

    class Meta:
        ordering: ClassVar = ["scheme", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "position"], name="one_band_per_position")
        ]

    def __str__(self) -> str:
        return self.word_zh

    def as_rules(self) -> rules.Band:
        return rules.Band(
            code=self.code,
            word_zh=self.word_zh,
            word_en=self.word_en,
            lamp=rules.Lamp(self.lamp),
            shape=self.shape,
            standing=rules.Standing(self.standing),
            up_to=self.up_to,
            inclusive=self.inclusive,
            within_days=self.within_days,
            own_choice=self.own_choice,
        )


class LampChoice(Known):
    """A plan uses a scheme from a moment on. A plan without one uses the default."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lamp_choices")
    scheme = models.ForeignKey(LampScheme, on_delete=models.PROTECT, related_name="choices")
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"], name="one_live_scheme_per_plan", condition=Q(superseded_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.scheme}"
