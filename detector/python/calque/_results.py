"""The parts of a report: plain named tuples, the same values as in the record."""

from typing import NamedTuple, Optional, Tuple


class Hit(NamedTuple):
    """One artifact: words that give a rewrite away."""

    begin: int  #: first code point in the text
    end: int  #: one past the last
    text: str  #: ``report.text[begin:end]``
    originals: Tuple[str, ...]  #: what stood there before, most probable first; may be empty
    entry: str  #: id of the dictionary entry
    family: str  #: ``synonym``, ``name``, ``idiom``, ``calque``, ``tortured`` ...
    strength: str  #: ``strong``, ``medium`` or ``weak``
    gain: float  #: log10 of how much likelier the text is with the original put back
    finding: str  #: name of this hit, for ignore files
    inconsistent: bool  #: the first original stands elsewhere in the text


class Sentence(NamedTuple):
    """One sentence, with how well it reads."""

    begin: int
    end: int
    fluency: float  #: percentile among clean sentences like it, in [0, 1]
    probability: float  #: that a machine rewrote it
    translationese: Optional[float]  #: log-odds; None when the pack cannot tell


class Evidence(NamedTuple):
    """The evidence of the whole text."""

    hits: int
    distinct: int  #: different dictionary entries among the hits
    hits_per_1000: float  #: hits per 1,000 words
    gain_per_1000: float  #: summed gain per 1,000 words
    fluency: float  #: median of the sentences, in [0, 1]
    translationese: Optional[float]  #: log-odds; None when the pack cannot tell


class UnknownWords(NamedTuple):
    """How many words the language model does not know, by what they are."""

    english: int
    name: int
    foreign: int
    misspelt: int


class Pivot(NamedTuple):
    """The language that the text seems to have been translated through."""

    language: str  #: ISO 639-1
    probability: float
