"""What coaches wrote, in a few kind words. Everything is invented."""

# Notes of one person, newest session first: (visibility, text).
NOTES: dict[str, list[tuple[str, str]]] = {
    "Yordi": [
        (
            "shared",
            "Nous avons calculé le prix de trois plats. L’injera aux lentilles coûte 2,10 € la portion. Bravo pour les douze clients du marché !",
        ),
        ("team", "Veut vendre aussi aux entreprises le midi. Lui laisser le temps : un seul marché à la fois."),
        ("confidential", "Le logement l’inquiète : le bail finit au printemps. N’en parler qu’avec son accord."),
        ("shared", "Règles d’hygiène relues ensemble. La cuisine partagée de la rue Saint-Léonard accepte une visite."),
    ],
    "Rania": [
        (
            "shared",
            "Nous avons comparé les prix de trois ateliers. Une robe demande six heures : le prix doit compter ces heures.",
        ),
        ("shared", "Interprète présente. Rania a montré ses dix modèles. Deux clientes ont déjà commandé."),
        ("team", "Son français avance vite. Garder l’interprète pour le plan financier."),
        ("confidential", "Elle craint les lettres officielles. Proposer de les ouvrir ensemble, sans insister."),
        ("shared", "Visite de la machine à coudre prêtée par l’atelier du quartier."),
    ],
    "Fatou": [
        ("team", "Un foulard lui prend 2 h 30. Elle n’ose pas encore compter ses heures."),
        ("shared", "Trois prix essayés au marché : 18, 22 et 25 €. C’est 22 € qui part le mieux."),
    ],
    "Oksana": [
        ("team", "Plan financier presque fini. Il manque le coût des fleurs séchées en hiver."),
        ("shared", "Les couronnes plaisent aux fleuristes. Deux rendez-vous pris."),
    ],
    "Mehmet": [
        ("team", "Claudine propose un autre jour pour la visite du fournil."),
        ("shared", "Bon essai : quarante simits vendus avant 9 h."),
    ],
    "Dawit": [
        ("shared", "Sa place à la Batte est réservée pour deux dimanches d’essai."),
        ("team", "A besoin d’un local sec pour les outils. Demander à la maison de quartier."),
    ],
    "Bao": [("shared", "Bao cuisine, Chantal vend : les rôles sont clairs. Reste à écrire qui décide quoi.")],
    "Ibrahima": [("team", "Étude de marché rendue. Semblait fatigué ; rappeler sans parler chiffres d’abord.")],
    "Rojda": [("team", "Deux messages sans réponse. Sa sœur dit qu’elle cherche une garderie.")],
    "Zahra": [
        ("team", "La promotion est finie mais elle vend encore sous convention. Continuer ?"),
        ("shared", "Trente litres vendus au marché du dimanche."),
    ],
    "Liliana": [("shared", "Premières factures envoyées. Elle paie son loyer avec les arepas, pas encore tout le reste.")],
    "Kwame": [
        ("team", "Deux mentors possibles : Jean-Paul ou Zohra. Il choisit."),
        ("shared", "Numéro d’entreprise reçu. Il a encadré la lettre."),
    ],
    "Sam": [("shared", "Première visite à deux voix avec Dawit : quinze personnes, beaucoup de questions.")],
    "Thierry": [("team", "Reprend après une pause : la récolte et la maladie de son père.")],
    "Marwa": [
        ("shared", "Lancée ! Vingt savons livrés à la coopérative."),
        ("team", "Garder un contact par mois pendant un an."),
    ],
    "Jamshid": [("shared", "Avec l’interprète : licence, AFSCA, assurance. Trois lettres comprises.")],
    "Aster": [("shared", "Cérémonie du café essayée chez les voisins. Six tasses, six sourires.")],
}

COMMON: list[tuple[str, str]] = [
    ("team", "Le projet se précise. Elle ou il sait maintenant à qui vendre."),
    ("shared", "Nous avons relu la liste des démarches. Deux sont faites."),
    ("team", "A besoin d’être rassuré·e sur le statut. Montrer un exemple simple."),
    ("shared", "Premier calcul de prix, ensemble. À refaire à la maison avec de vrais tickets."),
    ("team", "Bonne rencontre. Le réseau s’élargit."),
    ("shared", "Nous avons préparé la rencontre avec le comptable."),
    ("team", "Les enfants étaient malades ; séance courte, mais utile."),
    ("shared", "Essai de vente raconté : ce qui a marché, ce qu’on change."),
]

TOPICS = ["prix", "clients", "TVA", "statut", "argent", "français", "réseau", "locaux"]

# called | who promised (N, J, L: colleagues; *: the person) | days from today | hour | what
PROMISES = """
Fatou | N | 0 | 10:00 | Séance au bureau : ses prix
Bao | N | 0 | 11:30 | Lire ensemble l’accord à deux
Rania | N | 0 | 14:00 | Séance avec l’interprète : le prix d’une robe
Dawit | N | 0 | 16:30 | Appel : sa place à la Batte
Yordi | N | -1 | | Demander le prix du stand à la Ville
Oksana | N | -3 | | Relire son plan financier
Mehmet | * | -2 | | Apporter les tickets de farine
Sam | * | -4 | | Envoyer le texte de la visite
Yordi | * | 5 | | Tester deux prix dimanche au marché
Yordi | N | 2 | 14:00 | Visiter la cuisine partagée, rue Saint-Léonard
Rania | N | -2 | | Demander le prix du local
Rania | * | 2 | | Écrire dix prix de robes
Rania | N | 9 | 10:30 | Rencontrer le comptable, avec l’interprète
Oksana | * | 6 | | Photographier les couronnes
Thierry | N | 8 | | Appeler la cuisine de Seraing
Liliana | * | 12 | | Envoyer sa déclaration de TVA
Kwame | N | 4 | 09:30 | Présenter les deux mentors
Marwa | J | 0 | 15:00 | Appel : premières factures
Aster | J | -2 | | Envoyer la liste des cours de français
Jamshid | J | 3 | 13:00 | Rendez-vous à la maison de l’emploi
Claire | * | -5 | | Choisir trois lettres pour l’atelier
Alejandro | L | 0 | 17:00 | Visite de son coin d’atelier
Dilnoza | L | 7 | | Trouver une salle pour l’exposition
"""

# Promises kept since: called | who | days ago | what
KEPT = """
Rania | N | 16 | Emprunter une machine à coudre
Rania | * | 9 | Photographier cinq modèles
Yordi | * | 12 | Suivre le cours d’hygiène
Fatou | N | 8 | Réserver une table au marché
Dawit | * | 5 | Demander une attestation à son école
"""

MOVE_REASONS = {
    "test": "Décidé ensemble, après les premiers clients.",
    "model": "Sait qui achète et pourquoi.",
    "idea": "Revoir l’idée : le premier essai a montré autre chose.",
    "paused": "Pause demandée : la famille d’abord.",
    "launched": "Inscription faite.",
}
