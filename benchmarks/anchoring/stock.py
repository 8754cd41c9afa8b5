"""What random articles are made of: words, quotes, and the sentences around them, in four languages."""

from collections.abc import Sequence

# `_` glues an atom to its neighbour; {Name}-like fields hold names and numbers, {word}-like fields anything else.
STOCK: dict[str, dict[str, str]] = {
    "en": {
        "Name": "Anna Ivan Vernon Olena Farid Miriam Tomas Zoë Łukasz Beatrix Samir Noor Petra Oksana Jürgen Siân",
        "Surname": "Petrov Hale Okafor Brandt Nowak Cohen Haddad Silva Moroz Lindqvist Duarte Ferenc Q̃uispe",
        "Outlet": "Reuters Meduza Gazeta Haaretz Vecherka Tagblatt Novosti Alarabi",
        "City": "Kyiv Kazan Haifa Amman Lyon Odesa Yakutsk Tartu Basra Gdańsk",
        "Count": "3 7 12 40 150 2,300 4.5 61 19 800",
        "noun": "bridge convoy ministry harvest school letter border prison train hospital factory treaty river father",
        "verb": "saw left closed repaired guarded described blamed followed praised refused counted remembered",
        "adverb": "quietly openly again slowly yesterday often together twice clearly",
        "adjective": "old frozen empty crowded naïve distant silent bitter x̱ara new",
        "tail": "before_dawn in_the_rain for_a_week without_warning near_the_market since_the_spring 🚌 😢 👨‍👩‍👧 🇺🇦",
    },
    "ru": {
        "Name": "Анна Иван Олег Марина Павел Дарья",
        "Count": "5 18 300 72",
        "noun": "мост поезд школу письмо границу завод",
        "verb": "видел оставил закрыл починил помнит",
        "adverb": "тихо снова вчера часто",
        "tail": "до_рассвета под_дождём без_предупреждения",
    },
    "ar": {
        "Name": "مُحَمَّد فاطمة يوسف ليلى سامر",
        "Count": "٣ ١٢ ٤٠ ١٥٠",
        "noun": "الجسر القطار المدرسة الرسالة الحدود المصنع",
        "verb": "رأى ترك أغلق وصف تذكّر",
        "adverb": "بهدوء مجددا أمس غالبا",
        "tail": "قبل_الفجر تحت_المطر دون_إنذار",
    },
    "he": {
        "Name": "דָּוִד מרים יוסף רחל נועה",
        "Count": "4 15 90 600",
        "noun": "הגשר הרכבת המכתב הגבול המפעל השוק",
        "verb": "ראה עזב סגר תיאר זכר",
        "adverb": "בשקט שוב אתמול לעתים",
        "tail": "לפני_שחר בגשם בלי_אזהרה",
    },
}
QUOTES: dict[str, Sequence[str]] = {
    "en": (
        "we {verb} the {adjective} {noun} {tail}",
        "they {adverb} {verb} {Count} people and the {noun} {tail}",
        "nobody in {City} {verb} the {noun}",
        "please come back",
        "{Name} {verb} my {noun} and my {adjective} {noun} {tail}",
        "we will not leave the {noun}",
    ),
    "ru": ("я {adverb} {verb} {noun} {tail}", "{Name} {verb} {Count} раз {noun}", "мы не уйдём"),
    "ar": ("{verb} {Name} {noun} {adverb} {tail}", "لن نغادر {noun}", "{verb} {Count} مرة {noun}"),
    "he": ("{Name} {verb} את {noun} {tail}", "לא נעזוב את {noun}", "הוא {adverb} {verb} {Count} פעמים את {noun}"),
}
FRAMES: dict[str, Sequence[str]] = {
    "en": (
        "“_ {quote} _, _” {Name} {Surname} told {Outlet} {tail} _.",
        "{Name} {Surname} _, who {verb} the {noun} in {City} _, said _: “_ {quote} _. _”",
        "The {noun} in {City} {adverb} {verb} the {adjective} {noun} {tail} _.",
        "According to {Outlet} _, {Count} people {verb} the {noun} on a {adjective} morning _.",
        "{Name} {Surname} {verb} {Count} trains _; the {noun} was {adjective} _, and nobody {verb} it {tail} _.",
        "“_ {quote} _! _” the child cried {tail} _, according to the translation of {Name} {Surname} _.",
        "He said _: “_ {quote} _. _”",
        "She {adverb} wept _.",
        "The {adjective} {noun} _, {Outlet} said _, {verb} “_ {quote} _” as its {noun} {tail} _.",
    ),
    "ru": ("«_ {quote} _» _, — сказал {Name} {tail} _.", "{Name} {verb} {Count} вагонов _, и {noun} {tail} _."),
    "ar": ("قال {Name} _: «_ {quote} _» {tail} _.", "{verb} {Name} {Count} حافلة {adverb} {tail} _."),
    "he": ("{Name} אמר _: „_ {quote} _” {tail} _.", "{Name} {verb} {Count} אוטובוסים {adverb} {tail} _."),
}
MARKS = (("“", "”", "«", "»", "„"), ('"', '"', '"', '"', '"'), ("«", "»", "“", "”", "«"))
