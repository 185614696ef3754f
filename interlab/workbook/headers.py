"""What teams write above their columns, in French, English and Dutch; the first of a list is the surest."""

from __future__ import annotations

import difflib
from functools import lru_cache

from .folding import fold, fold_header
from .private import sensitive_header

# Several columns may feed one of these: two telephones, two languages, remarks here and there.
MANY = frozenset({"phone", "email", "languages", "note", "topics"})

_PERSON = {
    "full_name": (
        "nom et prenom|nom prenom|nom prenoms|noms et prenoms|prenom et nom|prenom nom|nom complet|full name|"
        "naam en voornaam|voornaam en naam|"
        "naam voornaam|voornaam naam|first and last name|name and surname|name and first name|volledige naam|"
        "participant|participante|"
        "participants|beneficiaire|porteur de projet|porteuse de projet|porteur|porteuse|deelnemer|"
        "deelneemster|deelnemers|entrepreneur|"
        "entrepreneuse|ondernemer|candidat|candidate|candidat entrepreneur|personne|personne accompagnee|"
        "person|client|cliente|klant|"
        "nom du participant|nom de la personne|nom du porteur|nom du beneficiaire|"
        "nom et prenom du participant|nom du client|participant name|"
        "name of participant|naam deelnemer|naam van de deelnemer|naam klant|usager|identite|stagiaire|"
        "apprenant|accompagne|qui|wie|who|"
        "avec|avec qui|met|met wie|with|with whom|coachee|cursist|kandidaat|persoon|starter|jeune|jongere|participant s|"
        "prenom et nom du participant|nom prenom participant|prenom nom participant|noms prenoms|"
        "attendee|attendees|presents|present|participants presents|beneficiaires|aanwezigen|aanwezig|"
        "noms des participants|entrepreneurs|porteurs|candidats|personnes|clients|coachees|"
        "nom et prenom du client|prenom nom du participant|contact"
    ),
    "family_name": (
        "nom|nom de famille|noms|achternaam|familienaam|last name|surname|family name|lastname|naam|name|patronyme|fam naam"
    ),
    "given_name": "prenom|prenoms|first name|firstname|given name|voornaam|voornamen|forename|pren",
    "called": (
        "surnom|prenom d usage|prenom usuel|nom d usage|appele|comment on l appelle|roepnaam|nickname|preferred name|called"
    ),
}
_REFERENCE = (
    "numero participant|numero de participant|code participant|id participant|participant id|numero dossier|numero de dossier|"
    "dossier|deelnemersnummer|dossiernummer|numero personne|code personne|id personne|client id|numero client|code client|"
    "reference|ref|id|code|numero|nr|volgnummer"
)
PEOPLE = _PERSON | {
    "gender": (
        "sexe|genre|h f|f h|m f|f m|m v|v m|h f x|f h x|m v x|f m x|geslacht|gender|sex|civilite|aanspreking|aanspreektitel|"
        "titre|h ou f|h f autre"
    ),
    "birth_year": (
        "annee de naissance|date de naissance|ne en|ne le|naissance|ddn|date naiss|date naissance|"
        "annee naissance|annee naiss|geboortejaar|"
        "geboortedatum|birth year|year of birth|date of birth|dob|birthdate|birth date|geboren|geboren op|"
        "geboren in|born|an naissance|birthday|"
        "geb jaar|geb datum|gebdatum|geb|ne|nee|annee de naiss|date de naiss|annee n|birth"
    ),
    "languages": (
        "langues parlees|langues|langue|langue parlee|langue maternelle|langue s|langues maitrisees|"
        "autres langues|talen|taal|moedertaal|"
        "languages|language|spoken languages|languages spoken|gesproken talen|langues et niveau|"
        "niveau de langue|connaissance des langues|"
        "mother tongue|niveau de francais|talenkennis"
    ),
    "municipality": (
        "commune|ville|localite|municipality|gemeente|woonplaats|cp ville|cp et ville|cp commune|"
        "code postal et ville|code postal ville|"
        "code postal et localite|city|town|stad|residence|lieu de residence|domicile|commune de residence|"
        "ville de residence|stad gemeente|"
        "postcode en gemeente|postcode gemeente|cp localite|commune de domicile|lieu d habitation|habite a"
    ),
    "email": (
        "e mail|email|mail|courriel|adresse mail|adresse e mail|adresse email|emailadres|e mailadres|"
        "mailadres|email address|e mail address|"
        "adresse electronique|mail perso|contact mail|mel"
    ),
    "phone": (
        "gsm|telephone|tel|mobile|portable|telephone mobile|numero de telephone|numero gsm|numero tel|phone|"
        "telefoon|telefoonnummer|phone number|mobile phone|"
        "gsm tel|tel gsm|telephone gsm|numero de gsm|gsm numero|mobiel|numero telephone|tel fixe|tel mobile|"
        "coordonnees telephoniques|whatsapp|cell|"
        "cell phone|contact tel|tel portable"
    ),
    "entered_on": (
        "date d entree|entree|date entree|date d inscription|inscription|inscrit le|inscrit|date inscription|date de debut|debut|"
        "debut d accompagnement|debut accompagnement|debut de l accompagnement|debut du suivi|date debut|"
        "entree le|entre le|entry date|"
        "date of entry|start date|startdatum|enrolment date|enrollment date|enrolled on|joined|joined on|"
        "date joined|instapdatum|instap|start|"
        "begindatum|ingeschreven op|inschrijvingsdatum|datum inschrijving|inschrijving|datum instap|"
        "datum start|arrivee|date d arrivee|"
        "date d accueil|premiere seance|1ere seance|1er rdv|premier rdv|date 1er rdv|date du 1er rdv|"
        "premier rendez vous|1er rendez vous|"
        "1er contact|date 1er contact|premier contact|date du premier contact|1er entretien|"
        "premier entretien|first contact|first session|"
        "first appointment|eerste afspraak|eerste gesprek|eerste contact|date intake|intake|debut parcours|"
        "depuis|since|sinds|date d entree en accompagnement|date"
    ),
    "left_on": (
        "date de sortie|sortie|date sortie|sorti le|sorti|date de fin|date fin|fin|fin d accompagnement|"
        "fin accompagnement|fin de l accompagnement|"
        "fin du suivi|exit date|end date|date of exit|left on|end|einddatum|uitstapdatum|einde|"
        "uitstroomdatum|datum einde|uitstap|cloture|"
        "date de cloture|fin de parcours|fin parcours"
    ),
    "exit": (
        "motif de sortie|raison de sortie|type de sortie|motif de fin|raison de fin|motif sortie|"
        "raison sortie|raison de la sortie|exit reason|"
        "reason for leaving|reden van uitstap|reden uitstap|reden einde|uitstroomreden|motif d arret|"
        "raison d arret|reden stopzetting|"
        "motif|resultat de sortie"
    ),
    "status": (
        "statut|situation|ou il en est|ou en est il|ou elle en est|ou en est on|etat|statut du dossier|"
        "status|statut participant|statut accompagnement|statut du suivi|"
        "etat du suivi|etat du dossier|suivi|toestand|statuut|stand van zaken|stand|situatie|"
        "situation actuelle|state|ou ca en est"
    ),
    "standing": (
        "nouvel arrivant|nouvel arrivant local|local nouvel arrivant|primo arrivant|newcomer|nieuwkomer|"
        "nieuwkomer local|newcomer local|local|"
        "profil|public|nouvel arrivant ou local|primo arrivant local"
    ),
    "project": (
        "projet|nom du projet|intitule du projet|titre du projet|description du projet|project|project name|"
        "naam project|projectnaam|activite|"
        "idee de projet|activiteit|idee|entreprise|nom de l entreprise|nom commercial|bedrijf|bedrijfsnaam|"
        "company|business|business idea|"
        "activite envisagee|activite projetee|onderneming|projet entrepreneurial|type d activite|projet d activite"
    ),
    "sector": (
        "secteur|secteur d activite|secteur d activites|domaine|domaine d activite|sector|branche|activiteitensector|industry|"
        "field|filiere|secteurs"
    ),
    "stage": (
        "etape|phase|stade|fase|stage|avancement|etape du projet|stade du projet|phase du projet|"
        "etat d avancement|avancement du projet|"
        "progression|step|projectfase|stade d avancement|maturite|ou en est le projet|niveau d avancement|stap|"
        "ou il en est|ou en est il|ou elle en est|ou en est on|situation du projet|statut du projet|"
        "etat du projet|situation|toestand|etat|stand van zaken"
    ),
    "launched_on": (
        "date de lancement|lancement|lance le|date lancement|date de creation|creation|date creation|cree le|"
        "ouverture|date d ouverture|ouvert le|"
        "oprichting|oprichtingsdatum|datum oprichting|opstart|opstartdatum|launch date|launched on|launch|"
        "launched|date of creation|opening date|opening|"
        "debut d activite|date de debut d activite|creation d entreprise|date de creation d entreprise|"
        "start activite|immatriculation|date bce|"
        "inscription bce|lanceringsdatum|lancering|start zaak|date d immatriculation|date de creation de l entreprise"
    ),
    "enterprise_number": (
        "numero bce|bce|numero d entreprise|numero entreprise|kbo|kbo numero|numero kbo|tva|numero tva|"
        "numero de tva|tva bce|bce tva|btw|btw numero|btw nummer|"
        "ondernemingsnummer|kbo nummer|enterprise number|company number|vat|vat number|numero vat|"
        "entreprise numero|numero bce tva|"
        "numero d entreprise bce|kbo btw|vat numero"
    ),
    "legal_form": (
        "forme juridique|forme|rechtsvorm|juridische vorm|legal form|statut juridique|type de societe|"
        "legal status|structure juridique"
    ),
    "coach": (
        "coach|referent|accompagnateur|begeleider|conseiller|coach referent|accompagnant|suivi par|"
        "charge de projet|charge d accompagnement|"
        "nom du coach|coach interlab|counsellor|advisor|adviser|begeleidster|trajectbegeleider|"
        "accompagne par|referente|personne de reference|"
        "coach principal|conseillere|nom du referent"
    ),
    "source": (
        "source|orienté par|oriente par|envoye par|comment connu|canal|provenance|origine du contact|"
        "doorverwezen door|doorverwijzer|referred by|"
        "how did they hear|via|connu par|prescripteur|envoyeur|comment a connu interlab|partenaire envoyeur|referral|kanaal|bron|"
        "comment nous a connu|comment avez vous connu interlab|how did you hear about us"
    ),
    "cohort": (
        "cohorte|promotion|promo|groupe|cohort|group|groep|lichting|vague|session|annee de promotion|batch|"
        "class|programme|edition"
    ),
    "reference": _REFERENCE,
    "note": (
        "remarque|remarques|note|notes|commentaire|commentaires|opmerking|opmerkingen|observation|"
        "observations|divers|comments|comment|remarks|remark|"
        "info|infos|suivi remarques|a savoir|notities|notitie|informations complementaires"
    ),
}
SESSIONS = {
    **_PERSON,
    "reference": _REFERENCE,
    "email": PEOPLE["email"],
    "month": "mois|maand|month|mois annee|periode",
    "year": "annee|jaar|year|an",
    "attendance": (
        "presence|present|presence effective|present absent|aanwezigheid|aanwezig|attendance|attended|venu|presence oui non|"
        "statut presence|participation|present e"
    ),
    "held_on": (
        "date|date de la seance|date seance|date du rdv|date rdv|date du rendez vous|jour|datum|quand|dag|"
        "wanneer|when|day|session date|"
        "date of session|dates|le|date de l entretien|date d entretien|datum sessie|date de l activite|"
        "seance du|seance|date de rencontre|"
        "date de l atelier|datum gesprek|datum afspraak|rdv|date intervention|sessie|jour de la seance|"
        "date et heure|date heure|date time"
    ),
    "kind": (
        "type|nature|type de seance|type d accompagnement|type de rdv|soort|activite|kind|type of session|"
        "session type|categorie|category|"
        "type d activite|nature de la seance|soort sessie|activiteit|format|forme|modalite|type seance|"
        "type sessie|activity|quoi|wat|what|"
        "type rdv|type d entretien|nature du rdv|type d intervention|prestation|type de prestation|"
        "soort begeleiding|action|type de rencontre|vorm|"
        "session|seance|sessie|rdv|vorm van begeleiding|intitule|modele"
    ),
    "minutes": (
        "duree|heures|temps|duur|uren|duration|hours|length|minutes|min|time spent|nombre d heures|nb heures|"
        "nb d heures|duree seance|"
        "duree de la seance|aantal uren|aantal minuten|duree en heures|duree en minutes|duree en h|"
        "duree en min|duree h|duree min|duree minutes|"
        "combien de temps|hoelang|how long|temps passe|tijd|tijdsduur|duree rdv|h|time|nbre d heures|"
        "volume horaire|duur in uren|duur in minuten|"
        "duration minutes|duration hours|numero heures|nbr heures|temps heures|duree heures|gepresteerde uren|"
        "mins|durees|lengte|tps|nb min|nombre de minutes|aantal u|heures prestees|heures de coaching|h prestees"
    ),
    "starts_at": (
        "heure de debut|debut|heure debut|de|start|starts|start time|begin|beginuur|startuur|van|from|heure|uur|h debut|"
        "heure rdv|begintijd|aanvang|starttijd|begint om"
    ),
    "ends_at": "heure de fin|fin|heure fin|a|end|ends|end time|einde|einduur|tot|to|until|h fin|eindtijd",
    "by": (
        "par|anime par|intervenant|door|coach|by|animateur|accompagnateur|referent|begeleider|qui anime|formateur|mentor|expert|"
        "accompagne par|given by|led by|animatrice|conseiller|donne par|facilitator|trainer|lesgever|"
        "intervenante|coach interlab|begeleid door|"
        "mene par|staff|collaborateur|nom du coach|qui a fait|membre de l equipe|equipe|"
        "fait par|realise par|assure par|presta par|uitgevoerd door|coachs|coaches|nom du coach interlab|"
        "avec quel coach|quel coach"
    ),
    "topics": (
        "sujet|sujets|theme|themes|thematique|thematiques|objet|contenu|topic|topics|onderwerp|onderwerpen|subject|thema|"
        "matiere|ordre du jour|theme aborde|sujets abordes|inhoud"
    ),
    "note": (
        "remarque|remarques|note|notes|commentaire|commentaires|compte rendu|cr|opmerkingen|opmerking|"
        "observation|observations|comments|remarks|remark|"
        "comment|resume|verslag|suite|notities|a faire|next steps|bilan|summary|details|infos|info"
    ),
}
# Understood, and of no use here: saying so beats "unknown".
NOT_KEPT = frozenset(
    "numero|id|n|ref|reference|code|numero d ordre|ordre|volgnummer|age|leeftijd|adresse|rue|adres|"
    "address|street|straat|cp|code postal|"
    "postcode|zip|numero de dossier|dossier|numero dossier|nombre de seances|nb seances|nb de seances|"
    "total heures|heures totales|total|annee|"
    "jaar|year|mois|maand|month|semaine|week|signature|handtekening|photo|numero participant|"
    "numero seance|nr|province|pays de residence|"
    "aantal sessies|number of sessions|total hours|totaal uren|solde|montant|prix|paye|facture|"
    "kilometres|km|lieu|plaats|place|location|"
    "salle|local|duree totale|trimestre|kwartaal|quarter|anciennete|dernier contact|dernier rdv|"
    "prochain rdv|diplome|niveau d etudes|index".split("|")
)
_ENGLISH = frozenset(
    "name|first name|last name|surname|full name|gender|sex|birth|born|language|languages|city|town|"
    "phone|mobile phone|phone number|"
    "start date|end date|joined|status|stage|sector|launch date|company|company number|vat number|"
    "legal form|date of birth|year of birth|duration|"
    "hours|length|topic|by|with|who|when|type of session|session type|kind|comments|remarks|day|"
    "spoken languages|time spent|first contact|entry date".split("|")
)

