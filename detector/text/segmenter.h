// Text to blocks of whole sentences of tokens with exact offsets.
//
// A hand-written scanner over the raw bytes; only words with letters outside
// ASCII go through Boost.Locale (normalizer.h). Rules, in the terms of UAX #29:
//  - a word is a run of letters, marks and digits; an apostrophe between
//    letters stays inside ("don't"), a final "'s" is a token of its own;
//    periods between single letters stay inside ("U.S.");
//  - a number starts with a digit and keeps inner ".", "," and ":" between
//    digits; letters may follow ("21st", "1000's");
//  - hyphens, dashes and every other visible character stand alone;
//  - scripts without spaces give one token a code point;
//  - a sentence ends at . ! ? ... (with closing quotes and brackets after it)
//    before white space and something that can begin a sentence, unless the
//    period belongs to an abbreviation or an initial; at an empty line; and at
//    a line break unless the next line goes on in lower case.
// Bytes that are no UTF-8 separate tokens and are counted. Limits: a sentence of
// more than kMaxSentenceTokens tokens and a token of more than kMaxTokenBytes
// bytes are cut.
#ifndef CALQUE_DETECTOR_TEXT_SEGMENTER_H_
#define CALQUE_DETECTOR_TEXT_SEGMENTER_H_

#include <cstddef>
#include <string_view>

#include "detector/text/segmented_text.h"

namespace calque::text {

inline constexpr std::size_t kMaxSentenceTokens = 512;
inline constexpr std::size_t kMaxTokenBytes = 4096;
// A block is closed at the first sentence end after this many tokens.
inline constexpr std::size_t kBlockTokens = 4096;

class Segmenter {
 public:
  // `text` must outlive the Segmenter and the blocks it fills.
  explicit Segmenter(std::string_view text) : text_(text) {}

  // Fills `block` with the next sentences; false when there are none left.
  // The bytes skipped at the end of the text are counted in the last block,
  // even if it has no token: a block may be empty when only invalid bytes
  // were left.
  bool Next(SegmentedText* block);

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

// The whole text as one block, for short texts (dictionary phrases, tests).
// Requires text.size() < 4 GiB.
SegmentedText SegmentAll(std::string_view text);

}  // namespace calque::text

#endif  // CALQUE_DETECTOR_TEXT_SEGMENTER_H_
