"""The compiled half of calque: see the package's own page."""

from os import PathLike
from typing import Dict, Iterable, List, Literal, Optional, Tuple, Union, final

from calque._results import Evidence, Hit, Pivot, Sentence, UnknownWords

_Path = Union[str, PathLike[str]]
_Mode = Literal["strict", "balanced", "sensitive"]

__version__: str

@final
class Report:
    """What Calque says about one text. Immutable; its parts are made when they are asked for."""

    @property
    def text(self) -> str:
        """The text that was analysed."""
    @property
    def verdict(self) -> Literal["clean", "suspect", "artifact", "insufficient"]:
        """``insufficient`` means too short to judge."""
    @property
    def probability(self) -> float:
        """Of the text being a machine's rewrite: calibrated, in [0, 1]."""
    @property
    def mode(self) -> _Mode: ...
    @property
    def words(self) -> int: ...
    @property
    def hits(self) -> Tuple[Hit, ...]:
        """In text order, never overlapping."""
    @property
    def sentences(self) -> Tuple[Sentence, ...]:
        """In text order."""
    @property
    def evidence(self) -> Evidence: ...
    @property
    def explanation(self) -> Dict[str, float]:
        """What each kind of evidence adds to the log-odds, ``prior`` first; they sum up to it."""
    @property
    def unknown_words(self) -> UnknownWords: ...
    @property
    def pivot(self) -> Optional[Pivot]: ...
    @property
    def pack(self) -> str: ...
    def restored(self) -> str:
        """The text with the first original of every hit put back."""
    def to_json(
        self,
        *,
        id: str = "",
        path: str = "",
        record: int = 0,
        offset: int = 0,
        url: str = "",
        restore: bool = False,
    ) -> str:
        """The record of ``calque scan --format jsonl``, byte for byte, without the line end."""

@final
class ArrowResult:
    """Rows of results for ``pyarrow.record_batch(result)`` and all that reads Arrow.

    Columns: verdict, probability, words, distinct, hits_per_1000, gain_per_1000, fluency,
    translationese, pivot, and hits as a list of begin, end, text, original, entry, gain.
    """

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object = None) -> Tuple[object, object]: ...

@final
class Detector:
    """Reads texts. Immutable and safe to share between threads; a pickle opens it anew."""

    def __init__(
        self,
        pack: Optional[_Path] = None,
        *,
        dictionaries: Iterable[_Path] = (),
        ignore: Iterable[_Path] = (),
        huge_pages: bool = False,
    ) -> None:
        """Opens the built-in English pack, or the file ``pack``.

        ``dictionaries`` are files of ``calque dict compile FILE.tsv -o FILE.dict``, ``ignore`` are
        files of lines such as ``family:tortured``. ``huge_pages`` copies the pack into memory of
        this process alone (80 MB, some 16 ms), which makes long runs faster. Raises OSError when a file cannot be read and
        ValueError when it is not what it should be.
        """
    def analyze(self, text: str, *, mode: _Mode = "strict") -> Report:
        """Raises TypeError for what is no str and ValueError for a lone surrogate."""
    def analyze_batch(self, texts: Iterable[str], *, mode: _Mode = "strict") -> List[Report]:
        """The same for many texts, in their order, with one release of the interpreter lock."""
    def analyze_arrow(self, column: object, *, mode: _Mode = "strict") -> ArrowResult:
        """One row for each text of an Arrow column (pyarrow, polars, pandas), null for null.

        The texts are read where they lie.
        """
    @property
    def pack_name(self) -> str:
        """Language and version of the pack: ``en 2026.11``."""

def decode(data: bytes, declared: str = "") -> str:
    """The text of a page's bytes: by byte order mark, by what they look like, or by ``declared``,
    a charset name from a header. What cannot be read becomes U+FFFD or is left out."""
