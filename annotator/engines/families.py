"""The families of translation models that can be run, and how each wants to be told its languages.

A sequence of pieces is framed with marks: the end mark, and in multilingual models a token for the language. The
layouts are those of the model pages of transformers (https://huggingface.co/docs/transformers: marian, m2m_100, nllb,
mbart), the language tokens those of its tokenizers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.domain.languages import language
from annotator.engines.base import Pair

BEGIN, END = "<s>", "</s>"

# Code of this app, then the token of NLLB-200. Where a language has several there (Kurdish, Norwegian, Chinese), the
# one that most written news is in.
_NLLB = """
ru rus_Cyrl uk ukr_Cyrl de deu_Latn fr fra_Latn es spa_Latn ar arb_Arab zh zho_Hans fa pes_Arab he heb_Hebr tr
tur_Latn pl pol_Latn en eng_Latn af afr_Latn sq als_Latn am amh_Ethi hy hye_Armn az azj_Latn bn ben_Beng eu eus_Latn
be bel_Cyrl bs bos_Latn bg bul_Cyrl my mya_Mymr ca cat_Latn hr hrv_Latn cs ces_Latn da dan_Latn nl nld_Latn et
est_Latn fil tgl_Latn fi fin_Latn gl glg_Latn ka kat_Geor el ell_Grek gu guj_Gujr ha hau_Latn hi hin_Deva hu hun_Latn
is isl_Latn id ind_Latn ga gle_Latn it ita_Latn ja jpn_Jpan kk kaz_Cyrl km khm_Khmr ko kor_Hang ku kmr_Latn ckb
ckb_Arab ky kir_Cyrl lv lvs_Latn lt lit_Latn mk mkd_Cyrl ms zsm_Latn ml mal_Mlym mr mar_Deva mn khk_Cyrl ne npi_Deva
no nob_Latn ps pbt_Arab pt por_Latn pa pan_Guru ro ron_Latn sr srp_Cyrl si sin_Sinh sk slk_Latn sl slv_Latn so
som_Latn sw swh_Latn sv swe_Latn tg tgk_Cyrl ta tam_Taml te tel_Telu th tha_Thai ti tir_Ethi ur urd_Arab uz uzn_Latn
vi vie_Latn yi ydd_Hebr
"""
_MBART = """
ar_AR cs_CZ de_DE en_XX es_XX et_EE fi_FI fr_XX gu_IN hi_IN it_IT ja_XX kk_KZ ko_KR lt_LT lv_LV my_MM ne_NP nl_XX
ro_RO ru_RU si_LK tr_TR vi_VN zh_CN
"""
_MBART_50 = """
af_ZA az_AZ bn_IN fa_IR he_IL hr_HR id_ID ka_GE km_KH mk_MK ml_IN mn_MN mr_IN pl_PL ps_AF pt_XX sv_SE sw_KE ta_IN
te_IN th_TH tl_XX uk_UA ur_PK gl_ES sl_SI
"""
_M2M = """
af am ar az be bg bn bs ca cs da de el en es et fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km ko lt lv mk
ml mn mr ms my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta th tl tr uk ur uz vi yi zh
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """What goes around the pieces: marks `before` and `after` a source, and `first`, which every rendering begins with.

    `first` is given to the network, not written by it: it is no part of a text or a score.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = (END,)
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its name in `kind`, what people call it, and its vocabulary files.

    `tokens` maps the codes of this app to language tokens; it is empty for Marian, whose models are told the language,
    if at all, by a prefix of their own. `vocabulary` names the files that texts are cut into pieces with, `tokenizer`
    the class of transformers that reads them, None where they are read with sentencepiece alone.
    """

    name: str
    title: str
    vocabulary: tuple[str, ...]
    tokenizer: str | None = None
    tokens: Mapping[str, str] = field(default_factory=dict)

    def frame(self, pair: Pair, prefixes: Mapping[str, str]) -> Frame:
        """Return what goes around texts of a pair; `prefixes` are those of the model's card, by "en-ru"."""
        if not self.tokens:
            prefix = prefixes.get("-".join(pair))
            return Frame(before=(prefix,) if prefix else ())
        source, target = (self.tokens[code] for code in pair)
        if self.name == "mbart":
            return Frame(after=(END, source))  # and decoding starts from the one language that it writes
        return Frame((source,), (END,), (target,))


def _paired(codes: str) -> dict[str, str]:
    words = codes.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _coded(codes: str) -> dict[str, str]:
    return {language(code).code: code for code in codes.split()}


MARIAN = Family("marian", "Marian", ("source.spm", "target.spm"))
FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        MARIAN,
        Family(
            "m2m100",
            "M2M-100",
            ("sentencepiece.bpe.model",),
            None,
            {ours: f"__{theirs}__" for ours, theirs in _coded(_M2M).items()},
        ),
        Family("nllb", "NLLB", ("tokenizer.json",), "NllbTokenizer", _paired(_NLLB)),
        Family("mbart50", "mBART-50", ("tokenizer.json",), "MBart50Tokenizer", _coded(_MBART + _MBART_50)),
        Family("mbart", "mBART", ("tokenizer.json",), "MBartTokenizer", _coded(_MBART)),
    )
}