_KEYWORDS = {
    "people": (
        ("birth_year", "naissance|geboorte|birth"),
        ("email", "mail|courriel"),
        ("phone", "gsm|telephone|telefoon|phone|tel|mobile"),
        ("enterprise_number", "bce|kbo|tva|btw|vat|numero entreprise|numero d entreprise|ondernemingsnummer"),
        ("legal_form", "forme juridique|rechtsvorm"),
        ("launched_on", "lancement|date de creation|oprichting|launch|ouverture"),
        ("exit", "motif|raison|reden"),
        ("left_on", "sortie|date fin|fin accompagnement|einddatum|exit"),
        ("entered_on", "date entree|d entree|inscription|premier rdv|1er rdv|startdatum|inschrijving|debut"),
        ("given_name", "prenom|voornaam|first name"),
        ("languages", "langue|langues|talen|taal|language|languages"),
        ("gender", "sexe|genre|geslacht|gender|civilite"),
        ("municipality", "commune|localite|gemeente|ville|woonplaats"),
        ("stage", "etape|stade|phase|fase|avancement"),
        ("sector", "secteur|sector"),
        ("status", "statut|situation|status"),
        ("coach", "coach|referent|accompagnateur|begeleider|conseiller"),
        ("cohort", "cohorte|promotion|cohort|lichting"),
        ("source", "oriente|envoye|connu|doorverwezen|referred"),
        ("project", "projet|project|activite"),
        ("note", "remarque|remarques|commentaire|commentaires|opmerking|note|notes"),
        ("full_name", "participant|beneficiaire|deelnemer|porteur|entrepreneur"),
        ("family_name", "nom|achternaam|surname"),
    ),
    "sessions": (
        ("minutes", "duree|duur|heures|uren|duration|minutes|hours"),
        ("held_on", "date|datum|jour"),
        ("starts_at", "heure debut|heure de debut|beginuur"),
        ("ends_at", "heure fin|heure de fin|einduur"),
        ("given_name", "prenom|voornaam|first name"),
        ("kind", "type|nature|soort|categorie"),
        ("by", "coach|anime|intervenant|animateur|accompagnateur|begeleider|formateur"),
        ("full_name", "participant|beneficiaire|deelnemer|porteur|entrepreneur|client|klant|personne"),
        ("topics", "sujet|sujets|theme|thematique|objet|onderwerp|topic"),
        ("note", "remarque|remarques|commentaire|commentaires|opmerking|opmerkingen|note|notes|compte rendu"),
        ("family_name", "nom|achternaam|surname"),
    ),
}


