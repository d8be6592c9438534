// Makes rewritten text from clean text: wherever an original of the dictionary
// stands, its artifact may be put, as a synonym spinner does. The places are known,
// so the result is labelled data for calibration and tests; figures measured on it
// say nothing about rewriters in the wild.
#ifndef CALQUE_DETECTOR_COMPILER_CORRUPTOR_H_
#define CALQUE_DETECTOR_COMPILER_CORRUPTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>

#include "calque/report.h"
#include "detector/compiler/entry_source.h"
#include "detector/compiler/lexicon.h"
#include "detector/text/segmented_text.h"

namespace calque::compiler {

struct CorruptOptions {
  double words_per_artifact = 8;  // wanted density: one artifact in so many words
  std::uint64_t seed = 1;
};

struct GoldSpan {
  Span span;             // bytes of the corrupted text
  std::string original;  // the words that stood there
  std::string entry;
};

struct CorruptedText {
  std::string text;
  std::vector<GoldSpan> spans;
};

class Corruptor {
 public:
  Corruptor(const std::vector<SourceEntry>& entries, const Lexicon& lexicon);

  // Deterministic for the same text, options and entries. Places are drawn at
  // random among all where an original stands; when there are fewer than the
  // density asks for, all are taken.
  CorruptedText Corrupt(std::string_view text, const CorruptOptions& options) const;

 private:
  struct Swap {
    std::string artifact;
    std::string entry;
    dictionary::CaseMode case_mode;
  };
  struct Place {
    std::uint32_t begin;  // tokens
    std::uint32_t end;
    const Swap* swap;
  };
  void AddSwap(const SourceEntry& entry, const std::string& artifact, const std::string& original);
  Place PlaceAt(const text::SegmentedText& block, std::uint32_t begin, std::uint32_t sentence_end,
                std::uint64_t* random) const;
  std::vector<Place> FindPlaces(const text::SegmentedText& block, std::uint64_t* random) const;

  absl::flat_hash_map<text::NgramKey, std::vector<Swap>> swaps_;  // by original
  std::size_t longest_ = 0;
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_CORRUPTOR_H_
