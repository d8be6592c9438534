// Evidence that needs no original: words that no writer leaves there, whatever it was
// that should have stood in their place. Rules of this kind decide by themselves, so
// each must be almost silent on honest prose.
#ifndef CALQUE_DETECTOR_SCORING_CLUE_H_
#define CALQUE_DETECTOR_SCORING_CLUE_H_

#include <cstdint>
#include <string>

#include "calque/report.h"

namespace calque::scoring {

struct Clue {
  std::uint32_t begin;  // tokens of the block
  std::uint32_t end;
  std::string id;  // of the rule: "pivot-leak/it"
  Family family;
  Strength strength;
};

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_CLUE_H_
