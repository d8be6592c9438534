// The note that an output is complete: which input it was made from, how, and what
// came out. It is written last, so an output without a marker is to be made anew; and
// removed before an output is replaced, so a marker never speaks of another output.
//
//   calque done  1
//   input        crawl/a.warc.gz               percent-escaped
//   read         BYTES MODIFIED CHANGED HASH   identity of the input
//   written      BYTES MODIFIED CHANGED HASH   identity of the output
//   run          OPTIONS                       all that shapes the output
//   ...          the counts, see statistics.h
//   end
//
// (Tabs between the fields.) A marker that does not end so was cut by a crash of the
// machine, and counts as none.
#ifndef CALQUE_DETECTOR_BATCH_DONE_MARKER_H_
#define CALQUE_DETECTOR_BATCH_DONE_MARKER_H_

#include <optional>
#include <string>
#include <string_view>

#include "detector/batch/file_identity.h"
#include "detector/batch/statistics.h"

namespace calque::batch {

struct DoneMarker {
  std::string input;  // PercentEscaped
  FileIdentity read;
  FileIdentity written;
  std::string run;
  Statistics counts;
};

std::string DoneMarkerText(const DoneMarker& marker);
std::optional<DoneMarker> ParseDoneMarker(std::string_view text);

}  // namespace calque::batch

#endif  // CALQUE_DETECTOR_BATCH_DONE_MARKER_H_
