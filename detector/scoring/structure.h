// Artifacts that need no dictionary: what a spinner's templates and careless
// substitution leave in the form of a text.
//
//   structure/braces        "{that a}" around ordinary words (spintax left over)
//   structure/doubled-word  "the the", "of of"
//   structure/article       "a assertion", "an pal": the article of another word
//   structure/possessive    "Trudeaus Liberals": a lost apostrophe, when the name
//                           itself stands in the text
//
// Like dictionary matches these are candidates; the language model decides.
#ifndef CALQUE_DETECTOR_SCORING_STRUCTURE_H_
#define CALQUE_DETECTOR_SCORING_STRUCTURE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <absl/container/flat_hash_set.h>

#include "calque/report.h"
#include "detector/text/key_set.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

struct StructureRule {
  const char* id;
  Strength strength;
};

// Whether there is a rule of this id.
bool IsStructureRule(std::string_view id);

struct StructureFinding {
  std::uint32_t begin;  // tokens of the block
  std::uint32_t end;
  std::uint32_t sentence;
  const StructureRule* rule;
  std::string original;
  text::TokenKeys original_keys;
};

// Remembers the names of one text from block to block. Memory is kept per thread, so a
// thread has one at a time.
class StructureFinder {
 public:
  StructureFinder();
  void Find(const text::SegmentedText& block, std::vector<StructureFinding>* findings);

 private:
  struct Place {
    std::uint32_t token;
    std::uint32_t sentence;
    std::uint32_t sentence_end;
  };
  void FindBraces(const text::SegmentedText& block, const Place& at,
                  std::vector<StructureFinding>* findings) const;
  void FindDoubled(const text::SegmentedText& block, const Place& at,
                   std::vector<StructureFinding>* findings) const;
  void FindArticle(const text::SegmentedText& block, const Place& at,
                   std::vector<StructureFinding>* findings) const;
  void FindPossessive(const text::SegmentedText& block, const Place& at,
                      std::vector<StructureFinding>* findings);
  void NoteNames(const text::SegmentedText& block);
  bool IsName(text::TokenKey key);
  static std::vector<text::TokenKey>& ListOfThread();

  // Of all names; few that are asked for are one.
  text::KeyFilter<4096> filter_;
  // The names so far; the last ones are in the list only.
  absl::flat_hash_set<text::TokenKey> names_;
  std::vector<text::TokenKey>& new_names_;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_STRUCTURE_H_
