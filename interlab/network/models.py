"""Incubators, programmes, cohorts, and the labels a team may rename."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlab.core.codes import new_code


class Incubator(models.Model):
    """An organisation running programmes here. It owns its people and data; nothing of it is seen from another."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=80, blank=True)
    quiet_after_days = models.PositiveSmallIntegerField(default=21)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def name_without_city(self) -> str:
        """The name without the city at its end, where both are shown; the whole name when the city isn't in it."""
        bare = self.name.removesuffix(self.city).strip()
        return bare if self.city and bare else self.name


def logo_path(site: "Site", filename: str) -> str:
    """Return where a logo is kept: under a name that changes with every new one."""
    return f"logos/{site.incubator_id}/{new_code()}.png"


class Site(models.Model):
    """How an incubator shows itself to the public: its colours, its logo, its languages, how to reach it. One each."""

    incubator = models.OneToOneField(Incubator, on_delete=models.CASCADE, related_name="site")
    # Empty: InterLab's own. Contrast is checked before they are kept.
    primary_colour = models.CharField(_("main colour"), max_length=7, blank=True)
    accent_colour = models.CharField(_("second colour"), max_length=7, blank=True)
    logo = models.ImageField(_("logo"), upload_to=logo_path, blank=True)
    languages = models.JSONField(_("languages of the site"), default=list, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_hours = models.CharField(_("when to call"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    whatsapp = models.CharField("WhatsApp", max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    opening_hours = models.CharField(_("when to come"), max_length=200, blank=True)
    legal_name = models.CharField(_("name of the association"), max_length=200, blank=True)
    enterprise_number = models.CharField(_("enterprise number"), max_length=20, blank=True)
    supporters = models.JSONField(_("with the support of"), default=list, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.incubator}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def shown_languages(self) -> list[str]:
        """The languages the site is read in: those chosen, all of ours when none is."""
        ours = [code for code, _name in settings.LANGUAGES]
        return [code for code in ours if code in self.languages] or ours

    @property
    def has_colours(self) -> bool:
        return bool(self.primary_colour or self.accent_colour)

    @property
    def version(self) -> int:
        """What changes with every change: in addresses of what a browser keeps."""
        return int(self.changed_at.timestamp())

    @property
    def whatsapp_digits(self) -> str:
        """The number as wa.me wants it."""
        return "".join(sign for sign in self.whatsapp if sign.isdigit()).removeprefix("00")


class IncubatorRow(models.Model):
    """A row owned by one incubator and named in addresses by a code that tells nothing."""

    incubator = models.ForeignKey(Incubator, on_delete=models.PROTECT, db_index=False, related_name="+")
    code = models.CharField(max_length=12, default=new_code, editable=False)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["incubator", "code"], name="%(app_label)s_%(class)s_code")
        ]


class Programme(IncubatorRow):
    """A method: ordered stages. An incubator runs one or several."""

    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Cohort(IncubatorRow):
    """A dated group inside a programme. Optional: people may join a programme at any time."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(_("name"), max_length=120)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta(IncubatorRow.Meta):
        ordering = ("-starts_on", "-pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *IncubatorRow.Meta.constraints,
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="network_cohort_days_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class LabelQuerySet(models.QuerySet):
    def in_use(self) -> "LabelQuerySet":
        return self.filter(archived_at=None)


class Label(IncubatorRow):
    """The team's word for one of our fixed meanings. Renamed, reordered and archived freely; the meaning stays."""

    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = LabelQuerySet.as_manager()

    class Meta(IncubatorRow.Meta):
        abstract = True
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Stage(Label):
    """A step of a programme's method, which a project reaches on a day."""

    class Meaning(models.TextChoices):
        WELCOME = "welcome", _("welcome")
        IDEA = "idea", _("idea")
        MODEL = "model", _("business model")
        TEST = "test", _("test")
        LAUNCHED = "launched", _("launched")
        POST_LAUNCH = "post_launch", _("after the launch")
        PAUSED = "paused", _("paused")
        ABANDONED = "abandoned", _("given up")
        TRANSFERRED = "transferred", _("handed over")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="stages")
    meaning = models.CharField(_("meaning"), max_length=16, choices=Meaning)

    @property
    def is_step(self) -> bool:
        """Whether the stage is a step forward on the path, rather than a way out of it."""
        return self.meaning not in (self.Meaning.PAUSED, self.Meaning.ABANDONED, self.Meaning.TRANSFERRED)


class SessionKind(Label):
    """A sort of session. Shared by the incubator's programmes, so that hours add up across them."""

    class Meaning(models.TextChoices):
        COACHING = "coaching", _("coaching")
        MENTORING = "mentoring", _("mentoring")
        EXPERTISE = "expertise", _("expertise")
        WORKSHOP = "workshop", _("workshop")
        PHONE = "phone", _("phone call")
        MESSAGE = "message", _("message")
        NETWORKING = "networking", _("meeting event")
        INFORMATION = "information", _("information session")

    # "Accompanied" counts these; an information session is a first conversation, not accompaniment.
    ACCOMPANIMENT = (
        Meaning.COACHING,
        Meaning.MENTORING,
        Meaning.EXPERTISE,
        Meaning.WORKSHOP,
        Meaning.PHONE,
        Meaning.MESSAGE,
        Meaning.NETWORKING,
    )
    meaning = models.CharField(_("meaning"), max_length=16, choices=Meaning)


class NeedArea(Label):
    """An area in which a person may be held back."""

    class Meaning(models.TextChoices):
        LANGUAGE = "language", _("French")
        NETWORK = "network", _("isolation, network")
        RECOGNITION = "recognition", _("recognition of skills")
        CODES = "codes", _("unfamiliar codes")
        HOUSING = "housing", _("housing")
        MOBILITY = "mobility", _("mobility")
        CHILDCARE = "childcare", _("childcare")
        DIGITAL = "digital", _("digital")
        MONEY = "money", _("money, debt")
        ADMINISTRATIVE = "administrative", _("right to work as self-employed")
        CONFIDENCE = "confidence", _("confidence")
        OTHER = "other", pgettext_lazy("need area", "other")

    meaning = models.CharField(_("meaning"), max_length=16, choices=Meaning)


class ExitReason(Label):
    """Why a participation ended. A job or a training is an outcome, next to a launch."""

    class Meaning(models.TextChoices):
        LAUNCHED = "launched", _("launched")
        JOB = "job", _("found a job")
        TRAINING = "training", _("started a training")
        MOVED = "moved", _("moved away")
        PAUSED = "paused", _("paused")
        OTHER_SUPPORT = "other_support", _("accompanied elsewhere")
        UNREACHABLE = "unreachable", _("can't be reached")
        OTHER = "other", pgettext_lazy("exit reason", "other")

    meaning = models.CharField(_("meaning"), max_length=16, choices=Meaning)


class Sector(Label):
    """The trade of a project."""

    class Meaning(models.TextChoices):
        FOOD = "food", _("food and catering")
        FASHION = "fashion", _("sewing and fashion")
        RETAIL = "retail", _("retail")
        PERSONAL_SERVICES = "personal_services", _("personal services")
        CRAFTS = "crafts", _("crafts")
        DIGITAL = "digital", _("digital")
        CULTURE = "culture", _("culture and events")
        WELLBEING = "wellbeing", _("wellbeing")
        TEACHING = "teaching", _("teaching, languages")
        TRANSPORT = "transport", _("transport")
        CONSTRUCTION = "construction", _("building trades")
        OTHER = "other", pgettext_lazy("sector", "other")

    meaning = models.CharField(_("meaning"), max_length=20, choices=Meaning)


class Source(Label):
    """How somebody found the incubator."""

    class Meaning(models.TextChoices):
        WORD_OF_MOUTH = "word_of_mouth", _("somebody told them")
        PARTNER = "partner", _("a partner sent them")
        PUBLIC_SERVICE = "public_service", _("a public service sent them")
        EVENT = "event", _("an event")
        ONLINE = "online", _("online")
        PRESS = "press", _("the press")
        OTHER = "other", pgettext_lazy("source", "other")

    meaning = models.CharField(_("meaning"), max_length=16, choices=Meaning)


VOCABULARIES: tuple[type[Label], ...] = (Stage, SessionKind, NeedArea, ExitReason, Sector, Source)
