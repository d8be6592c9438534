// What an entry asks of the words around a match.
#ifndef CALQUE_DETECTOR_DICTIONARY_GUARD_H_
#define CALQUE_DETECTOR_DICTIONARY_GUARD_H_

#include "detector/dictionary/candidate.h"
#include "detector/dictionary/dictionary_format.h"
#include "detector/text/segmented_text.h"

namespace calque::dictionary {

// Whether what the guard names stands at its place; false for guards of the whole document,
// which no block can tell.
bool GuardHolds(const text::SegmentedText& block, const Candidate& candidate,
                const GuardRecord& guard);

}  // namespace calque::dictionary

#endif  // CALQUE_DETECTOR_DICTIONARY_GUARD_H_