def _index(vocabulary: dict[str, str]) -> dict[str, list[tuple[str, float]]]:
    words: dict[str, list[tuple[str, float]]] = {}
    for field, texts in vocabulary.items():
        for rank, text in enumerate(texts.split("|")):
            words.setdefault(fold(text), []).append((field, 10.0 - min(2.0, rank * 0.03)))
    return words


_EXACT = {"people": _index(PEOPLE), "sessions": _index(SESSIONS)}


@lru_cache(maxsize=8192)
def fields_of_header(header: str, kind: str) -> tuple[tuple[str, float], ...]:
    """(field, weight) for one header as typed, heaviest first; 10 is exact, 6 contains the word, 5 is a typing slip."""
    folded = fold_header(header)
    if not folded or len(folded) > 80:
        return ()
    exact = _EXACT[kind].get(folded) or _EXACT[kind].get(fold(header))
    if exact:
        return tuple(exact)
    if folded in NOT_KEPT:
        return ()
    padded = f" {folded} "
    for field, words in _KEYWORDS[kind]:
        if any(f" {word} " in padded for word in words.split("|")):
            return ((field, 6.0),)
    if any(folded in words for words in _EXACT.values()):
        return ()
    short = _abbreviated(folded, kind)
    if short:
        return short
    if len(folded) >= 5:
        close = difflib.get_close_matches(folded, _EXACT[kind], n=1, cutoff=0.87)
        if close:
            return tuple((field, 5.0) for field, _ in _EXACT[kind][close[0]])
    return ()


