"""The public sites of the demo: published, with contacts that lead nowhere."""

from django.utils import timezone

from interlab.network.models import Incubator, Site


def publish_sites(liege: Incubator, verviers: Incubator) -> None:
    """Publish both incubators' sites. Numbers are of the ranges kept for fiction, addresses end in .example."""
    Site.objects.filter(incubator=liege).update(
        phone="04 000 00 00",
        phone_hours="Mardi et jeudi, de 9 h à 12 h (démonstration)",
        email="bonjour@interlab.example",
        address="Quartier Saint-Léonard, Liège",
        opening_hours="Mardi et jeudi, de 9 h à 12 h, sans rendez-vous",
        legal_name="InterLab Liège (démonstration)",
        supporters=["Partenaire inventé", "Commune imaginaire", "Fondation d’exemple"],
        published_at=timezone.now(),
    )
    Site.objects.filter(incubator=verviers).update(
        email="verviers@interlab.example", legal_name="InterLab Verviers (démonstration)", published_at=timezone.now()
    )
