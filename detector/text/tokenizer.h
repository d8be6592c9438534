// One token after another from raw bytes, with what the sentence rules need to
// know about each. The rules are listed in segmenter.h.
//
// Folding, which decides what compares equal (HashToken of the folded form is the
// key): lower case (full Unicode case folding and NFKC outside ASCII);
// apostrophes of any shape are "'", double quotes '"' (also `` and ''), dashes
// "-" (also "--"), ellipses "..."; numbers with three digits or more keep their
// shape only ("1,494" -> "0,000"), years stay years ("2021" -> "2000"); web and
// e-mail addresses are "<url>".
#ifndef CALQUE_DETECTOR_TEXT_TOKENIZER_H_
#define CALQUE_DETECTOR_TEXT_TOKENIZER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "detector/text/segmented_text.h"

namespace calque::text {

// What ScannedToken::single is for an ellipsis.
inline constexpr char kEllipsisMark = '\x01';

struct ScannedToken {
  std::size_t begin = 0;
  std::size_t end = 0;
  TokenKey key = 0;
  TokenKind kind = TokenKind::kWord;
  std::uint8_t flags = 0;
  bool opening = false;       // a quotation mark after white space and before none
  bool lower = false;         // a word that starts with a lower-case letter
  bool acronym = false;       // "U.S.": ends with a period of its own
  std::uint8_t newlines = 0;  // line breaks before it: 0, 1, or 2 for more
  char single = '\0';         // the folded form when it is one byte, or kEllipsisMark
  std::string_view folded;    // valid until the next token is scanned; not set by QuickScan
};

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text, std::size_t position = 0)
      : text_(text), position_(position), space_(SpaceBefore(position)) {}

  // False at the end of the text.
  bool Next(ScannedToken* token);
  // Goes on at `position`, where a token ends that somebody else has scanned. Not before
  // the first call of Next.
  void MoveTo(std::size_t position) { position_ = position; }

  std::size_t position() const { return position_; }
  std::size_t invalid_bytes() const { return invalid_bytes_; }

 private:
  void SkipSpace(ScannedToken* token);
  std::size_t SkipHighSpace(ScannedToken* token, bool* space);
  void ScanWord(ScannedToken* token);
  void ScanNumber(ScannedToken* token);
  void ScanMark(ScannedToken* token);
  void ScanHigh(ScannedToken* token);
  void FinishAddress(ScannedToken* token, std::size_t end);
  bool ScanPossessive(ScannedToken* token);
  std::size_t WordEnd(std::size_t i, bool* acronym) const;
  std::size_t PossessiveSize(const ScannedToken& token) const;
  std::size_t IgnorableEnd(std::size_t i, std::size_t limit) const;
  bool SpaceAt(std::size_t i) const;
  bool SpaceBefore(std::size_t i) const;
  bool PeriodInside(std::size_t i, std::size_t component, bool* acronym) const;
  std::size_t ApostropheAt(std::size_t i) const;
  bool LetterAt(std::size_t i) const;
  void FinishWord(ScannedToken* token);
  void FoldNumber(ScannedToken* token);
  void SetFlags(ScannedToken* token) const;

  std::string_view text_;
  std::size_t position_;
  bool space_;  // white space before the first token
  std::size_t invalid_bytes_ = 0;
  std::string folded_;
};

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_TOKENIZER_H_
