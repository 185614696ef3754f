"""What is never read into a record: the law and the incubator's own promise. Known by its header or by what it holds."""

from __future__ import annotations

import re

from .folding import fold, fold_header

_BY_HEADER = (
    (
        "sensitive_national_number",
        "registre national|niss|rijksregister|rijksregisternummer|numero national|national number|national register|insz|rrn|"
        "reg nat|"
        "numero registre|bis nummer|numero bis|ssin|social security number|nationaal nummer|securite sociale",
    ),
    ("sensitive_nationality", "nationalite|nationalites|nationaliteit|nationality|citizenship|citoyennete|staatsburgerschap"),
    (
        "sensitive_residence",
        "titre de sejour|sejour|carte de sejour|type de carte|carte d identite|numero carte|annexe|carte orange|verblijf|"
        "verblijfsvergunning|"
        "verblijfskaart|verblijfstitel|residence permit|permis de travail|permis unique|"
        "permis|visa|papiers|passeport|passport|statut administratif|situation administrative|"
        "work permit|immigration|verblijfsstatuut|carte a|carte b|statut de sejour|statut sejour",
    ),
    (
        "sensitive_asylum",
        "asile|refugie|asiel|asylum|refugee|recit|protection internationale|protection subsidiaire|vluchteling|"
        "parcours migratoire|parcours d exil|fedasil|"
        "date d arrivee en belgique|arrivee en belgique|aankomst in belgie|in belgie sinds|"
        "en belgique depuis|migration|procedure",
    ),
    (
        "sensitive_origin",
        "pays d origine|pays|origine|origines|land van herkomst|herkomst|herkomstland|country|country of origin|"
        "country of birth|lieu de naissance|"
        "pays de naissance|geboorteplaats|geboorteland|place of birth|land|birthplace|pays de provenance|"
        "continent|region d origine",
    ),
    ("sensitive_religion", "religion|religie|geloof|confession|culte|croyance|godsdienst|faith"),
    ("sensitive_ethnicity", "ethnie|ethnicite|ethnicity|race|etnie|etniciteit|tribu|communaute|afkomst"),
    (
        "sensitive_health",
        (
            "sante|etat de sante|maladie|handicap|gezondheid|health|disability|medical|medicaments|psy|traitement|grossesse|"
            "beperking|illness"
        ),
    ),
    (
        "sensitive_bank_account",
        "iban|compte bancaire|numero de compte|bankrekening|rekeningnummer|bank account|rekening|bic|coordonnees bancaires",
    ),
    (
        "sensitive_social_aid",
        "cpas|ocmw|ris|revenu d integration|leefloon|aide sociale|statut cpas|statut social|statut socio professionnel|revenus|"
        "revenu|chomage|"
        "allocations|uitkering|income|situation familiale|etat civil|burgerlijke staat|marital status|"
        "casier judiciaire|situation sociale",
    ),
)
_WORDS = tuple((code, tuple(f" {word} " for word in words.split("|"))) for code, words in _BY_HEADER)
# One of these words alone must be the whole header: "Origine du contact" or "Pays de clientèle" are another matter.
_WHOLE = frozenset(
    {
        " pays ",
        " origine ",
        " land ",
        " country ",
        " procedure ",
        " communaute ",
        " race ",
        " ris ",
        " permis ",
        " annexe ",
        " migration ",
        " traitement ",
    }
)
_NATIONAL = re.compile(r"(?<![\d+])(\d{2})[.\s]?(\d{2})[.\s]?(\d{2})[-.\s]?(\d{3})[.\s-]?(\d{2})(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_PAPERS = re.compile(
    r"\b(?:annexe (?:26|35|19|15)|carte (?:[abcefhkl]|orange)|titre de sejour|refugie|demandeur d asile|"
    r"protection (?:subsidiaire|temporaire|internationale)|"
    r"oranje kaart|bijlage 26|erkend vluchteling|sans papiers|attestation d immatriculation)\b"
)


def sensitive_header(header: str) -> str | None:
    """The reason code that leaves this column aside for its header, or None."""
    folded = fold_header(header)
    padded = f" {folded} "
    for code, words in _WORDS:
        for word in words:
            if padded == word or (word not in _WHOLE and word in padded and len(folded) < 80):
                return code
    return None


def sensitive_content(texts: list[str]) -> str | None:
    """The reason code that leaves a column aside for what it holds, whatever its header says."""
    if not texts:
        return None
    for code, holds in (
        ("sensitive_national_number", is_national_number),
        ("sensitive_bank_account", is_iban),
        ("sensitive_residence", lambda text: bool(_PAPERS.search(fold(text)))),
    ):
        found = sum(len(text) < 80 and holds(text) for text in texts)
        if found >= max(1, len(texts) * 0.3):
            return code
    return None


def is_national_number(text: str) -> bool:
    """Eleven digits with a date in front and a checksum that holds (97 - the first nine modulo 97, with a 2 before them from 2000)."""
    return any(_holds(match) for match in _NATIONAL.finditer(text)) and sum(letter.isalpha() for letter in text) < 12


def _holds(match: re.Match[str]) -> bool:
    year, month, day, order, check = match.groups()
    # A "bis" number adds 20 or 40 to the month.
    if not (int(month) % 20 <= 12 and int(month) <= 52 and int(day) <= 31):
        return False
    digits = year + month + day + order
    return any(97 - int(front + digits) % 97 == int(check) for front in ("", "2"))


def is_iban(text: str) -> bool:
    """An international bank account number whose checksum holds."""
    for match in _IBAN.finditer(text.upper()):
        account = match[0].replace(" ", "")
        moved = account[4:] + account[:4]
        if account.isascii() and int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1:
            return True
    return False


def without_private(text: str) -> tuple[str, bool]:
    """Free text without the national numbers and bank accounts typed into it, and whether there were any."""
    found = False

    def hide(match: re.Match[str]) -> str:
        nonlocal found
        if (match.re is _NATIONAL and _holds(match)) or (match.re is _IBAN and is_iban(match[0])):
            found = True
            return "…"
        return match[0]

    return _IBAN.sub(hide, _NATIONAL.sub(hide, text)), found
