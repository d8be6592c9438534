// What a spinner makes of fixed phrases: the dictionary's word substitutions put into
// the collocations of clean text ("prime minister" and "minister -> clergyman" give
// "prime clergyman -> prime minister").
//
// Collocations are pairs of neighbouring words that are frequent and far more frequent
// than chance (pointwise mutual information; Church and Hanks 1990). A rewritten one is
// kept only if the texts do not have it once.
#ifndef CALQUE_DETECTOR_COMPILER_PHRASE_EXPANDER_H_
#define CALQUE_DETECTOR_COMPILER_PHRASE_EXPANDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>

#include "detector/compiler/entry_source.h"
#include "detector/compiler/lexicon.h"
#include "detector/text/segmented_text.h"

namespace calque::compiler {

struct ExpandOptions {
  std::uint32_t least_count = 150;  // of the original phrase in the texts
  double least_information = 4;     // bits of pointwise mutual information
  std::size_t most_entries = 5000;  // the originals that are most frequent
};

class PhraseExpander {
 public:
  // Uses the unguarded entries of one word with originals of one word.
  PhraseExpander(const std::vector<SourceEntry>& entries, const Lexicon& lexicon);

  // Counts the words and pairs of words of a clean text.
  void Add(std::string_view text);

  // The derived entries as a dictionary source, most frequent originals first. The same
  // texts in any order give the same bytes. All are weak: whether one deserves more is for
  // a reader with examples to say.
  std::string Derive(const ExpandOptions& options) const;

 private:
  struct Phrase {
    std::string artifact;
    std::string original;
    std::uint32_t count;
  };
  double Information(text::TokenKey first, text::TokenKey second, std::uint32_t count) const;
  std::vector<Phrase> Rewritten(const ExpandOptions& options) const;
  void Rewrite(const std::string& first, const std::string& second, std::uint32_t count,
               std::vector<Phrase>* phrases) const;

  // By original: the words that are put for it.
  absl::flat_hash_map<text::TokenKey, std::vector<std::string>> spun_;
  absl::flat_hash_set<text::NgramKey> known_;                  // artifacts of the dictionary
  absl::flat_hash_map<text::TokenKey, std::string> spelling_;  // of plain small words
  absl::flat_hash_map<text::TokenKey, std::uint32_t> words_;
  struct Pair {
    text::TokenKey first;
    text::TokenKey second;
    std::uint32_t count;
  };
  absl::flat_hash_map<text::NgramKey, Pair> pairs_;
  std::uint64_t total_ = 0;
};

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_PHRASE_EXPANDER_H_
