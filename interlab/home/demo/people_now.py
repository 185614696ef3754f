"""The people of today. Days are counted back from today, so that the demo never grows old."""

# name | called | gender | born | standing | town | languages | project | sector | coach | cohort | came | last seen | sessions | stages
# A stage is `meaning:days ago`; two people with the same project carry it together.
UNDERWAY = """
Yordanos Tekle ዮርዳኖስ ተክለ | Yordi | w | 1992 | n | Liège | ti en+ fr~ | Injera sur Meuse | food | N | running | 301 | 4 | 14 | idea:280 model:190 idea:150 model:110 test:62
Rania Al-Khatib رانيا الخطيب | Rania | w | 1989 | n | Liège | ar fr- | Aiguille et Jasmin | fashion | N | running | 262 | 6 | 12 | idea:240 model:95
Oksana Lysenko Оксана Лисенко | Oksana | w | 1986 | n | Herstal | uk ru+ en~ fr~ | Couronnes de blé | crafts | N | running | 201 | 9 | 9 | idea:180 model:60
Fatoumata Bah | Fatou | w | 1995 | n | Liège | ff fr+ | Foulards de Fatou | fashion | N | running | 188 | 7 | 10 | idea:170 model:101 test:20
Mehmet Aydın | Mehmet | m | 1981 | n | Saint-Nicolas | tr fr+ | Simit du matin | food | N | running | 176 | 11 | 8 | idea:150 model:70
Dawit Haile ዳዊት ኃይለ | Dawit | m | 1990 | n | Liège | am en+ fr- | Dawit répare les vélos | transport | N | running | 164 | 3 | 9 | idea:140 test:48
Bao Trần Quốc | Bao | m | 1987 | n | Liège | vi fr~ | Phở sur Ourthe | food | N | running | 150 | 8 | 7 | idea:140 model:66
Chantal Renson | Chantal | w | 1969 | l | Esneux | fr | Phở sur Ourthe | food | N | running | 150 | 8 | 6 | idea:140 model:66
Ibrahima Sow | Ibrahima | m | 1984 | n | Seraing | wo fr+ | Cuir de Ngaye | crafts | N | | 233 | 34 | 7 | idea:210 model:120
Rojda Yıldız | Rojda | w | 1993 | n | Liège | ku tr+ fr~ | Crèche du quai | personal_services | N | | 219 | 29 | 6 | idea:200
Benoît Hardy | Benoît | m | 1966 | l | Liège | fr en~ | Le Verger commun | other | N | | 142 | 24 | 5 | idea:130
Zahra Hosseini زهرا حسینی | Zahra | w | 1991 | n | Liège | prs en~ fr- | Thé à la cardamome | food | N | ended | 410 | 12 | 15 | idea:390 model:300 paused:240 model:170 test:80
Liliana Quintero | Liliana | w | 1983 | n | Ans | es fr+ | Arepas Liliana | food | N | | 352 | 15 | 13 | idea:330 model:260 test:180 launched:74 post_launch:16
Kwame Mensah | Kwame | m | 1979 | n | Liège | tw en+ fr~ | Kente sur mesure | fashion | N | | 327 | 18 | 12 | idea:310 model:240 test:151 launched:118
Nour Haddad نور حداد | Nour | - | 1997 | n | Liège | ar fr+ | Nour, illustrations | culture | N | | 88 | 13 | 5 | idea:70
Sam Detaille | Sam | o | 1994 | l | Liège | fr en+ | La Traverse, visites à deux voix | culture | N | running | 79 | 5 | 5 | idea:60 model:18
Thierry Lambermont | Thierry | m | 1973 | l | Seraing | fr | Conserverie des saisons | food | N | | 263 | 10 | 8 | idea:250 model:180 paused:97 model:40
Marwa Sabbagh مروى صباغ | Marwa | w | 1988 | n | Liège | ar fr~ | Savons d’Alep à Liège | wellbeing | J | | 384 | 14 | 13 | idea:360 model:280 test:200 launched:39
Aster Mekonnen አስቴር መኮንን | Aster | w | 1985 | n | Herstal | am en~ fr- | Cérémonie du café | food | J | running | 120 | 6 | 6 | idea:100
Sorin Popescu | Sorin | m | 1976 | n | Ans | ro fr+ | Toitures Popescu | construction | J | ended | 396 | 16 | 10 | idea:380 model:310 test:140
Bintou Camara | Bintou | w | 1998 | n | Liège | ss fr+ | Tresses Bintou | personal_services | J | | 111 | 26 | 4 | idea:90
Jamshid Wafa جمشید وفا | Jamshid | m | 1982 | n | Liège | prs ps+ fr- | Kebab végétal | food | J | running | 97 | 2 | 5 | idea:80
Claire Delvaux | Claire | w | 1971 | l | Chaudfontaine | fr | Écrire pour l’administration | teaching | J | | 133 | 17 | 6 | idea:120 model:52
Alejandro Ríos Peña | Alejandro | m | 1990 | n | Liège | es fr~ | Bois flotté | crafts | L | | 74 | 9 | 4 | idea:50
Dilnoza Karimova Дилноза Каримова | Dilnoza | w | 1987 | n | Flémalle | uz ru+ fr~ | Suzani brodés | fashion | L | running | 90 | 19 | 5 | idea:66
Joseph Mukendi wa Ilunga | Joseph | m | 1974 | n | Liège | lua fr+ | Radio du quartier | digital | L | | 46 | 12 | 3 |
"""  # noqa: E501 - one person a line

