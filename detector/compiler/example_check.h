// The entries' own examples, asked of the whole detector: hit_example must hit,
// clean_example must not.
#ifndef CALQUE_DETECTOR_COMPILER_EXAMPLE_CHECK_H_
#define CALQUE_DETECTOR_COMPILER_EXAMPLE_CHECK_H_

#include <vector>

#include "calque/detector.h"
#include "detector/compiler/entry_source.h"

namespace calque::compiler {

// Whether `example` has a hit of this very entry.
bool Hits(const Detector& detector, const SourceEntry& entry, const std::string& example);

// Adds an error for every strong or medium entry whose example fails; a weak
// entry needs no examples, but its clean_example must not hit either. Entries that are off are not
// asked.
void CheckExamples(const std::vector<SourceEntry>& entries, const Detector& detector,
                   SourceErrors* errors);

}  // namespace calque::compiler

#endif  // CALQUE_DETECTOR_COMPILER_EXAMPLE_CHECK_H_
