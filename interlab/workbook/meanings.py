"""A team's words for statuses, stages, sessions and exits, and the fixed meanings behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .folding import fold, says_nothing

STATUSES = {
    "applied": (
        "candidat|candidate|candidature|seance d info seulement|seance d info|info seulement|"
        "seance d information|seance d information seulement|"
        "a postule|postulant|applied|applicant|kandidaat|aangemeld|info only|infosessie|enkel infosessie|"
        "alleen infosessie|prospect|interesse|interessee|"
        "premier contact|a contacter|geinteresseerd|infomoment|reunion d info|reunion d information|"
        "inscrit a la seance d info|info session only|"
        "venu a la seance d info|contact|demande|nouvelle demande|en selection|a recontacter|nouveau|nouvelle|info"
    ),
    "waitlisted": (
        "liste d attente|en attente|attente|waiting list|wachtlijst|waitlisted|op wachtlijst|en liste d attente|waiting|in wacht"
    ),
    "declined": (
        "refuse|refusee|non retenu|non retenue|pas retenu|pas retenue|geweigerd|rejected|declined|non accepte|recale|reoriente|"
        "reorientee|niet aanvaard|non eligible|not selected|afgewezen"
    ),
    "withdrawn": (
        "desiste|desistement|desistee|annule|annulee|withdrawn|teruggetrokken|ne souhaite plus|a renonce|renonce|s est desiste|"
        "afgehaakt voor start|cancelled|pas interesse|plus interesse|s est retire"
    ),
    "active": (
        "accompagne|accompagnee|en cours|actif|active|en accompagnement|en cours d accompagnement|"
        "in progress|lopend|actief|in begeleiding|ongoing|suivi en cours|"
        "accompagnement en cours|suivie|inscrit|inscrite|enrolled|ingeschreven|bezig|accompanied|supported|"
        "being supported|wordt begeleid|begeleid|loopt|en suivi|"
        "dans le programme|en parcours|coache|coachee|suivi actif|current|in traject|admis|admise|accepte|"
        "acceptee|accepted|participant|in programme"
    ),
    "completed": (
        "termine|terminee|fini|finie|cloture|cloturee|acheve|achevee|completed|finished|afgerond|done|diplome|diplomee|"
        "parcours termine|accompagnement termine|beeindigd|voltooid|afgesloten|alumni|ancien|ancienne|closed|ended"
    ),
    "left": (
        "abandon|abandonne|abandonnee|a abandonne|sorti|sortie|parti|partie|quitte|a quitte|arrete|arretee|a arrete|left|"
        "dropped out|gestopt|stop|stopgezet|perdu de vue|perdue de vue|plus de nouvelles|uitgestroomd|drop out|dropout|exited|"
        "afgehaakt|vertrokken|interrompu|arret|inactif|inactive"
    ),
}
STAGES = {
    "welcome": (
        "accueil|onthaal|welcome|bienvenue|entree|intake|premier contact|kennismaking|1er contact|diagnostic|orientation|"
        "onboarding|bilan de depart|ouverture du dossier|ouverture dossier|dossier ouvert"
    ),
    "idea": (
        "idee|idea|ideation|en reflexion|reflexion|projet a l etude|concept|idee de projet|en idee|"
        "exploration|emergence|idee de depart|preincubation|pre incubation"
    ),
    "model": (
        "modele economique|business model|model|modele|bmc|canvas|plan financier|business plan|businessplan|businessmodel|"
        "verdienmodel|etude de marche|construction|plan d affaires|structuration|financieel plan|bedrijfsplan|elaboration|bp|"
        "modelisation|development|developpement|ontwikkeling|economic model"
    ),
    "test": (
        "test|en test|phase test|testfase|couveuse|prototype|test d activite|testing|validation|pilote|essai|mise en couveuse|"
        "marche test|proto|experimentation|mvp|produit minimum viable|minimum viable product|poc|proof of concept|beta"
    ),
    "launched": (
        "lancement|lance|lancee|ouvert|ouverte|launched|launch|opgestart|gelanceerd|cree|creee|creation|en activite|"
        "independant|independante|independant complementaire|actif comme independant|demarrage|demarre|demarree|open|opened|"
        "opgericht|oprichting|lancering|entreprise creee|inscrit a la bce|started|zelfstandig|activite lancee|projet lance|"
        "a lance|a lance son activite|immatricule|opstart|in bedrijf|geopend|activite creee|a ouvert"
    ),
    "post_launch": (
        "post lancement|post creation|apres lancement|suivi post creation|post launch|na lancering|na opstart|croissance|"
        "growth|groei|nazorg|post lance|consolidation|suivi apres lancement|aftercare|developpement apres creation"
    ),
    "paused": (
        "pause|en pause|suspendu|suspendue|paused|gepauzeerd|on hold|en stand by|stand by|standby|pauze|gele|en suspens|reporte"
    ),
    "abandoned": (
        "abandon|abandonne|abandonnee|projet abandonne|abandoned|opgegeven|stopgezet|arrete|gestopt|stop|"
        "arret|stopped|arret du projet"
    ),
    "transferred": "transfere|transferee|repris|cede|transferred|overgedragen|reoriente|orientation externe|renvoye",
}
KINDS = {
    "coaching": (
        "coaching|accompagnement|rdv|entretien|suivi individuel|coaching individuel|rendez vous|entretien individuel|"
        "accompagnement individuel|individuel|individueel|individuele coaching|begeleiding|individuele begeleiding|gesprek|"
        "afspraak|individual coaching|individual|one to one|1 1|1 to 1|rdv individuel|rendez vous individuel|permanence|"
        "seance individuelle|coaching session|suivi projet|individual session|coachingsgesprek|rdv coaching|meeting with coach|"
        "visio|rdv bureau|appointment|face a face|coachinggesprek|entretien de suivi"
    ),
    "mentoring": (
        "mentorat|mentoring|mentor|parrainage|mentoraat|seance mentor|rdv mentor|mentorship|rencontre mentor|mentorgesprek|"
        "mentorsessie|peter meterschap"
    ),
    "expertise": (
        "expertise|expert|consultation expert|avis d expert|expertadvies|conseil expert|comptable|juriste|permanence juridique|"
        "expert session|deskundige|conseil juridique|conseil specialise|specialist|rdv expert|expertise juridique|"
        "expertise comptable|permanence comptable|permanence expert|permanence fiscale|heure d expert|expertgesprek|expert advice|seance expert"
    ),
    "workshop": (
        "atelier|ateliers|formation|formations|groupe|workshop|workshops|atelier collectif|collectif|groepssessie|vorming|"
        "opleiding|training|cours|groepswerk|module|collective|seance collective|formation collective|group session|group|"
        "groep|masterclass|atelier de groupe|session collective|accompagnement collectif|coaching collectif|coaching de groupe|"
        "groepsworkshop|groepscoaching|bootcamp|group workshop"
    ),
    "phone": (
        "appel|telephone|tel|appel telephonique|coup de fil|telefoon|phone|call|phone call|telefoongesprek|"
        "entretien telephonique|contact telephonique|telefonisch|rdv tel|gsm|par telephone|appel tel|rdv telephonique|"
        "suivi telephonique|telefonische begeleiding|telefonisch gesprek|suivi tel"
    ),
    "message": (
        "mail|e mail|email|whatsapp|sms|message|messages|courriel|bericht|mails|echange mail|chat|echange de mails|texto|"
        "par mail|messenger|berichten|echange whatsapp|suivi mail|emails|e mails"
    ),
    "information": (
        "seance d info|seance d information|reunion d information|reunion d info|accueil collectif|infosessie|info|information|"
        "information session|info session|infosession|seance info|infomoment|session d info|session d information|"
        "permanence d information|accueil|info collective|infodag|seances d info"
    ),
    "networking": (
        "reseautage|rencontre|rencontres|soiree|afterwork|networking|after work|evenement|event|netwerk|netwerkmoment|"
        "netwerken|evenement reseau|soiree reseau|rencontre reseau|apero|networking event|drink|petit dejeuner|netwerkevent|"
        "netwerkavond|evenements"
    ),
}
EXITS = {
    "launched": (
        "lancement|lance|lancee|a lance|creation|independant|independante|launched|opgestart|zelfstandig|creation d entreprise|"
        "projet lance|a cree|activite lancee|opstart|a ouvert"
    ),
    "job": (
        "emploi|job|travail|werk|a trouve un emploi|mise a l emploi|contrat|cdi|cdd|tewerkstelling|employment|salarie|"
        "found a job|a trouve du travail|werk gevonden|interim|art 60"
    ),
    "training": "formation|training|opleiding|etudes|reprise d etudes|vorming|studies|en formation|cours|reprise de formation",
    "moved": (
        "demenagement|demenage|moved|verhuisd|verhuis|quitte la region|a demenage|a quitte la belgique|quitte la belgique|"
        "retour au pays|moved away"
    ),
    "paused": (
        "pause|suspension|en pause|pauze|paused|raison de sante|sante|maternite|conge de maternite|raisons personnelles|"
        "raison personnelle|familiale|raisons familiales|personal reasons|persoonlijke redenen"
    ),
    "other_support": (
        "autre accompagnement|reoriente|reorientation|autre structure|doorverwezen|other support|autre service|referred|"
        "oriente ailleurs|orientation|andere begeleiding|transfere|autre operateur"
    ),
    "unreachable": (
        "injoignable|perdu de vue|perdue de vue|plus de nouvelles|unreachable|onbereikbaar|ne repond plus|sans nouvelles|"
        "no news|geen nieuws|lost contact|ne donne plus suite|disparu"
    ),
    "other": "autre|autres|other|andere|divers|abandon|abandon du projet|projet abandonne|ander",
}
STANDINGS = {
    "newcomer": (
        "nouvel arrivant|nouvelle arrivante|primo arrivant|primo arrivante|newcomer|nieuwkomer|na|oui|yes|ja|nouveau|migrant|"
        "nouvel arrivante|nouvelle arrivant|new comer|pa"
    ),
    "local": "local|locale|lokaal|non|no|nee|belge|habitant|locaux|neen",
}
_VOCABULARIES = {"status": STATUSES, "stage": STAGES, "session_kind": KINDS, "exit_reason": EXITS, "standing": STANDINGS}
_EXACT = {
    name: {fold(text): meaning for meaning, texts in reversed(vocabulary.items()) for text in texts.split("|")}
    for name, vocabulary in _VOCABULARIES.items()
}
_INFLECTION = re.compile(r"(?<=\w)(?:\(e\)|[·•.]e)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:(?:étape|etape|phase|fase|stap|step|stade)\s*)?\d{1,2}\s*[.\-–:)]*\s*", re.IGNORECASE)


class Meanings:
    """The incubator's own labels first, then the usual words."""

    def __init__(self, labels: Mapping[str, Mapping[str, str]] | None) -> None:
        self._labels = {name: {fold(text): meaning for text, meaning in texts.items()} for name, texts in (labels or {}).items()}

    def meaning_of(self, vocabulary: str, text: str) -> str | None:
        """The fixed meaning of a text; "" when it says nothing; None when nobody knows."""
        own = self._labels.get(vocabulary, {}).get(fold(text))
        if own is not None:
            return own
        return usual_meaning(vocabulary, text[:300])

    def several(self, vocabulary: str, text: str) -> tuple[str, ...]:
        """The different meanings packed in one text ("idée / ouvert")."""
        found = [self.meaning_of(vocabulary, piece) for piece in re.split(r"\s*(?:[/,;+&\n]|→|->)\s*", text[:300])]
        return tuple(dict.fromkeys(meaning for meaning in found if meaning))


@lru_cache(maxsize=16384)
def usual_meaning(vocabulary: str, text: str) -> str | None:
    """What the usual French, English and Dutch words mean; a text that contains exactly one meaning's words has it."""
    exact = _EXACT[vocabulary]
    folded = fold(_INFLECTION.sub("", text))
    if folded in exact:
        return exact[folded]
    if says_nothing(text):
        return ""
    bare = fold(_NUMBERING.sub("", _INFLECTION.sub("", re.sub(r"[(\[].*?[)\]]", " ", text))))
    if bare in exact:
        return exact[bare]
    return None if vocabulary == "standing" else _longest_within(vocabulary, bare)


def _longest_within(vocabulary: str, folded: str) -> str | None:
    """The meaning of the words inside a longer text, unless two meanings or a negation compete."""
    words = folded.split()
    if not 1 < len(words) <= 8 or "pas" in words or "non" in words or "niet" in words or "not" in words:
        return None
    exact = _EXACT[vocabulary]
    for size in range(min(4, len(words) - 1), 0, -1):
        pieces = (" ".join(words[start : start + size]) for start in range(len(words) - size + 1))
        found = {exact[piece] for piece in pieces if piece in exact and len(piece) > 2}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None