# Who was in the cohort that has just ended, and completed it.
COMPLETED = """
Ghizlane Amrani | Ghizlane | w | 1990 | n | Liège | ar fr+ | Msemen minute | food | N | ended | 402 | 20 | 11 | idea:380 model:290 test:150
Petro Hrytsenko | Petro | m | 1978 | n | Seraing | uk ru+ fr- | Forge de Petro | crafts | J | ended | 399 | 28 | 9 | idea:370 model:240
Véronique Jamar | Véronique | w | 1964 | l | Liège | fr | Bibliothèque des recettes | culture | N | ended | 405 | 22 | 10 | idea:390 model:200
"""

# name | called | gender | born | standing | town | languages | project | sector | applied | state | note of the first conversation
ASKING = """
Nesrine Bouaziz | Nesrine | w | 1989 | n | Liège | ar fr+ | Nesrine, gâteaux d’amandes | food | 9 | applied | Elle fait déjà des gâteaux pour trois familles.
Malik Safi ملک صافی | Malik | m | 1996 | n | Herstal | ps prs+ fr- | Malik, coiffeur | personal_services | 12 | waitlisted | Dix ans de métier. Ne sait pas par où commencer.
Yevheniia Tkachenko Євгенія Ткаченко | Zhenia | w | 1993 | n | Liège | uk en+ fr~ | Céramique de Zhenia | crafts | 3 | applied | Cherche un four à partager.
Bernard Colson | Bernard | m | 1967 | l | Trooz | fr | Fournil d’ailleurs | food | 2 | applied | Boulanger, veut apprendre des pains d’autres pays.
Adaeze Nwosu | Ada | w | 1992 | n | Liège | ig en+ fr- | Ada Beauty | wellbeing | 31 | waitlisted | Motivée, commence le français en soirée.
Raúl Fuentes | Raúl | m | 1985 | n | Ans | es fr~ | Guitares remises à neuf | crafts | 24 | waitlisted | Prêt à attendre la prochaine promotion.
"""  # noqa: E501 - one person a line

VERVIERS = """
Amina Yusuf | Amina | w | 1990 | n | Verviers | so fr~ | Samossas du Centre | food | V | | 190 | 8 | 8 | idea:170 model:60
Khaled Nasser خالد ناصر | Khaled | m | 1983 | n | Verviers | ar fr~ | Barbier de la Vesdre | personal_services | V | | 160 | 25 | 6 | idea:150
Monique Lejaer | Monique | w | 1968 | l | Dison | fr | Laine d’ici et d’ailleurs | crafts | V | | 148 | 5 | 7 | idea:120 model:30
Serhii Moroz | Serhii | m | 1979 | n | Verviers | uk ru+ | Vergers de la Vesdre | other | V | | 120 | 16 | 5 | idea:90
Habiba Toure | Habiba | w | 1994 | n | Pepinster | dyu fr+ | Habiba couture | fashion | V | | 310 | 12 | 10 | idea:290 model:220 test:140 launched:50
Emre Kaplan | Emre | m | 1988 | n | Verviers | tr fr+ | Pide de l’Harmonie | food | V | | 60 | 2 | 3 | idea:40
Lidia Morales | Lidia | w | 1986 | n | Dison | es fr+ | Lidia, cours d’espagnol | teaching | V | | 85 | 11 | 4 | idea:66
"""

MIGRATION_VALUES = {
    "Chantal": "Elle porte le projet à égalité avec Bao : sa cuisine à lui, son réseau de marchés à elle.",
    "Benoît": "Un verger où locaux et nouveaux arrivants apprennent les uns des autres à tailler, greffer, vendre.",
    "Sam": "Des visites de Liège racontées à deux voix, l’une d’ici, l’autre d’ailleurs.",
    "Thierry": "Des conserves faites avec les recettes et les gestes de ses voisins de Seraing.",
    "Claire": "Des cours qui partent des lettres que reçoivent vraiment les familles nouvelles.",
    "Véronique": "Elle recueille et publie les recettes de femmes venues de douze pays.",
    "Bernard": "Des pains d’autres pays, faits avec ceux qui les connaissent.",
    "Monique": "Filer avec des femmes de Dison venues d’ailleurs, et vendre ensemble.",
    "Sylvie": "Des ateliers d’écriture où chacun écrit dans sa langue.",
    "Pierre": "Des repas où un cuisinier d’ici en accueille un d’ailleurs.",
    "Luc": "Des parcelles partagées entre familles d’ici et nouvelles familles.",
    "Hélène": "Une table d’hôtes tenue avec des cuisinières nouvelles à Liège.",
    "Colette": "Des récits d’arrivée recueillis et mis en voix.",
    "Jacqueline": "Des grands-mères de partout cuisinent ensemble pour les écoles.",
    "Étienne": "Des ateliers de réparation menés à deux, toujours un local et un nouvel arrivant.",
}
# Who wants an interpreter, as called.
INTERPRETED = {"Rania", "Jamshid", "Aster", "Malik", "Tesfay"}
