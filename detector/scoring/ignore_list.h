// What the user does not want to hear of. One line each:
//
//   en/names/0042         an entry of a dictionary, or a structural rule
//   family:tortured       a family of entries
//   phrase:open the doors whatever lies wholly inside these words, in any case
//   finding:1f3a56c09b2d  one hit, wherever its words stand (finding_id.h)
//
// `#` at the start of a line or behind white space begins a comment. A line that
// cannot have an effect is an error, not silence.
#ifndef CALQUE_DETECTOR_SCORING_IGNORE_LIST_H_
#define CALQUE_DETECTOR_SCORING_IGNORE_LIST_H_

#include <absl/container/flat_hash_set.h>

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "calque/report.h"
#include "calque/result.h"
#include "detector/text/segmented_text.h"

namespace calque::scoring {

class IgnoreList {
 public:
  // Whether there is an entry or a rule of this id.
  using Known = std::function<bool(std::string_view id)>;

  // Adds the lines of a file. The first bad one is an error "name:line: ...".
  Status Add(const std::string& name, std::string_view text, const Known& known);

  bool empty() const { return empty_; }
  bool HasEntry(std::string_view id, Family family) const {
    return families_[static_cast<std::size_t>(family)] || Has(entries_, id);
  }
  bool HasFinding(std::string_view id) const { return Has(findings_, id); }

  // Replaces `*reach` by how far the ignored phrases that begin at or before a token
  // reach: tokens [begin, end) are inside one when reach[begin] >= end.
  void FindPhrases(const text::SegmentedText& block, std::vector<std::uint32_t>* reach) const;

 private:
  // Mostly nothing is ignored, and no string need be made to ask.
  static bool Has(const absl::flat_hash_set<std::string>& set, std::string_view id) {
    return !set.empty() && set.contains(std::string(id));
  }
  // What is wrong with a line; empty: nothing, it was added.
  std::string AddLine(std::string_view line, const Known& known);
  std::string AddPhrase(std::string_view words);

  bool empty_ = true;
  std::array<bool, kFamilyCount> families_{};
  absl::flat_hash_set<std::string> entries_;
  absl::flat_hash_set<std::string> findings_;
  absl::flat_hash_set<text::NgramKey> phrases_;
  absl::flat_hash_set<text::NgramKey> beginnings_;  // of phrases, and phrases
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_IGNORE_LIST_H_
