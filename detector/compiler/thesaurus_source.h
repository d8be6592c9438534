// The thesaurus as it is committed (corpora/models/thesaurus.tsv), and its way into
// the pack. A text that a person can read:
//
//   classes<TAB>number<TAB>number ...          log ratios of the classes of finds
//   spun word<TAB>original trust<TAB>original trust ...   in byte order
//
// What the numbers mean is told in scoring/thesaurus.h.
#ifndef CALQUE_DETECTOR_COMPILER_THESAURUS_SOURCE_H_
#define CALQUE_DETECTOR_COMPILER_THESAURUS_SOURCE_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "calque/result.h"
#include "detector/compiler/lexicon.h"
#include "detector/compiler/wordnet.h"
#include "detector/lm/ngram_model.h"
#include "detector/scoring/thesaurus.h"

namespace calque::compiler {

struct ThesaurusSource {
  std::array<float, scoring::kFindClasses> log_ratio{};
  // By spun word, then by original: the trust.
  std::map<std::string, std::map<std::string, std::int8_t>> pairs;

  // `name` stands in errors.
  static Result<ThesaurusSource> Parse(const std::string& name, std::string_view text);
  std::string Format() const;

  // The section of the pack. Pairs are numbered in the order of `pairs`.
  std::string Compile() const;
};

// The pairs of synonyms in all their forms, alike on both sides, as far as the model
// knows both words; no trust, no log ratios.
ThesaurusSource InflectSynonyms(const Synonyms& synonyms, const Lexicon& lexicon,
                                const lm::NgramModel& model);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_THESAURUS_SOURCE_H_
