// Reads WordNet's database (wndb(5WN); Miller 1995): which words stand in one synset,
// or in two adjective synsets that are marked as similar. Only single words in small
// letters; phrases and names are left to the dictionary.
#ifndef CALQUE_DETECTOR_COMPILER_WORDNET_H_
#define CALQUE_DETECTOR_COMPILER_WORDNET_H_

#include <compare>
#include <map>
#include <set>
#include <string>

#include "calque/result.h"

namespace calque::compiler {

enum class PartOfSpeech { kNoun, kVerb, kAdjective, kAdverb };

struct Lemma {
  PartOfSpeech part;
  std::string word;
  friend auto operator<=>(const Lemma&, const Lemma&) = default;
};

// For every base form those that may stand for it. Symmetric.
using Synonyms = std::map<Lemma, std::set<std::string>>;

// `folder` holds data.noun, data.verb, data.adj and data.adv ("/usr/share/wordnet").
Result<Synonyms> ReadWordNet(const std::string& folder);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_WORDNET_H_
