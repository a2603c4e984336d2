"""Languages by what they are commonly called, to guess which code was meant where a name was typed (ISO 639-1, BCP 47)."""

from __future__ import annotations

from generator.problems import nearest

_CALLED = {
    "ar": "Arabic العربية", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian български", "bn": "Bengali", "bs": "Bosnian",
    "ca": "Catalan", "cs": "Czech čeština", "da": "Danish dansk", "de": "German Deutsch", "el": "Greek ελληνικά", "en": "English",
    "es": "Spanish español", "et": "Estonian eesti", "fa": "Persian Farsi فارسی", "fi": "Finnish suomi", "fr": "French français",
    "he": "Hebrew עברית", "hi": "Hindi", "hr": "Croatian hrvatski", "hu": "Hungarian magyar", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian italiano", "ja": "Japanese 日本語", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean 한국어", "ku": "Kurdish",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "nb": "Norwegian norsk", "nl": "Dutch Nederlands",
    "pl": "Polish polski", "ps": "Pashto", "pt": "Portuguese português", "ro": "Romanian română", "ru": "Russian русский",
    "sk": "Slovak", "sl": "Slovene Slovenian", "sq": "Albanian", "sr": "Serbian српски", "sv": "Swedish svenska", "sw": "Swahili",
    "th": "Thai", "tr": "Turkish Türkçe", "uk": "Ukrainian українська", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "zh": "Chinese Mandarin 中文",
}  # fmt: skip
"""What each is called in English, and where many facts may come from in the language itself."""

_BY_NAME = {name.casefold(): code for code, names in _CALLED.items() for name in names.split()}


def code_meant(typed: str) -> str:
    """The code of the language that was typed by its name, or in a way that codes are not written in; nothing where none is known."""
    first, _, rest = typed.replace("_", "-").partition("-")
    if rest and first.casefold() in _CALLED:
        return f"{first.casefold()}-{rest}"
    return _BY_NAME.get(nearest(typed.casefold(), _BY_NAME, 0.8) or "", "")
