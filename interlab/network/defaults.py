"""What a new incubator starts with: a method and vocabularies that a team may then rename, reorder and archive.

Labels are kept in the language of the team that creates the incubator; the source texts are French, the interface's own.
"""

from interlab.network.models import ExitReason, Label, NeedArea, Sector, SessionKind, Source, Stage

PROGRAMME = "Parcours entrepreneur"

STAGES: list[tuple[str, str]] = [
    (Stage.Meaning.WELCOME, "Accueil"),
    (Stage.Meaning.IDEA, "Idée"),
    (Stage.Meaning.MODEL, "Modèle économique"),
    (Stage.Meaning.TEST, "Test"),
    (Stage.Meaning.LAUNCHED, "Lancement"),
    (Stage.Meaning.POST_LAUNCH, "Après le lancement"),
    (Stage.Meaning.PAUSED, "En pause"),
    (Stage.Meaning.ABANDONED, "Projet abandonné"),
    (Stage.Meaning.TRANSFERRED, "Projet transmis"),
]

LABELS: dict[type[Label], list[tuple[str, str]]] = {
    SessionKind: [
        (SessionKind.Meaning.COACHING, "Coaching individuel"),
        (SessionKind.Meaning.MENTORING, "Mentorat"),
        (SessionKind.Meaning.EXPERTISE, "Expertise"),
        (SessionKind.Meaning.WORKSHOP, "Atelier"),
        (SessionKind.Meaning.PHONE, "Appel"),
        (SessionKind.Meaning.MESSAGE, "Message"),
        (SessionKind.Meaning.NETWORKING, "Rencontre réseau"),
        (SessionKind.Meaning.INFORMATION, "Séance d’information"),
    ],
    NeedArea: [
        (NeedArea.Meaning.LANGUAGE, "Français"),
        (NeedArea.Meaning.NETWORK, "Isolement, réseau"),
        (NeedArea.Meaning.RECOGNITION, "Reconnaissance des compétences"),
        (NeedArea.Meaning.CODES, "Codes et démarches"),
        (NeedArea.Meaning.HOUSING, "Logement"),
        (NeedArea.Meaning.MOBILITY, "Mobilité"),
        (NeedArea.Meaning.CHILDCARE, "Garde d’enfants"),
        (NeedArea.Meaning.DIGITAL, "Numérique"),
        (NeedArea.Meaning.MONEY, "Argent, dettes"),
        (NeedArea.Meaning.ADMINISTRATIVE, "Droit d’être indépendant·e"),
        (NeedArea.Meaning.CONFIDENCE, "Confiance"),
    ],
    ExitReason: [
        (ExitReason.Meaning.LAUNCHED, "A lancé son entreprise"),
        (ExitReason.Meaning.JOB, "A trouvé un emploi"),
        (ExitReason.Meaning.TRAINING, "Suit une formation"),
        (ExitReason.Meaning.MOVED, "A déménagé"),
        (ExitReason.Meaning.PAUSED, "Fait une pause"),
        (ExitReason.Meaning.OTHER_SUPPORT, "Est accompagné·e ailleurs"),
        (ExitReason.Meaning.UNREACHABLE, "N’est plus joignable"),
        (ExitReason.Meaning.OTHER, "Autre raison"),
    ],
    Sector: [
        (Sector.Meaning.FOOD, "Restauration / traiteur"),
        (Sector.Meaning.FASHION, "Couture et mode"),
        (Sector.Meaning.RETAIL, "Commerce de détail"),
        (Sector.Meaning.PERSONAL_SERVICES, "Services aux personnes"),
        (Sector.Meaning.CRAFTS, "Artisanat"),
        (Sector.Meaning.DIGITAL, "Numérique"),
        (Sector.Meaning.CULTURE, "Culture et événementiel"),
        (Sector.Meaning.WELLBEING, "Bien-être"),
        (Sector.Meaning.TEACHING, "Formation / langues"),
        (Sector.Meaning.TRANSPORT, "Transport"),
        (Sector.Meaning.CONSTRUCTION, "Construction"),
        (Sector.Meaning.OTHER, "Autre secteur"),
    ],
    Source: [
        (Source.Meaning.WORD_OF_MOUTH, "Bouche-à-oreille"),
        (Source.Meaning.PARTNER, "Un partenaire"),
        (Source.Meaning.PUBLIC_SERVICE, "CPAS, Forem, commune"),
        (Source.Meaning.EVENT, "Un événement"),
        (Source.Meaning.ONLINE, "Internet, réseaux sociaux"),
        (Source.Meaning.PRESS, "La presse"),
        (Source.Meaning.OTHER, "Autre"),
    ],
}
