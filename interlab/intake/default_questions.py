"""What a call asks unless its team wants otherwise: seven questions, then two or three after the check page. Easy words."""

from typing import Any

# What an answer may be to us: once sent, each of these is written where it belongs, and never asked again.
FACTS = frozenset(
    "name languages idea progress place contact coming standing migration_value gender birth_year sector source may_work".split()
)


def _texts(fr: str, en: str, ar: str) -> dict[str, str]:
    return {"fr": fr, "en": en, "ar": ar}


def _option(value: str, fr: str, en: str, ar: str) -> dict[str, Any]:
    return {"value": value, "label": _texts(fr, en, ar)}


def default_declaration() -> dict[str, Any]:
    """Return the questions every new call starts with, as data for `core.questions`."""
    return {"questions": [*_before_the_check(), *_after_the_check()]}


def _before_the_check() -> list[dict[str, Any]]:
    return [
        {
            "id": "name",
            "kind": "name",
            "fills": "name",
            "required": True,
            "label": _texts("Comment vous appelez-vous ?", "What is your name?", "ما اسمكم؟"),
            "help": _texts("Le nom que vous voulez.", "The name you like.", "الاسم الذي تفضّلونه."),
        },
        {
            "id": "languages",
            "kind": "languages",
            "fills": "languages",
            "required": True,
            "label": _texts("Quelles langues parlez-vous ?", "Which languages do you speak?", "ما اللغات التي تتكلمونها؟"),
            "help": _texts(
                "La plus facile pour vous en premier. Nous vous écrivons dans cette langue.",
                "The easiest one for you first. We write to you in it.",
                "الأسهل عليكم أولًا. نكتب إليكم بهذه اللغة.",
            ),
        },
        {
            "id": "idea",
            "kind": "story",
            "fills": "idea",
            "required": True,
            "label": _texts("Quelle est votre idée ?", "What is your idea?", "ما فكرتكم؟"),
            "help": _texts(
                "Avec vos mots. Une phrase suffit. Quel produit ou service ? Pour qui ? Où ?",
                "In your own words. One sentence is enough. Which product or service? For whom? Where?",
                "بكلماتكم. جملة واحدة تكفي. أي منتج أو خدمة؟ لمن؟ أين؟",
            ),
        },
        {
            "id": "progress",
            "kind": "choice",
            "fills": "progress",
            "required": True,
            "label": _texts("Où en êtes-vous ?", "How far are you?", "إلى أين وصلتم؟"),
            "help": _texts("Toutes les réponses sont bonnes.", "Every answer is a good one.", "كل الإجابات صحيحة."),
            "options": [
                _option("idea", "J’ai une idée.", "I have an idea.", "لديّ فكرة."),
                _option("talked", "J’en ai parlé autour de moi.", "I talked about it with people.", "تحدّثت عنها مع الناس."),
                _option("tried", "J’ai déjà essayé.", "I tried it already.", "جرّبت من قبل."),
                _option("sold", "J’ai déjà vendu.", "I sold something already.", "بعت شيئًا من قبل."),
            ],
        },
        {
            "id": "place",
            "kind": "place",
            "fills": "place",
            "required": True,
            "label": _texts("Où habitez-vous ?", "Where do you live?", "أين تسكنون؟"),
            "help": _texts("La commune suffit.", "The town is enough.", "اسم البلدية يكفي."),
        },
        {
            "id": "contact",
            "kind": "contact",
            "fills": "contact",
            "required": True,
            "label": _texts("Comment vous joindre ?", "How do we reach you?", "كيف نتصل بكم؟"),
            "help": _texts(
                "Une seule façon suffit. Pas besoin d’e-mail.",
                "One way is enough. No e-mail needed.",
                "طريقة واحدة تكفي. لا حاجة إلى بريد إلكتروني.",
            ),
        },
        {
            "id": "coming",
            "kind": "choices",
            "fills": "coming",
            "label": _texts(
                "De quoi avez-vous besoin pour venir ?", "What do you need in order to come?", "ماذا تحتاجون لتأتوا؟"
            ),
            "help": _texts("Nous cherchons une solution ensemble.", "We look for a way together.", "نبحث عن حل معًا."),
            "options": [
                _option("interpreter", "Un interprète", "An interpreter", "مترجم"),
                _option("childcare", "Une garde pour un enfant", "Somebody to look after a child", "رعاية لطفل"),
                _option("step_free", "Un accès sans marche", "A way in without steps", "مدخل بلا درج"),
                _option("evening", "Venir le soir", "To come in the evening", "أن آتي مساءً"),
            ],
        },
    ]


def _after_the_check() -> list[dict[str, Any]]:
    return [
        {
            "id": "standing",
            "kind": "choice",
            "fills": "standing",
            "after_check": True,
            "label": _texts(
                "Vous venez d’arriver, ou vous êtes d’ici ?",
                "Did you arrive lately, or are you from here?",
                "هل وصلتم حديثًا أم أنتم من هنا؟",
            ),
            "help": _texts(
                "Ici, on avance à deux. Nous voulons des deux dans chaque groupe.",
                "Here we go forward together. We want both in every group.",
                "هنا نتقدّم معًا. نريد الاثنين في كل مجموعة.",
            ),
            "options": [
                _option("newcomer", "Je viens d’arriver.", "I arrived lately.", "وصلت حديثًا."),
                _option("local", "Je suis d’ici.", "I am from here.", "أنا من هنا."),
            ],
        },
        {
            "id": "migration_value",
            "kind": "text",
            "fills": "migration_value",
            "after_check": True,
            "shown_if": {"standing": ["local"]},
            "label": _texts(
                "Que donne votre projet aux personnes qui arrivent ?",
                "What does your project give to people who arrive?",
                "ماذا يقدّم مشروعكم للقادمين الجدد؟",
            ),
            "help": _texts(
                "Un emploi, un produit, une rencontre. Une phrase suffit.",
                "A job, a product, a meeting. One sentence is enough.",
                "عمل، منتج، لقاء. جملة واحدة تكفي.",
            ),
        },
        {
            "id": "gender",
            "kind": "choice",
            "fills": "gender",
            "after_check": True,
            "label": _texts("Vous êtes…", "You are…", "أنتم…"),
            "help": _texts(
                "Ceux qui nous paient demandent combien de femmes viennent. Vous pouvez ne pas répondre.",
                "Those who pay us ask how many women come. You need not answer.",
                "من يموّلنا يسأل كم امرأة تأتي. يمكنكم عدم الإجابة.",
            ),
            "options": [
                _option("woman", "Une femme", "A woman", "امرأة"),
                _option("man", "Un homme", "A man", "رجل"),
                _option("other", "Autre", "Other", "غير ذلك"),
            ],
        },
    ]