@lru_cache(maxsize=8192)
def known_titles(header: str) -> frozenset[str]:
    """The fields of either kind whose usual title this text is, word for word; what is never kept counts as one too."""
    folded = fold_header(header)
    found = frozenset(field for kind in _EXACT.values() for field, _ in kind.get(folded, ()))
    return found or (frozenset({"not_kept"}) if folded in NOT_KEPT or sensitive_header(header) else frozenset())


_SMALL_WORDS = frozenset("d de du des la le l of van the et en".split())


def _abbreviated(folded: str, kind: str) -> tuple[tuple[str, float], ...]:
    """ "Date ouv.", "Datum inschr.", "Prén.": every word begins the word of one same title, of one field only."""
    words = [word for word in folded.split() if word not in _SMALL_WORDS]
    if min(map(len, words), default=0) < 3 or len(folded) > 40:
        return ()
    fields: dict[str, float] = {}
    for title, found in _EXACT[kind].items():
        whole = [word for word in title.split() if word not in _SMALL_WORDS]
        if len(whole) == len(words) and all(long.startswith(short) for long, short in zip(whole, words, strict=True)):
            fields[found[0][0]] = 5.5
    return tuple(fields.items()) if len(fields) == 1 else ()


def is_not_kept(header: str) -> bool:
    """A header whose column is understood and of no use here."""
    return fold_header(header) in NOT_KEPT or fold(header) in NOT_KEPT


def are_english(headers: list[str]) -> bool:
    """Whether these headers are rather English than French or Dutch: then 3/5 may be the fifth of March."""
    folded = [fold_header(header) for header in headers]
    english = sum(header in _ENGLISH for header in folded)
    other = sum(
        header not in _ENGLISH and header not in ("date", "type", "participant", "coach", "note", "notes", "")
        for header in folded
    )
    return english > 0 and english >= other
