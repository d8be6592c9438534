// An original, written the way the artifact was: capitals follow.
#ifndef CALQUE_DETECTOR_SCORING_CASING_H_
#define CALQUE_DETECTOR_SCORING_CASING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "detector/text/segmented_text.h"

namespace calque::scoring {

// `original` in the case of tokens [begin, end): "Consul-Normal" makes
// "Consul General" of "consul general", a capital at the start of a sentence is
// kept, capitals that the original has by itself stay.
std::string InCaseOf(const text::SegmentedText& block, std::uint32_t begin, std::uint32_t end,
                     std::string_view original);

}  // namespace calque::scoring

#endif  // CALQUE_DETECTOR_SCORING_CASING_H_
