// What a search of the dictionary finds in a block, and what it sees of a text on the way.
#ifndef CALQUE_DETECTOR_DICTIONARY_CANDIDATE_H_
#define CALQUE_DETECTOR_DICTIONARY_CANDIDATE_H_

#include <cstdint>
#include <vector>

namespace calque::dictionary {

// A place in a block where a variant of an entry stands, guards checked except
// those that need the whole document.
struct Candidate {
  std::uint32_t begin;  // token range in the block, half-open
  std::uint32_t end;
  std::uint32_t sentence;  // index in the block
  std::uint32_t variant;
  std::uint32_t source = 0;  // which dictionary of a set
};

// Which document-guard phrases a text has shown so far, one flag for each mark.
using DocumentMarks = std::vector<bool>;

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_CANDIDATE_H_
