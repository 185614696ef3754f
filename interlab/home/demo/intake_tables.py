"""Who applies, in tables: one line a person, in the language they write in."""

# name | called | gender | standing | town | languages | progress | reached by | writes in | sent days ago | where it stands | idea
APPLYING = """
Selam Gebremedhin ሰላም ገብረመድህን | Selam | w | n | Liège | ti en+ fr- | tried | whatsapp | en | 12 | interview | Coffee the way my mother makes it: roasted in front of you, on markets.
Omar Al-Hussein عمر الحسين | Omar | m | n | Seraing | ar fr~ | talked | phone | ar | 11 | interview | أريد أن أصلح الدراجات القديمة وأبيعها بسعر رخيص في حيّي.
Iryna Bondarenko Ірина Бондаренко | Ira | w | n | Herstal | uk ru+ en~ fr- | sold | email | en | 10 | reading | Children’s clothes made from good old ones. I sold thirty at home already.
Françoise Delvaux | Françoise | w | l | Liège | fr en- | idea | phone | fr | 10 | reading | Un atelier de poterie où l’on apprend aussi le français, avec les mains.
Mahmoud Karimi محمود کریمی | Mahmoud | m | n | Ans | prs fr- en~ | tried | whatsapp | en | 9 | reading | Repairing phones at people’s homes, also for old people who are afraid of shops.
Michel Servais | Michel | m | l | Flémalle | fr nl~ | talked | email | fr | 8 | reading | Une menuiserie qui forme des jeunes venus d’ailleurs, deux par deux.
Zeynep Aydın | Zeynep | w | n | Liège | tr fr~ | sold | whatsapp | fr | 7 | reading | Des gözleme au marché de la Batte. J’en vends déjà aux voisins.
Grace Mbuyi | Grace | w | n | Seraing | ln fr+ sw~ | talked | phone | fr | 6 | sent | Coiffure afro à domicile, pour les mamans qui ne peuvent pas sortir.
Diego Paredes | Diego | m | n | Liège | es fr- en+ | idea | email | en | 5 | sent | Bicycle tours of Liège in Spanish and English, with stories of people who arrived.
Anne-Marie Thyssen | Anne-Marie | w | l | Chênée | fr | idea | phone | fr | 4 | sent | Un jardin de plantes médicinales tenu à plusieurs, avec les recettes de chacune.
Fadumo Warsame | Fadumo | w | n | Liège | so ar~ fr- | tried | phone | ar | 3 | helped | خياطة فساتين للأعراس في بيتي، والآن أريد محلًّا صغيرًا.
Reza Ahmadi رضا احمدی | Reza | m | n | Herstal | fa en~ | talked | whatsapp | en | 2 | withdrawn | Importing saffron and dried fruit. I found work in the meantime.
"""  # noqa: E501 - one person a line

# language | question reached | last change days ago | name they gave
WRITING = """
ar | contact | 1 | هدى
fr | idea | 4 | Samuel
en | languages | 9 | Blessing
"""

# As APPLYING, but for what was answered: reason | next door | which one
REFUSED = """
Patrick Lemaire | Patrick | m | l | Visé | fr | idea | phone | fr | 118 | no_place | next_call | La prochaine promotion, cet automne. | Une épicerie mobile pour les villages.
Ngozi Eze | Ngozi | w | n | Liège | ig en+ fr- | talked | email | en | 115 | too_early | partner | Job’In, Liège: they help to try an idea out for three months. | A nursery that is open at night.
Alin Popescu | Alin | m | n | Verviers | ro fr~ | sold | phone | fr | 112 | not_here | partner | InterLab Verviers, à dix minutes de chez vous. | Rénovation de façades à Verviers.
"""  # noqa: E501 - one person a line

# Who of the group under way came by that call, as called: their idea stands in their project.
TAKEN_IN = ("Rania", "Yordi", "Oksana")

# organisation | who wrote | how they are reached | name | kind | value | language | what we should know | how they agreed | days ago
RECOMMENDED = """
CPAS de Seraing | Claire Noël | claire.noel@example.org | Awa Diallo | phone | 0455 00 77 01 | fr | Cuisine pour des fêtes de quartier depuis deux ans. Préfère qu’on l’appelle le soir. | Au bureau, le 12, en relisant ce texte avec elle. | 5
Le Monde des Possibles | Didier Van der Meeren | accueil@example.org | Tewodros Haile | whatsapp | 0455 00 77 02 | en | Mécanicien, parle anglais, commence le français. | Par message, en tigrigna, avec une interprète. | 1
"""  # noqa: E501 - one person a line

# kind | value | language | name | days ago
INTERESTED = """
phone | 0455 00 78 01 | fr | Bintou | 40
email | personne7802@example.org | en | | 33
whatsapp | 0455 00 78 03 | ar | سمير | 12
email | personne7804@example.org | fr | Nathalie | 3
"""

CRITERIA = (
    ("L’idée", 2, ("On ne la comprend pas.", "Elle reste vague.", "On voit pour qui.", "On voit pour qui et comment.", "Elle vit déjà.")),
    ("Le chemin fait", 1, ("Rien encore.", "En a parlé.", "A essayé une fois.", "A essayé souvent.", "A vendu.")),
    ("Ce que le groupe y gagne", 1, ("On ne voit pas.", "Un peu.", "Assez.", "Beaucoup.", "Le groupe en a besoin.")),
)  # fmt: skip
FOR_TEAM = (
    "Idée simple, bien à sa portée. À mettre avec quelqu’un qui connaît les marchés.",
    "Beaucoup d’énergie. Les prix sont encore à faire.",
    "Le métier est là. Il manque un premier client.",
    "À rencontrer : je ne vois pas encore le budget.",
)
FOR_APPLICANT = (
    "Votre idée est claire. Commencez par trois clients.",
    "On sent que vous connaissez votre métier.",
    "Bravo pour les premiers essais.",
    "Votre projet ferait du bien au quartier.",
)
