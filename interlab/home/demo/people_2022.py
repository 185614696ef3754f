"""The people of 2022: the 32 who were accompanied that year, and those who came to listen only."""

# name | called | gender | born | standing | town | languages | project | sector | entered | left | exit | launched
ACCOMPANIED = """
Patricia Mbala Ntumba | Patricia | w | 1984 | n | Liège | ln fr+ | Les Saveurs de Patricia | food | 2021-03-15 | 2022-11-30 | launched | 2022-03-21
Gulnara Ismailova | Gulnara | w | 1979 | n | Seraing | az ru+ fr~ | Atelier Gulnara, retouches | fashion | 2021-09-06 | 2022-10-14 | launched | 2022-05-02
Mamadou Saliou Diallo | Saliou | m | 1990 | n | Herstal | ff fr+ | Vélo Batte, réparation mobile | transport | 2021-09-20 | 2022-12-16 | launched | 2022-06-13
Ahmad Khalil أحمد خليل | Ahmad | m | 1981 | n | Liège | ar en~ fr~ | Alep Sucré | food | 2021-11-08 | 2023-02-28 | launched | 2022-09-05
Sylvie Dethier | Sylvie | w | 1972 | l | Liège | fr | Les Mots de la Meuse | teaching | 2022-01-17 | 2023-01-31 | launched | 2022-10-03
Hovhannes Petrosyan | Hovik | m | 1976 | n | Ans | hy ru+ fr~ | Tout en bois d’abricotier | crafts | 2022-01-10 | 2023-03-31 | launched | 2022-11-14
Nguyễn Thị Mai | Mai | w | 1988 | n | Liège | vi fr~ | Mai, ongles et soins | wellbeing | 2022-01-24 | 2022-07-08 | job |
Abdulrahman Al-Saleh | Abed | m | 1993 | n | Seraing | ar fr~ | Taxi des Guillemins | transport | 2021-10-04 | 2022-04-29 | job |
Fatime Berisha | Fatime | w | 1986 | n | Flémalle | sq fr+ | Byrek & Co | food | 2022-02-07 | 2022-12-23 | training |
Tesfay Gebremedhin | Tesfay | m | 1991 | n | Liège | ti en~ fr- | Café Asmara à vélo | food | 2022-02-14 | 2022-12-09 | job |
Nadia Benkirane | Nadia | w | 1983 | n | Liège | ar fr+ | Hammam chez vous | wellbeing | 2022-02-21 | 2023-01-20 | other_support |
José Luis Quispe Mamani | José Luis | m | 1987 | n | Herstal | qu es+ fr~ | Laines des Andes | retail | 2022-03-07 | 2022-10-28 | moved |
Zeynep Karataş | Zeynep | w | 1994 | n | Saint-Nicolas | tr fr+ | Nappes et Noces | culture | 2022-03-14 | 2023-03-10 | training |
Pierre Marchal | Pierre | m | 1968 | l | Liège | fr | Passeurs de cuisine | culture | 2022-03-21 | 2022-12-16 | done |
Emmanuel Okafor | Emma | m | 1989 | n | Liège | ig en+ fr~ | Lagos Print Wax | fashion | 2022-03-28 | 2022-09-30 | unreachable |
Shirin Rahimi شیرین رحیمی | Shirin | w | 1992 | n | Liège | fa en+ fr- | Safran et Papier | crafts | 2022-04-04 | 2023-04-14 | done |
Ali Reza Haidari | Ali Reza | m | 1996 | n | Chênée | prs en~ fr- | Tapis réparés | crafts | 2022-04-11 | 2022-11-25 | job |
Jean-Bosco Niyonzima | Bosco | m | 1975 | n | Grâce-Hollogne | rn fr+ | Miel des collines | food | 2022-04-25 | 2022-12-30 | done |
Olena Kovalenko Олена Коваленко | Olena | w | 1985 | n | Liège | uk ru+ en~ fr- | Varenyky du dimanche | food | 2022-05-09 | 2023-02-17 | job |
Dragan Jovanović | Dragan | m | 1970 | n | Seraing | sr fr+ | Carrelage Jovanović | construction | 2022-05-16 | 2022-11-18 | job |
Kadiatou Barry | Kadi | w | 1990 | n | Liège | ff fr+ | Tresses en fête | personal_services | 2022-05-23 | 2023-05-26 | training |
Sami Haddad سامي حداد | Sami | m | 1984 | n | Liège | ar fr+ | Réparons nos écrans | digital | 2022-06-07 | 2023-06-09 | other_support |
Luc Frenay | Luc | m | 1979 | l | Esneux | fr | Potager partagé d’Ourthe | other | 2022-06-13 | 2022-12-02 | paused |
Marie-Claire Uwimana | Marie-Claire | w | 1981 | n | Herstal | rw fr+ | Crèche musicale | personal_services | 2022-06-20 | 2023-03-24 | job |
Bekim Krasniqi | Bekim | m | 1988 | n | Ans | sq fr~ | Façades Krasniqi | construction | 2022-08-29 | 2023-05-12 | job |
Rosa Elena Pinto | Rosa | w | 1977 | n | Liège | pt fr+ | Pastéis de Coronmeuse | food | 2022-09-05 | 2023-06-16 | done |
Abdi Warsame | Abdi | m | 1995 | n | Liège | so en~ fr- | Livraisons du quartier | transport | 2022-09-12 | 2023-02-10 | unreachable |
Gordana Petrova | Gordana | w | 1973 | n | Visé | mk fr~ | Son et lumière pour fêtes | culture | 2022-09-19 | 2023-04-21 | other |
Hélène Grandjean | Hélène | w | 1965 | l | Liège | fr en~ | Tables du monde | food | 2022-09-26 | 2023-06-30 | done |
Yusuf Demir | Yusuf | m | 1982 | n | Saint-Nicolas | ku tr+ fr~ | Épicerie du Laveu | retail | 2022-10-03 | 2023-06-23 | moved |
Kossi Agbeko | Kossi | m | 1986 | n | Liège | ee fr+ | Kossi web | digital | 2022-10-17 | 2023-05-19 | job |
Rami Shehadeh رامي شحادة | Rami | m | 1991 | n | Liège | ar en+ fr~ | Oud et cordes | culture | 2022-11-07 | 2023-07-07 | done |
"""

# Somebody of the table above who stopped in spring and came back in autumn: two participations, one person.
CAME_BACK = ("Abdulrahman Al-Saleh", "2022-09-26", "2023-03-17", "job")

# name | called | gender | born | standing | town | languages | came on | what became of it | on
LISTENED_ONLY = """
Iryna Melnyk | Iryna | w | 1989 | n | Liège | uk ru+ | 2022-04-21 | withdrawn | 2022-05-30
Thomas Bodson | Thomas | m | 1990 | l | Liège | fr | 2022-04-21 | declined | 2022-05-12
Blessing Eze | Blessing | w | 1993 | n | Seraing | en fr- | 2022-10-13 | left | 2022-12-20
"""

# Workshops of 2022: day, minutes, how many came.
WORKSHOPS = [
    ("2022-01-27", 90, 6),
    ("2022-02-24", 90, 8),
    ("2022-03-24", 90, 10),
    ("2022-04-28", 90, 10),
    ("2022-05-19", 90, 11),
    ("2022-06-16", 90, 11),
    ("2022-07-07", 120, 9),
    ("2022-09-15", 90, 10),
    ("2022-10-20", 90, 11),
    ("2022-11-17", 90, 11),
    ("2022-12-15", 90, 12),
]
