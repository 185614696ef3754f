"""Languages by their French, English, Dutch or own name, with the level when it is said."""

from __future__ import annotations

import re
from functools import lru_cache

from .folding import cleaned, fold, says_nothing

_NAMES = """
fr francais|french|frans|francaise|francophone|fra|fre
nl neerlandais|dutch|nederlands|flamand|vlaams|ned|nld|neerl
en anglais|english|engels|ang|eng|angl
de allemand|german|duits|deutsch|all|ger
ar arabe|arabic|arabisch|العربیه|عربی|darija|arabe marocain|arabe dialectal|arabe classique|arabe litteraire|syrien
es espagnol|spanish|spaans|espanol|castillan|esp
pt portugais|portuguese|portugees|portugues|bresilien
it italien|italian|italiaans|italiano|ita
ro roumain|romanian|roemeens|romana|moldave
ru russe|russian|russisch|русскии|rus
uk ukrainien|ukrainian|oekraiens|украінська|українська|ukr
pl polonais|polish|pools|polski
tr turc|turkish|turks|turkce
ku kurde|kurdish|koerdisch|kurmanji|kurmandji|kurdi
ckb sorani|kurde sorani
fa persan|farsi|persian|perzisch|iranien|فارسی
prs dari|دری|afghan
ps pachto|pashto|pachtou|pasjtoe|pashtu|pachtoune|پشتو
ti tigrinya|tigrigna|tigrina|tigrinja|tigrinia|tigrynia|ትግርኛ
am amharique|amharic|amhaars|አማርኛ|ethiopien
om oromo|oromiffa|afan oromo
so somali|somalien|somalisch|soomaali
ff peul|peulh|fulani|fula|pular|pulaar|foulani|fulfulde|poular
ln lingala
sw swahili|kiswahili|souahili
kg kikongo|kongo
lua tshiluba|ciluba|luba|tchiluba
rw kinyarwanda|rwandais
rn kirundi|rundi
wo wolof|ouolof
bm bambara|bamanankan
dyu dioula|jula|dyula
man mandingue|mandinka|malinke|mandingo|mandinque
sus soussou|susu|sousou
ber amazigh|berbere|berber|tamazight|tarifit|rifain|chleuh|tachelhit|tamazigh|riffijns
kab kabyle|kabylisch
sq albanais|albanian|albanees|shqip
sr serbe|serbian|servisch
hr croate|croatian|kroatisch
bs bosnien|bosniaque|bosnian|bosnisch
sh serbo croate
mk macedonien|macedonian|macedonisch
bg bulgare|bulgarian|bulgaars
el grec|greek|grieks
hy armenien|armenian|armeens
ka georgien|georgian|georgisch
az azeri|azerbaidjanais|azerbaijani|azerbeidzjaans
ce tchetchene|chechen|tsjetsjeens
hi hindi
ur ourdou|urdu|oerdoe
pa pendjabi|punjabi|panjabi
bn bengali|bangla|bengaals
ne nepalais|nepali|nepalees
ta tamoul|tamil
ml malayalam
si cingalais|singhalais|sinhala
zh chinois|mandarin|chinese|chinees|中文|cantonais
bo tibetain|tibetan|tibetaans
ja japonais|japanese|japans
ko coreen|korean|koreaans
vi vietnamien|vietnamese|vietnamees
th thai|thailandais
tl tagalog|philippin|filipino|tagal
id indonesien|indonesian|indonesisch
uz ouzbek|uzbek|oezbeeks
tk turkmene|turkmen
kk kazakh|kazak
mn mongol|mongolian|mongools
ug ouighour|uyghur|oeigoers
he hebreu|hebrew|hebreeuws
arc arameen|aramaic|syriaque|assyrien|suryoyo|aramees
rom romani|rom|tsigane|roma
hu hongrois|hungarian|hongaars
cs tcheque|czech|tsjechisch
sk slovaque|slovak|slowaaks
lt lituanien|lithuanian|litouws
lv letton|latvian|lets
fi finnois|finnish|fins
sv suedois|swedish|zweeds
ee ewe
ak twi|akan|ashanti|fanti
yo yoruba
ig igbo|ibo
ha haoussa|hausa
mg malgache|malagasy
ht creole haitien|creole|kreyol
sg sango
fon fon
mos moore|more|mossi
qu quechua
wa wallon|walloon|waals
lb luxembourgeois|luxembourgish|luxemburgs
sgn langue des signes|sign language|gebarentaal|lsfb
""".strip()
_CODES = {fold(name): code for line in _NAMES.splitlines() for code, names in [line.split(" ", 1)] for name in names.split("|")}
_TWO_LETTERS = frozenset("fr nl en de ar es pt it ro ru uk pl tr ku fa ps ti am so ff ln sw sq sr hr bg el hy ka".split())
_LEVEL = re.compile(r"\b([abc][12][+-]?)\b(?:\s*[-/]\s*[abc][12]\b)?", re.IGNORECASE)
_NATIVE = frozenset(
    "maternelle|langue maternelle|natif|native|natives|moedertaal|mother tongue|native speaker|lm|"
    "maternel|bilingue|langue maternel".split("|")
)
_PROFICIENCY = (
    ("C1", "courant|courante|fluent|vloeiend|tres bien|tres bon|excellent|zeer goed|very good|couramment|parfait"),
    ("B1", "bien|bon|bonne|goed|good|moyen|moyenne|intermediaire|intermediate|gemiddeld|assez bien|correct"),
    ("A2", "notions|base|bases|basis|basic|un peu|een beetje|little|a little|elementaire|faible|debrouille"),
    ("A1", "debutant|debutante|beginner|tres peu|debut|alpha"),
)
_FILLER = re.compile(r"\b(?:langue|niveau|level|parle|lu|ecrit|oral|spreekt|et|and|en cours|niv|lang|le|la|du|de l|parlee?)\b")


def read_languages(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """((ISO 639 code, level), …) in the order typed, and the pieces no language was recognised in.

    The level is a CEFR one ("A1" to "C2"), "native", or "" when it isn't said.
    """
    return _read(cleaned(text)[:500])


@lru_cache(maxsize=8192)
def _read(text: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    found: dict[str, str] = {}
    unknown: list[str] = []
    last = ""
    for piece in re.split(r"[,;/+&\n|•]|\bet\b|\band\b|\s-\s(?![^,;]*(?:maternel|natif|native|moeder|[ABCabc][12]))", text):
        level = _level(piece)
        codes = _codes(piece)
        for code in codes:
            found[code] = level or found.get(code, "")
            last = code
        if not codes and level and last:
            found[last] = level
        elif not codes and not says_nothing(piece):
            unknown.append(piece.strip()[:60])
    return tuple(found.items()), tuple(unknown)


def _level(piece: str) -> str:
    match = _LEVEL.search(piece)
    if match:
        return match[1].upper().rstrip("+-")
    folded = f" {fold(piece)} "
    if any(f" {word} " in folded for word in _NATIVE):
        return "native"
    return next((level for level, words in _PROFICIENCY if any(f" {word} " in folded for word in words.split("|"))), "")


def _codes(piece: str) -> list[str]:
    folded = fold(_LEVEL.sub(" ", piece))
    if folded in _CODES:
        return [_CODES[folded]]
    words = _FILLER.sub(" ", folded).split()
    for size in (3, 2):
        for start in range(len(words) - size + 1):
            code = _CODES.get(" ".join(words[start : start + size]))
            if code:
                return [code]
    codes = [_CODES.get(word) or (word if word in _TWO_LETTERS else None) for word in words]
    return [code for code in codes if code]
