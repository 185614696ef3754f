"""The people of the quieter years between 2022 and now, seven a year in this order."""

PER_YEAR = 7

# name | called | gender | born | standing | town | languages | project | sector | month they came in | exit | launched
CAME = """
Esther Kabongo | Esther | w | 1987 | n | Liège | ln fr+ | Pili-pili d’ici | food | 1 | launched | yes
Mustafa Öztürk | Mustafa | m | 1979 | n | Herstal | tr fr+ | Menuiserie Öztürk | construction | 2 | job |
Larissa Hakizimana | Larissa | w | 1993 | n | Ans | rn fr+ | Paniers d’Akagera | crafts | 3 | done |
Viktor Bondarenko Віктор Бондаренко | Viktor | m | 1983 | n | Liège | uk ru+ en~ | Traductions de mariage | teaching | 4 | job |
Colette Simon | Colette | w | 1970 | l | Liège | fr | Récits d’arrivée | culture | 5 | done |
Hamza El Idrissi | Hamza | m | 1995 | n | Seraing | ar fr+ | Zellige et terrasses | construction | 8 | launched | yes
Saba Woldu ሳባ ወልዱ | Saba | w | 1990 | n | Liège | ti en~ fr- | Tresses de Saba | personal_services | 9 | training |
Ioana Munteanu | Ioana | w | 1986 | n | Liège | ro fr+ | Broderies de Ioana | fashion | 1 | job |
Alioune Ndiaye | Alioune | m | 1988 | n | Saint-Nicolas | wo fr+ | Bissap frais | food | 2 | launched | yes
Farhad Noori فرهاد نوری | Farhad | m | 1992 | n | Liège | prs en~ fr- | Cerfs-volants de Farhad | crafts | 2 | unreachable |
Jacqueline Maréchal | Jacqueline | w | 1961 | l | Chaudfontaine | fr nl~ | Cuisines de grands-mères | food | 3 | done |
Aïcha Traoré | Aïcha | w | 1991 | n | Liège | bm fr+ | Bogolan Meuse | fashion | 4 | launched | yes
Andriy Shevchuk | Andriy | m | 1980 | n | Visé | uk en+ | Réseaux Shevchuk | digital | 9 | job |
Soledad Vargas | Soledad | w | 1984 | n | Liège | es fr+ | Danser à deux | wellbeing | 9 | launched | yes
Hassan Omar Guedi | Hassan | m | 1978 | n | Liège | so fr~ | Bureau de fret | transport | 1 | moved |
Mireille Ilunga | Mireille | w | 1982 | n | Liège | sw fr+ | Mireille traiteur | food | 2 | launched | yes
Davit Kobakhidze დავით კობახიძე | Davit | m | 1989 | n | Ans | ka ru+ fr~ | Pain de Tbilissi | food | 3 | training |
Lamia Cherif | Lamia | w | 1994 | n | Herstal | ar fr+ | Henné du samedi | wellbeing | 4 | job |
Étienne Wathelet | Étienne | m | 1975 | l | Liège | fr | Ateliers mêlés | teaching | 5 | done |
Ngozi Adeyemi | Ngozi | w | 1985 | n | Seraing | yo en+ fr~ | Perles de Ngozi | crafts | 8 | launched | yes
Trần Văn Hùng | Hùng | m | 1977 | n | Liège | vi fr+ | Bánh mì du Carré | food | 9 | job |
"""
